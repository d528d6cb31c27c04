/** `unknown` = no information: a printer that is unreachable may well be printing. */
export type PrinterPhase =
  | 'printing'
  | 'paused'
  | 'completed'
  | 'failed'
  | 'cancelled'
  /** No print is running; an earlier one was completed. */
  | 'idle'
  | 'unknown';

/** Keys as in `wordOf`. */
export type PhaseWords = Readonly<Record<string, PrinterPhase>>;

/** Common to many printers; an integration's own table takes precedence. */
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
  preheating: 'printing',
  finishing: 'printing',
  processing: 'printing',
  self_testing: 'printing',
  file_checking: 'printing',
  recovery: 'printing',
  printing_recovery: 'printing',
  // Steps of resin printers at each layer.
  lifting: 'printing',
  dropping: 'printing',
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
  stopping: 'cancelled',
  stopped: 'cancelled',
  idle: 'idle',
  off: 'idle',
  ready: 'idle',
  standby: 'idle',
  operational: 'idle',
  not_printing: 'idle',
  available: 'idle',
  // These occur during a print and otherwise.
  busy: 'unknown',
  attention: 'unknown',
  homing: 'unknown',
  leveling: 'unknown',
  loading: 'unknown',
  filament_loading: 'unknown',
  filament_unloading: 'unknown',
  changing_filament: 'unknown',
};

/** States without information. */
const SAYS_NOTHING = new Set(['', 'unavailable', 'unknown', 'none', 'offline']);

/** @returns null = unknown word */
export function phaseOf(state: string, words: PhaseWords = {}): PrinterPhase | null {
  const word = wordOf(state);
  if (Object.hasOwn(words, word)) return words[word]!;
  if (SAYS_NOTHING.has(word)) return 'unknown';
  return Object.hasOwn(COMMON_WORDS, word) ? COMMON_WORDS[word]! : null;
}

export function isUnderWay(phase: PrinterPhase | null): phase is 'printing' | 'paused' {
  return phase === 'printing' || phase === 'paused';
}

/** Null when it has no text, such as a file name without a print. */
export function usableText(state: string | undefined): string | null {
  const text = (state ?? '').trim();
  return SAYS_NOTHING.has(text.toLowerCase()) ? null : text;
}

/** `In Progress`, `in-progress` and `IN_PROGRESS` are one word. */
export function wordOf(state: string): string {
  return state
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');
}
