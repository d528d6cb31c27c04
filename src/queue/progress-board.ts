import type { Progress } from '../timelapses/timelapse.ts';
import type { EngineProgress } from './engine-output.ts';

/** Below this share of the work, a guess of the end says nothing. */
const PERCENT_BEFORE_GUESSING = 2;

/** When a render that has come so far will be done, milliseconds since 1970; null while it is too early to say. */
export function guessEnd(percent: number, startedAt: number, now: number): number | null {
  if (percent < PERCENT_BEFORE_GUESSING) return null;
  return Math.round(now + ((now - startedAt) * (100 - percent)) / percent);
}

/** Latest progress of the running render, kept in memory: it is worth nothing after a restart. */
export class ProgressBoard {
  #current: Progress | null = null;

  get current(): Progress | null {
    return this.#current;
  }

  /** Progress of this timelapse, or null when another or none is being rendered. */
  of(id: string): Progress | null {
    return this.#current?.id === id ? this.#current : null;
  }

  /** @param expectedEnd from earlier renders on this machine, milliseconds since 1970; null when there are none */
  begin(id: string, expectedEnd: number | null): void {
    this.#current = { id, percent: 0, step: null, framesDone: null, framesTotal: null, etaAt: expectedEnd };
  }

  /** Takes over what the engine told; a percentage never goes back. */
  update(id: string, told: EngineProgress, startedAt: number, now: number): Progress {
    const percent = Math.max(this.of(id)?.percent ?? 0, told.percent);
    const etaAt = guessEnd(percent, startedAt, now) ?? this.of(id)?.etaAt ?? null;
    this.#current = { ...told, id, percent, etaAt };
    return this.#current;
  }

  clear(): void {
    this.#current = null;
  }
}
