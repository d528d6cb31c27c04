import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { isEnded, type PrintJob } from '../print-jobs/print-job.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import type { Capture, CapturedPrint } from './capture.ts';

/** Source of the print jobs of Home Assistant's printers. */
const SOURCE = 'home_assistant';

export interface CaptureLinksDeps {
  jobs: PrintJobStore;
  timelapses: TimelapseStore;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
}

/** Links timelapses to the prints that were captured: known for certain, unless the user knows better. */
export class CaptureLinks {
  readonly #deps: CaptureLinksDeps;

  constructor(deps: CaptureLinksDeps) {
    this.#deps = deps;
  }

  async jobOf({ print }: Pick<Capture, 'print'>): Promise<PrintJob | null> {
    if (print === null) return null;
    return (await this.#deps.jobs.findExternal(SOURCE, [print.externalId]))[0] ?? null;
  }

  async hasEnded(print: CapturedPrint): Promise<boolean> {
    const job = await this.jobOf({ print });
    return job !== null && isEnded(job);
  }

  /** @returns it with its link */
  async link(timelapse: Timelapse, capture: Capture): Promise<Timelapse> {
    const { timelapses, emitter, clock } = this.#deps;
    const job = await this.jobOf(capture);
    const { jobId, linkSource } = timelapse;
    const isLinked = linkSource === 'manual' || (linkSource === 'capture' && jobId === job?.id);
    if (job === null || isLinked || timelapse.captureId !== capture.id) return timelapse;
    const link = { jobId: job.id, source: 'capture', printer: job.printer } as const;
    const linked = await timelapses.setLink(timelapse.id, link, clock.now());
    if (linked) emitter.emit('timelapse.updated', linked);
    return linked ?? timelapse;
  }
}
