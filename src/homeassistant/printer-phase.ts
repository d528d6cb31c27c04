/**
 * What a printer's state means for its print. `unknown` says nothing: whatever was before goes on, since a printer that
 * is not heard of may well be printing.
 */
export type PrinterPhase =
  | 'printing'
  | 'paused'
  | 'completed'
  | 'failed'
  | 'cancelled'
  /** No print under way; after one it was completed. */
  | 'idle'
  | 'unknown';

/** States by the word in them, as `normalize` writes it. */
export type PhaseWords = Readonly<Record<string, PrinterPhase>>;

/** What printers and integrations call their states; each integration's own table comes before this one. */
const COMMON_WORDS: PhaseWords = {
  printing: 'printing',
  print: 'printing',
  running: 'printing',
  on: 'printing',
  active: 'printing',
  in_progress: 'printing',
  started: 'printing',
  starting: 'printing',
  resuming: 'printing',
  resumed: 'printing',
  prepare: 'printing',
  preparing: 'printing',
  heating: 'printing',
  finishing: 'printing',
  paused: 'paused',
  pause: 'paused',
  pausing: 'paused',
  finished: 'completed',
  finish: 'completed',
  completed: 'completed',
  complete: 'completed',
  done: 'completed',
  success: 'completed',
  succeeded: 'completed',
  failed: 'failed',
  failure: 'failed',
  fail: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  cancelling: 'cancelled',
  canceling: 'cancelled',
  aborted: 'cancelled',
  stopped: 'cancelled',
  idle: 'idle',
  off: 'idle',
  ready: 'idle',
  standby: 'idle',
  operational: 'idle',
  not_printing: 'idle',
  available: 'idle',
};

/** States that are no word of the printer. */
const SAYS_NOTHING = new Set(['', 'unavailable', 'unknown', 'none', 'offline']);

/** What a state means. @returns null when it is a word that nobody knows */
export function phaseOf(state: string, words: PhaseWords = {}): PrinterPhase | null {
  const word = normalize(state);
  if (Object.hasOwn(words, word)) return words[word]!;
  if (SAYS_NOTHING.has(word)) return 'unknown';
  return Object.hasOwn(COMMON_WORDS, word) ? COMMON_WORDS[word]! : null;
}

/** Whether a print is under way. */
export function isUnderWay(phase: PrinterPhase | null): phase is 'printing' | 'paused' {
  return phase === 'printing' || phase === 'paused';
}

/** The text of an entity; null when it holds none, such as the file name while nothing is printed. */
export function usableText(state: string | undefined): string | null {
  const text = (state ?? '').trim();
  return SAYS_NOTHING.has(text.toLowerCase()) ? null : text;
}

/** `In Progress`, `in-progress` and `IN_PROGRESS` are one word. */
function normalize(state: string): string {
  return state
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');
}
