import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import { Serial } from '../lib/serial.ts';
import type { Options } from '../options/catalogue.ts';
import { isCleanupCandidate } from './cleanup-policy.ts';
import { startsAt } from './quiet-period.ts';
import type { Timelapse } from './timelapse.ts';
import type { TimelapseEvents } from './timelapse-events.ts';
import type { TimelapseReads } from './timelapse-reads.ts';

const PAGE = 500;

export interface OptionEffectsDeps {
  reads: TimelapseReads;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
}

/** Cards also depend on options: announces every timelapse that a change affects. */
export class OptionEffects {
  readonly #deps: OptionEffectsDeps;
  #undo: () => void = () => {};
  #stopped = false;
  readonly #serial = new Serial();

  constructor(deps: OptionEffectsDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#undo = this.#deps.options.onChange((next, before) => {
      this.#serial
        .run(() => this.#announce(before, next))
        .catch((error: unknown) =>
          this.#deps.logger.error({ err: error }, 'the effects of a changed option could not be applied'),
        );
    });
  }

  async stop(): Promise<void> {
    this.#undo();
    this.#stopped = true;
    await this.#serial.settled();
  }

  async #announce(before: Options, next: Options): Promise<void> {
    if (!mayShow(before, next)) return;
    const { reads, emitter, clock } = this.#deps;
    for (let offset = 0; !this.#stopped; offset += PAGE) {
      const { timelapses } = await reads.list({
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
