import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import type { Options } from '../shared/options.ts';
import { isCleanupCandidate } from './cleanup-policy.ts';
import { startsAt } from './quiet-period.ts';
import type { Timelapse } from './timelapse.ts';
import type { TimelapseEvents } from './timelapse-events.ts';
import type { TimelapseStore } from './timelapse-store.ts';

/** Timelapses read at once. */
const PAGE = 500;

export interface OptionEffectsParts {
  store: TimelapseStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
}

/** What cards show follows from options too: tells of every timelapse that a change of options makes look otherwise. */
export class OptionEffects {
  readonly #parts: OptionEffectsParts;
  #undo: () => void = () => {};
  #stopped = false;
  #telling: Promise<void> = Promise.resolve();

  constructor(parts: OptionEffectsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#undo = this.#parts.options.onChange((next, before) => {
      this.#telling = this.#telling
        .then(() => this.#tell(before, next))
        .catch((error: unknown) =>
          this.#parts.logger.error({ err: error }, 'effects of an option could not be told'),
        );
    });
  }

  async stop(): Promise<void> {
    this.#undo();
    this.#stopped = true;
    await this.#telling;
  }

  async #tell(before: Options, next: Options): Promise<void> {
    if (!mayShow(before, next)) return;
    const { store, emitter, clock } = this.#parts;
    for (let offset = 0; !this.#stopped; offset += PAGE) {
      const { timelapses } = await store.list({
        statuses: ['discovered', 'completed'],
        sort: 'created',
        descending: false,
        limit: PAGE,
        offset,
      });
      const now = clock.now();
      for (const timelapse of timelapses)
        if (looksOtherwise(timelapse, before, next, now)) emitter.emit('timelapse.updated', timelapse);
      if (timelapses.length < PAGE) return;
    }
  }
}

const SHOWN = [
  'timelapse_enabled',
  'timelapse_source_folder',
  'timelapse_auto_process_timeout',
  'min_frames',
  'timelapse_cleanup_age_days',
] as const;

function mayShow(before: Options, next: Options): boolean {
  return SHOWN.some((name) => before[name] !== next[name]);
}

function looksOtherwise(timelapse: Timelapse, before: Options, next: Options, now: number): boolean {
  const shown = (options: Options) => [
    startsAt(timelapse, options),
    isCleanupCandidate(timelapse, options.timelapse_cleanup_age_days, now),
  ];
  const [startBefore, candidateBefore] = shown(before);
  const [startNext, candidateNext] = shown(next);
  return startBefore !== startNext || candidateBefore !== candidateNext;
}
