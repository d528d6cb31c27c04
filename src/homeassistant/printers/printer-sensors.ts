import { foldText } from '../../lib/fold-text.ts';
import type { PrintJob } from '../../print-jobs/print-job.ts';
import { RECORDED, type Recorded } from '../../print-jobs/print-sensors.ts';
import type { Printer } from './find-printers.ts';

/** Entities by what they report. */
export type Sensors = Partial<Record<Recorded, string>>;

/** Of the printer of a print; null = it is not among these, or has none. */
export function sensorsOf(
  printers: readonly Printer[],
  job: Pick<PrintJob, 'source' | 'externalId' | 'printer'>,
): Sensors | null {
  const { readings } = printerOf(printers, job) ?? { readings: {} as Printer['readings'] };
  const entries = RECORDED.flatMap((key) => {
    const entity = readings[key];
    return entity === undefined ? [] : [[key, entity] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

/** Other sources of prints know printers by name only. */
function printerOf(
  printers: readonly Printer[],
  { source, externalId, printer }: Pick<PrintJob, 'source' | 'externalId' | 'printer'>,
): Printer | undefined {
  const known =
    source === 'home_assistant' ? printers.find(({ key }) => externalId?.startsWith(`${key}@`)) : undefined;
  if (known || printer === null) return known;
  const named = printers.filter(({ name }) => foldText(name) === foldText(printer));
  return named.length === 1 ? named[0] : undefined;
}
