import { NOTHING_KNOWN, type PicturesOfPrint } from '../overlay/pictures.ts';
import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import { factsOf } from './picture-facts.ts';
import { readFolder } from './picture-reader.ts';
import type { PrintDataStore } from './print-data-store.ts';
import { toPicturesOfPrint } from './to-wire-print-data.ts';

export interface PrintOfPicturesDeps {
  store: PrintDataStore;
  jobs: Pick<PrintJobStore, 'get'>;
  reads: Pick<TimelapseReads, 'get'>;
  /** How long a share may be silent. */
  stallMs: number;
}

/** What is known of the print in each picture of a folder, also before there is a video. */
export class PrintOfPictures {
  readonly #deps: PrintOfPicturesDeps;

  constructor(deps: PrintOfPicturesDeps) {
    this.#deps = deps;
  }

  /** Nothing where the folder cannot be read. */
  async read(timelapseId: string, signal: AbortSignal): Promise<PicturesOfPrint> {
    const { store, jobs, reads, stallMs } = this.#deps;
    const timelapse = await reads.get(timelapseId);
    if (timelapse === null) return NOTHING_KNOWN;
    const { jobId, sourceFolder } = timelapse;
    const folder = await readFolder(sourceFolder, { stallMs, halt: signal });
    if (folder === null) return NOTHING_KNOWN;
    const names = folder.files.map(({ name }) => name);
    const { sensors } = await store.get(timelapseId, jobId);
    const job = jobId === null ? null : await jobs.get(jobId);
    return toPicturesOfPrint(names, { pictures: factsOf(names, folder.files, folder.log), sensors }, job);
  }
}
