import type { PrinterSight } from '../print-jobs/printer-feed.ts';
import type { CaptureEnd, CaptureState } from '../shared/capture.ts';

/** A printer that does not say what it does has begun by now. */
const BEGUN_AFTER_MS = 10 * 60_000;

export interface LifeInput {
  state: CaptureState;
  stateSince: number;
  print: { externalId: string; startedAt: number };
  /** Null = no such printer. */
  sight: Pick<PrinterSight, 'isReachable' | 'print' | 'doing' | 'layer'> | null;
  /** According to its print job, for a printer that is no longer seen. */
  hasEnded: boolean;
  lingerMs: number;
  now: number;
}

export interface NextState {
  state: CaptureState;
  end: CaptureEnd | null;
  /** When time alone may change it; null = never. */
  changesAt: number | null;
}

export function nextState(input: LifeInput): NextState {
  const { state, stateSince, lingerMs, now } = input;
  const print = turnOf(input);
  if (print === 'other') return closed('other_print');
  if (print === 'over') {
    if (state === 'starting') return closed('print_ended');
    if (state !== 'finishing')
      return lingerMs > 0 ? until('finishing', now + lingerMs) : closed('print_ended');
    // The clock may have been set back.
    const endsAt = Math.min(stateSince, now) + lingerMs;
    return now >= endsAt ? closed('print_ended') : until('finishing', endsAt);
  }
  return print === 'unknown' && state !== 'finishing' ? until(state, null) : goingOn(input);
}

/** What has become of the print. */
function turnOf({ sight, print, hasEnded, state }: LifeInput): 'on' | 'over' | 'other' | 'unknown' {
  if (!sight?.isReachable) return hasEnded || state === 'finishing' ? 'over' : 'unknown';
  if (sight.print === null) return 'over';
  return sight.print.externalId === print.externalId ? 'on' : 'other';
}

function goingOn({ state, sight, print, now }: LifeInput): NextState {
  const { doing, layer } = sight!;
  const isResting = sight!.print!.status === 'paused' || doing === 'holding' || doing === 'preparing';
  if (isResting) return until(state === 'starting' ? 'starting' : 'holding', null);
  if (state !== 'starting' || doing === 'printing' || (layer ?? 0) >= 1) return until('capturing', null);
  const beginsAt = print.startedAt + BEGUN_AFTER_MS;
  return now >= beginsAt ? until('capturing', null) : until('starting', beginsAt);
}

function until(state: CaptureState, changesAt: number | null): NextState {
  return { state, end: null, changesAt };
}

function closed(end: CaptureEnd): NextState {
  return { state: 'closed', end, changesAt: null };
}
