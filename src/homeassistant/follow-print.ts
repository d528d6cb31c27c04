import { basename } from 'node:path';
import { z } from 'zod';
import { withoutFileEndings } from '../lib/name-words.ts';
import type { PrintJobReport } from '../print-jobs/print-job.ts';
import type { PrintJobStatus } from '../shared/print-job.ts';
import { isUnderWay, type PrinterPhase } from './printer-phase.ts';

const openPrintSchema = z.object({
  /** What this print is called towards the app, for good. */
  externalId: z.string(),
  /** Name of the printer. */
  printer: z.string(),
  fileName: z.string().nullable(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  status: z.enum(['printing', 'paused']),
});
/** A print that is under way. */
export type OpenPrint = z.infer<typeof openPrintSchema>;

/** What is remembered of a printer, over restarts. */
export const printerMemorySchema = z.object({
  /** Since when its status is the one that was taken in last, milliseconds since 1970. */
  since: z.number(),
  print: openPrintSchema.nullable(),
});
export type PrinterMemory = z.infer<typeof printerMemorySchema>;

/** What is seen of a printer at one moment. */
export interface PrinterSight {
  phase: PrinterPhase;
  /** Since when, milliseconds since 1970. */
  at: number;
  fileName: string | null;
  /** When the print began, as the printer tells it. */
  startedAt: number | null;
  /** Nobody knows what happened between this and what is remembered. */
  isAfterGap: boolean;
}

/** What a sight comes to: what is to be remembered, and the print jobs that are new or changed. */
export interface Followed {
  memory: PrinterMemory;
  reports: PrintJobReport[];
}

/**
 * Follows the prints of one printer from one sight to the next. A state that says nothing changes nothing: a printer
 * that is switched off or out of reach, or a Home Assistant that restarts, ends no print.
 *
 * @param memory null = the printer is seen for the first time
 */
export function followPrint(
  printer: { key: string; name: string },
  memory: PrinterMemory | null,
  sight: PrinterSight,
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

/** A printer that is no longer there: nobody will tell how its print ends. */
export function abandonPrint({ print }: PrinterMemory, now: number): PrintJobReport[] {
  return print ? [toReport(print, 'unknown', now)] : [];
}

function begin(
  { key, name }: { key: string; name: string },
  sight: PrinterSight,
  startedAt: number,
): OpenPrint {
  return {
    // By the second: the same moment comes in microseconds from one place and rounded from another.
    externalId: `${key}@${new Date(sight.at).toISOString().slice(0, 19)}Z`,
    printer: name,
    fileName: sight.fileName,
    startedAt,
    status: sight.phase === 'paused' ? 'paused' : 'printing',
  };
}

/** A print that runs already when it is first seen began when the printer says; later the change itself is the start. */
function startOf({ at, startedAt }: PrinterSight, isFirst: boolean): number {
  return isFirst && startedAt !== null && startedAt < at ? startedAt : at;
}

function goOn(print: OpenPrint, { phase, fileName }: PrinterSight): OpenPrint {
  // At the start the name of the print before may still stand there.
  return {
    ...print,
    status: phase === 'paused' ? 'paused' : 'printing',
    fileName: fileName ?? print.fileName,
  };
}

function isAnother({ fileName }: OpenPrint, sight: PrinterSight): boolean {
  return sight.isAfterGap && fileName !== null && sight.fileName !== null && fileName !== sight.fileName;
}

function end(print: OpenPrint | null, { phase, at }: PrinterSight): Followed {
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
    name: nameOf(fileName) ?? `Print on ${printer}`,
    fileName,
    printer,
    status,
    startedAt,
    endedAt: endedAt === null ? null : Math.max(endedAt, startedAt),
    createdAt: null,
  };
}

/** `/usb/Benchy_0.2mm.gcode` → `Benchy_0.2mm`. */
function nameOf(fileName: string | null): string | null {
  if (fileName === null) return null;
  return withoutFileEndings(basename(fileName)) || fileName;
}
