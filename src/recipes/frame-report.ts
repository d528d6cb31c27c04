import { FRAME_STATES, type WireFrame } from '../shared/recipe.ts';

type State = WireFrame['state'];

/** What the last render found out about the pictures, by file name. */
export interface FrameReport {
  states: Map<string, { state: State; reason: string | null; leftOut: boolean }>;
  /** Shown in the video; null = not reported. */
  chosen: Set<string> | null;
  /** Brightness relative to the first, as it was and as it is in the video; 1 = the same. */
  light: Map<string, { measured: number; shown: number }>;
}

interface Entry {
  name: string;
  state: unknown;
  reason: string | null;
  leftOut: boolean;
}

interface Raw {
  frames?: unknown;
  frames_dropped?: unknown;
  frames_measured?: unknown;
  steady?: { chosen?: unknown } | null;
  curve?: { measured?: unknown; target?: unknown } | null;
}

/** Foreign engines report nothing, or anything. */
export function readFrameReport(report: unknown): FrameReport {
  const raw = (report ?? {}) as Raw;
  const states: FrameReport['states'] = new Map();
  for (const { name, reason } of entriesOf(raw.frames_dropped))
    states.set(name, { state: 'unreadable', reason, leftOut: true });
  for (const { name, state, reason, leftOut } of entriesOf(raw.frames)) {
    if (FRAME_STATES.some((known) => known === state))
      states.set(name, { state: state as State, reason, leftOut });
  }
  return {
    states,
    chosen: chosenIn(raw),
    light: lightOf(raw),
  };
}

/** Chosen for a steady picture, or else all that were measured and not left out. */
function chosenIn({ steady, frames, frames_measured: measured }: Raw): FrameReport['chosen'] {
  if (Array.isArray(steady?.chosen)) return new Set(steady.chosen.map(String));
  if (!Array.isArray(measured)) return null;
  const chosen = new Set(measured.map(String));
  for (const { name, leftOut } of entriesOf(frames)) if (leftOut) chosen.delete(name);
  return chosen;
}

function entriesOf(list: unknown): Entry[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const { name, state, reason, left_out } = (entry ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string') return [];
    const why = typeof reason === 'string' ? reason : null;
    return [{ name, state, reason: why, leftOut: left_out === true }];
  });
}

/** The engine reports natural logarithms, one for each picture that it measured. */
function lightOf({ frames_measured: names, curve }: Raw): FrameReport['light'] {
  const [measured, target] = [curve?.measured, curve?.target];
  if (![names, measured, target].every((list) => Array.isArray(list))) return new Map();
  const lists = [names, measured, target] as [unknown[], unknown[], unknown[]];
  if (lists.some((list) => list.length !== lists[0].length)) return new Map();
  return new Map(
    lists[0].map((name, index) => [
      String(name),
      { measured: Math.exp(Number(lists[1][index])), shown: Math.exp(Number(lists[2][index])) },
    ]),
  );
}
