import type { Part } from '../lib/part.ts';
import { PictureKeeper } from '../print-data/picture-keeper.ts';
import { PrintDataStore } from '../print-data/print-data-store.ts';
import { PrintDataView } from '../print-data/print-data-view.ts';
import { SensorKeeper } from '../print-data/sensor-keeper.ts';
import type { PrintJobs } from './print-jobs.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type PrintDataArea = ReturnType<typeof createPrintData>;

export function createPrintData(shared: Shared, { service }: Rendering, { printers }: PrintJobs) {
  const { db, runs, loggers, times } = shared;
  const deps = { ...shared, store: new PrintDataStore(db), logger: loggers.jobs };
  const pictures = new PictureKeeper({
    ...deps,
    reportOf: (id) => runs.reportOf(id),
    stallMs: times.scanStallMs,
  });
  const parts: Part[] = [pictures, ...(printers ? [new SensorKeeper({ ...deps, memory: printers })] : [])];
  return { printData: new PrintDataView({ ...deps, get: (id) => service.get(id) }), parts };
}
