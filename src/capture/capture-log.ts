import { z } from 'zod';
import type { PrinterSight } from '../print-jobs/printer-feed.ts';

/** What the printer was doing; null = unknown. */
export type Readings = Pick<
  PrinterSight,
  'layer' | 'layers' | 'progress' | 'z' | 'nozzle' | 'bed' | 'chamber' | 'stage' | 'light'
>;

/** One picture. */
export interface TakenPicture extends Partial<Readings> {
  name: string;
  /** Milliseconds since 1970; ISO 8601 in the file. */
  at: number;
}

export function readingsOf(sight: PrinterSight | null): Partial<Readings> {
  if (sight === null) return {};
  const { layer, layers, progress, z, nozzle, bed, chamber, stage, light } = sight;
  return { layer, layers, progress, z, nozzle, bed, chamber, stage, light };
}

export function logLine({ name, at, ...readings }: TakenPicture): string {
  return `${JSON.stringify({ name, at: new Date(at).toISOString(), ...readings })}\n`;
}

const number = z.number().nullable().optional();
const text = z.string().nullable().optional();
const lineSchema = z.object({
  name: z.string(),
  at: z.iso.datetime().transform((time) => Date.parse(time)),
  ...{ layer: number, layers: number, progress: number, z: number, nozzle: number, bed: number },
  ...{ chamber: number, stage: text, light: text },
});

/** Lines that a crash left unfinished are skipped. Of several for one picture, the last counts. */
export function readLog(lines: Iterable<string>): Map<string, TakenPicture> {
  const pictures = new Map<string, TakenPicture>();
  for (const line of lines) {
    const picture = readLine(line);
    if (picture) pictures.set(picture.name, picture);
  }
  return pictures;
}

function readLine(line: string): TakenPicture | null {
  try {
    return (lineSchema.safeParse(JSON.parse(line)).data as TakenPicture | undefined) ?? null;
  } catch {
    return null;
  }
}
