import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { Logger } from '../lib/logger.ts';
import type { WireHealth, WireNotice, WireOffer } from '../shared/system.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { Check } from './check.ts';
import type { EngineCheck } from './engine-check.ts';
import type { NoticeSource } from './notice-board.ts';

const CHECK_EVERY_MS = 60_000;

export interface HealthDeps {
  options: LiveOptions;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  version: string;
  notices: NoticeSource;
  engine: EngineCheck;
  checks: readonly Check[];
  /** Turned off or not configured by the user. */
  isOff: (area: keyof WireHealth['checks']) => boolean;
  homeAssistant: () => WireHealth['home_assistant'];
  archive: () => WireHealth['archive'];
  offers: () => readonly WireOffer[];
}

/** Checks what the app depends on, so that `/health` and the page can answer without waiting. */
export class HealthMonitor {
  readonly #deps: HealthDeps;
  readonly #checks: readonly Check[];
  readonly #loop: PollLoop;
  #checked = false;
  #undo: () => void = () => {};

  constructor(deps: HealthDeps) {
    this.#deps = deps;
    this.#checks = [deps.engine, ...deps.checks];
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#check(),
      onError: (error) => deps.logger.error({ err: error }, 'the health check failed'),
      retryMs: CHECK_EVERY_MS,
    });
  }

  start(): void {
    const { options, emitter } = this.#deps;
    const checkAll = (): void => {
      for (const check of this.#checks) check.doubt?.();
      this.#loop.wake();
    };
    const undo = [options.onChange(checkAll), emitter.on('timelapse.failed', checkAll)];
    this.#undo = () => {
      for (const each of undo) each();
    };
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#undo();
    await this.#loop.stop();
  }

  /** Never waits for a disk or program. */
  read(): WireHealth {
    const { version, engine, homeAssistant, archive, offers, isOff } = this.#deps;
    const notices = [...this.#deps.notices.notices];
    const isIll = (area: WireNotice['area']) => notices.some((notice) => notice.area === area);
    const state = (area: keyof WireHealth['checks'], ...more: WireNotice['area'][]) => {
      if (isOff(area)) return 'off';
      return [area, ...more].some(isIll) ? 'degraded' : 'ok';
    };
    return {
      status: notices.length > 0 ? 'degraded' : 'ok',
      version,
      checks: {
        source: state('source'),
        output: state('output'),
        engine: state('engine', 'ffmpeg'),
        database: state('database'),
        home_assistant: state('home_assistant'),
        options: state('options'),
        print_jobs: state('print_jobs'),
      },
      engine: engine.engine,
      home_assistant: homeAssistant(),
      archive: archive(),
      offers: [...offers()],
      notices,
    };
  }

  async #check(): Promise<number> {
    const before = this.#found();
    for (const check of this.#checks) await check.run();
    if (this.#found() !== before || !this.#checked) this.#deps.emitter.emit('system.changed', {});
    this.#checked = true;
    return CHECK_EVERY_MS;
  }

  #found(): string {
    return JSON.stringify([this.#checks.map(({ notices }) => notices), this.#deps.engine.engine]);
  }
}
