import { basename } from 'node:path';
import { z } from 'zod';
import { withoutFileEndings } from '../../lib/name-words.ts';
import type { PrintJobReport } from '../../print-jobs/print-job.ts';
import type { PrintJobStatus } from '../../shared/print-job.ts';
import { isUnderWay, type PrinterPhase } from './printer-phase.ts';

const openPrintSchema = z.object({
  /** Never changes. */
  externalId: z.string(),
  printer: z.string(),
  fileName: z.string().nullable(),
  startedAt: z.number(),
  status: z.enum(['printing', 'paused']),
});
export type OpenPrint = z.infer<typeof openPrintSchema>;

/** Kept over restarts. */
export const printerMemorySchema = z.object({
  /** When its last processed status began, milliseconds since 1970. */
  since: z.number(),
  print: openPrintSchema.nullable(),
});
export type PrinterMemory = z.infer<typeof printerMemorySchema>;

export interface StatusSight {
  phase: PrinterPhase;
  at: number;
  fileName: string | null;
  startedAt: number | null;
  /** What happened since the remembered state is unknown. */
  isAfterGap: boolean;
}

export interface Followed {
  memory: PrinterMemory;
  reports: PrintJobReport[];
}

/**
 * A state without information changes nothing: no print ends because a printer is off or Home Assistant restarts.
 * @param memory null = first time
 */
export function followPrint(
  printer: { key: string; name: string },
  memory: PrinterMemory | null,
  sight: StatusSight,
): Followed {
  const { phase, at } = sight;
  const print = memory?.print ?? null;
  if (phase === 'unknown') return { memory: { since: at, print }, reports: [] };
  if (!isUnderWay(phase)) return end(print, sight);
  if (print && isAnother(print, sight)) {
    const next = begin(printer, sight, at);
    return { memory: { since: at, print: next }, reports: [toReport(print, 'unknown', at), toReport(next)] };
  }
  const next = print ? goOn(print, sight) : begin(printer, sight, startOf(sight, memory === null));
  const reports = isSame(print, next) ? [] : [toReport(next)];
  return { memory: { since: at, print: next }, reports };
}

/** For a printer that was removed: the end of its print will never be reported. */
export function abandonPrint({ print }: PrinterMemory, now: number): PrintJobReport[] {
  return print ? [toReport(print, 'unknown', now)] : [];
}

function begin(
  { key, name }: { key: string; name: string },
  sight: StatusSight,
  startedAt: number,
): OpenPrint {
  return {
    // Rounded to seconds, since different sources round the same time differently.
    externalId: `${key}@${new Date(sight.at).toISOString().slice(0, 19)}Z`,
    printer: name,
    fileName: sight.fileName,
    startedAt,
    status: sight.phase === 'paused' ? 'paused' : 'printing',
  };
}

/** A print already running when first seen began when the printer says; later, the change of state is the start. */
function startOf({ at, startedAt }: StatusSight, isFirst: boolean): number {
  return isFirst && startedAt !== null && startedAt < at ? startedAt : at;
}

function goOn(print: OpenPrint, { phase, fileName }: StatusSight): OpenPrint {
  // At the start, the name may still be that of the previous print.
  return {
    ...print,
    status: phase === 'paused' ? 'paused' : 'printing',
    fileName: fileName ?? print.fileName,
  };
}

function isAnother({ fileName }: OpenPrint, sight: StatusSight): boolean {
  return sight.isAfterGap && fileName !== null && sight.fileName !== null && fileName !== sight.fileName;
}

function end(print: OpenPrint | null, { phase, at }: StatusSight): Followed {
  const status = phase === 'failed' || phase === 'cancelled' ? phase : 'completed';
  return { memory: { since: at, print: null }, reports: print ? [toReport(print, status, at)] : [] };
}

function isSame(one: OpenPrint | null, other: OpenPrint): boolean {
  return one?.status === other.status && one.fileName === other.fileName;
}

function toReport(
  print: OpenPrint,
  status: PrintJobStatus = print.status,
  endedAt: number | null = null,
): PrintJobReport {
  const { externalId, printer, fileName, startedAt } = print;
  return {
    externalId,
    name: printName(print),
    fileName,
    printer,
    status,
    startedAt,
    endedAt: endedAt === null ? null : Math.max(endedAt, startedAt),
    createdAt: null,
  };
}

/** `/usb/Benchy_0.2mm.gcode` → `Benchy_0.2mm`. */
export function printName({ fileName, printer }: Pick<OpenPrint, 'fileName' | 'printer'>): string {
  if (fileName === null) return `Print on ${printer}`;
  return withoutFileEndings(basename(fileName)) || fileName;
}
