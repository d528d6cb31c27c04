import type { PrintJobStore } from '../print-jobs/print-job-store.ts';
import type { RenderSettings } from '../recipes/render-settings.ts';
import type { WirePrintData } from '../shared/print-data.ts';
import { fileOf, type Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { PrintDataStore } from './print-data-store.ts';
import { NO_PRINT_DATA, toWirePrintData } from './to-wire-print-data.ts';

export interface PrintDataViewDeps {
  store: PrintDataStore;
  jobs: Pick<PrintJobStore, 'get'>;
  reads: Pick<TimelapseReads, 'renderedWith'>;
  /** @throws AppError 404 */
  get: (id: string) => Promise<Timelapse>;
}

/** What is known of the print that a video shows. */
export class PrintDataView {
  readonly #deps: PrintDataViewDeps;

  constructor(deps: PrintDataViewDeps) {
    this.#deps = deps;
  }

  /** Empty where nothing is known. @throws AppError 404 */
  async read(id: string): Promise<WirePrintData> {
    const { store, jobs, get } = this.#deps;
    const timelapse = await get(id);
    const { jobId, video } = timelapse;
    if (video === null) return NO_PRINT_DATA;
    const job = jobId === null ? null : await jobs.get(jobId);
    const data = await store.get(id, jobId);
    return toWirePrintData(data, { video, job, cutFrom: await this.#cutFrom(timelapse) });
  }

  /** Of a video that is a part of the whole beside it. */
  async #cutFrom(timelapse: Timelapse): Promise<number> {
    if (!fileOf(timelapse, 'original')) return 0;
    const settings = (await this.#deps.reads.renderedWith(timelapse.id)) as Partial<RenderSettings> | null;
    return settings?.cut?.from ?? 0;
  }
}
