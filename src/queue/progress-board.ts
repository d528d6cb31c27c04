import type { Progress } from '../timelapses/timelapse.ts';
import type { EngineProgress } from './engine-output.ts';

/** Below this, an estimate is meaningless. */
const PERCENT_BEFORE_GUESSING = 2;

/** Null = too early to say. */
export function guessEnd(percent: number, startedAt: number, now: number): number | null {
  if (percent < PERCENT_BEFORE_GUESSING) return null;
  return Math.round(now + ((now - startedAt) * (100 - percent)) / percent);
}

/** Latest progress of what renders, kept in memory: it is worth nothing after a restart. */
export class ProgressBoard {
  readonly #byId = new Map<string, Progress>();

  get all(): readonly Progress[] {
    return [...this.#byId.values()];
  }

  of(id: string): Progress | null {
    return this.#byId.get(id) ?? null;
  }

  /** @param expectedEnd from earlier renders; null = none */
  begin(id: string, expectedEnd: number | null): void {
    const nothingYet = { percent: 0, step: null, framesDone: null, framesTotal: null };
    this.#byId.set(id, { ...nothingYet, id, etaAt: expectedEnd });
  }

  /** The percentage never decreases. */
  update(id: string, reported: EngineProgress, startedAt: number, now: number): Progress {
    const percent = Math.max(this.of(id)?.percent ?? 0, reported.percent);
    const etaAt = guessEnd(percent, startedAt, now) ?? this.of(id)?.etaAt ?? null;
    const progress = { ...reported, id, percent, etaAt };
    this.#byId.set(id, progress);
    return progress;
  }

  end(id: string): void {
    this.#byId.delete(id);
  }
}
