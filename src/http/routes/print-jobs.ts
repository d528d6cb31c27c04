import { foldText } from '../../lib/fold-text.ts';
import type { JobLinker } from '../../matching/job-linker.ts';
import type { PrintJob } from '../../print-jobs/print-job.ts';
import type { PrintJobService } from '../../print-jobs/print-job-service.ts';
import { toPrintJobReport, toWirePrintJob, toWireSuggestion } from '../../wire/print-job-to-wire.ts';
import type { WireView } from '../../wire/wire-view.ts';
import type { Handlers } from '../endpoint.ts';

type Names = 'listJobs' | 'createJob' | 'getJob' | 'linkTimelapse' | 'suggestJobs';

export interface PrintJobRouteParts {
  jobs: PrintJobService;
  linker: Pick<JobLinker, 'linkByHand' | 'suggest' | 'timelapsesOf'>;
  view: WireView;
}

/** Handlers for print jobs and for what links timelapses to them. */
export function printJobRoutes({ jobs, linker, view }: PrintJobRouteParts): Pick<Handlers, Names> {
  const toWire = async (found: readonly PrintJob[]) => {
    const counts = await jobs.countTimelapses(found.map(({ id }) => id));
    return found.map((job) => toWirePrintJob(job, counts.get(job.id) ?? 0));
  };
  return {
    async listJobs({ query: { q, limit, offset } }) {
      const { jobs: found, total } = await jobs.list({ search: foldText(q ?? ''), limit, offset });
      return { status: 200, body: await toWire(found), headers: { 'X-Total-Count': String(total) } };
    },
    async createJob({ body }) {
      const { job, isNew } = await jobs.post(toPrintJobReport(body));
      const [wire] = await toWire([job]);
      return { status: isNew ? 201 : 200, body: wire };
    },
    async getJob({ params }) {
      const job = await jobs.get(params.id);
      const timelapses = await linker.timelapsesOf(job.id);
      const wire = toWirePrintJob(job, timelapses.length);
      return { status: 200, body: { ...wire, timelapses: await view.timelapses(timelapses) } };
    },
    async linkTimelapse({ params, body }) {
      return { status: 200, body: await view.timelapse(await linker.linkByHand(params.id, body.job_id)) };
    },
    async suggestJobs({ params }) {
      const pairings = await linker.suggest(params.id);
      const counts = await jobs.countTimelapses(pairings.map(({ job }) => job.id));
      return {
        status: 200,
        body: pairings.map((each) => toWireSuggestion(each, counts.get(each.job.id) ?? 0)),
      };
    },
  };
}
