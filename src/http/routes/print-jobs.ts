import { foldText } from '../../lib/fold-text.ts';
import type { JobLinker } from '../../matching/job-linker.ts';
import type { FolderJoiner } from '../../joining/join-folders.ts';
import type { MissingPictures } from '../../matching/missing-pictures.ts';
import type { PrintJob } from '../../print-jobs/print-job.ts';
import type { PrintJobService } from '../../print-jobs/print-job-service.ts';
import { toPrintJobReport, toWirePrintJob, toWireSuggestion } from '../../wire/print-job-to-wire.ts';
import type { WireView } from '../../wire/wire-view.ts';
import { countHeader, type Handlers } from '../endpoint.ts';

type Names =
  | 'joinFolders'
  | 'dismissMissingPictures'
  | 'listJobs'
  | 'createJob'
  | 'getJob'
  | 'linkTimelapse'
  | 'refuseJob'
  | 'suggestJobs';

export interface PrintJobRouteDeps {
  jobs: PrintJobService;
  linker: Pick<JobLinker, 'linkByHand' | 'refuse' | 'suggest' | 'timelapsesOf'>;
  missing: Pick<MissingPictures, 'dismiss'>;
  joiner: Pick<FolderJoiner, 'join'>;
  view: WireView;
}

export function printJobRoutes({
  jobs,
  linker,
  missing,
  joiner,
  view,
}: PrintJobRouteDeps): Pick<Handlers, Names> {
  const toWire = async (found: readonly PrintJob[]) => {
    const counts = await jobs.countTimelapses(found.map(({ id }) => id));
    return found.map((job) => toWirePrintJob(job, counts.get(job.id) ?? 0));
  };
  return {
    async listJobs({ query: { q, q64 = q ?? '', limit, offset } }) {
      const { jobs: found, total } = await jobs.list({ search: foldText(q64), limit, offset });
      return { status: 200, body: await toWire(found), headers: countHeader(total) };
    },
    async createJob({ body }) {
      const { job, isNew } = await jobs.post(toPrintJobReport(body));
      const [wire] = await toWire([job]);
      return { status: isNew ? 201 : 200, body: wire };
    },
    async getJob({ params, query }) {
      const job = await jobs.get(params.id);
      const { timelapses, total } = await linker.timelapsesOf(job.id, query);
      const body = { ...toWirePrintJob(job, total), timelapses: await view.timelapses(timelapses) };
      return { status: 200, body, headers: countHeader(total) };
    },
    async dismissMissingPictures({ params }) {
      await missing.dismiss(await jobs.get(params.id));
      return { status: 204 };
    },
    async joinFolders({ params }) {
      const { id } = await jobs.get(params.id);
      return { status: 202, body: await view.timelapse(await joiner.join(id)) };
    },
    async linkTimelapse({ params, body }) {
      return { status: 200, body: await view.timelapse(await linker.linkByHand(params.id, body.job_id)) };
    },
    async refuseJob({ params }) {
      await linker.refuse(params.id, params.job_id);
      return { status: 204 };
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
