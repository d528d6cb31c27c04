import { z } from 'zod';
import type { PrinterPhase } from './printer-phase.ts';

/** A printer with an unusual word for a step moves on; an entity that stays like this is the wrong one. */
const PATIENCE_MS = 3_600_000;

/** Whether the words of a printer are understood; kept over restarts. */
export const understandingSchema = z.object({
  /** It has used a known word at least once. */
  isUnderstood: z.boolean(),
  /** Only unknown words since then, milliseconds since 1970; null = the last word was known. */
  strangeSince: z.number().nullable(),
});
export type Understanding = z.infer<typeof understandingSchema>;

export const NOTHING_HEARD: Understanding = { isUnderstood: false, strangeSince: null };

/** @param phase null = unknown word */
export function noteWord(
  understanding: Understanding,
  phase: PrinterPhase | null,
  at: number,
): Understanding {
  if (phase === 'unknown') return understanding;
  if (phase === null) return { ...understanding, strangeSince: understanding.strangeSince ?? at };
  return { isUnderstood: true, strangeSince: null };
}

/** Since when unknown words are a reason for a notice, milliseconds since 1970; null = they are not. */
export function puzzlesFrom({ isUnderstood, strangeSince }: Understanding): number | null {
  if (strangeSince === null) return null;
  return isUnderstood ? strangeSince + PATIENCE_MS : strangeSince;
}
