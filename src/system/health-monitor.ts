import type { OptionProblem } from '../config/options.ts';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { causeOf, messageOf } from '../lib/errors.ts';
import type { ShareCalls } from '../lib/share-calls.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { Logger } from '../lib/logger.ts';
import type { CoreState } from '../homeassistant/core-state.ts';
import { runTool } from '../media/run-tool.ts';
import { type FoundEngine, findEngine, isConfiguredEngineMissing } from '../queue/engine-lookup.ts';
import type { PrintJobSourceState } from '../print-jobs/print-job-source.ts';
import { withCode } from '../settings/problem-code.ts';
import type { WireHealth, WireNotice } from '../shared/system.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { SourceState } from '../watcher/watcher.ts';

/** Folders and programs are looked at this often, milliseconds. */
const LOOK_EVERY_MS = 60_000;
const VERSION_LIMIT_MS = 10_000;

const NOT_LOOKED_FOR = {
  path: null,
  code: 'not_looked_for',
  configured: '',
  why: 'not looked for yet',
} as const;

export interface HealthParts {
  options: LiveOptions;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  version: string;
  shares: ShareCalls;
  /** Throws when an output folder cannot be written to. */
  checkWritable: (folder: string) => Promise<void>;
  /** What is wrong with the options as they are set now. */
  optionProblems: () => readonly OptionProblem[];
  /** A database that had to be set aside at this start. */
  databaseSetAside: { path: string; reason: string } | null;
  source: () => SourceState;
  /** Where print jobs come from. */
  printJobs: () => readonly PrintJobSourceState[];
  /** Null = stand-alone. */
  homeAssistant: () => CoreState | null;
  /** What is not as it should be in Home Assistant. */
  homeAssistantNotices: () => readonly WireNotice[];
}

/** What tells Home Assistant of the app, as far as it is told of here. */
export interface MirrorHealth {
  way: () => NonNullable<WireHealth['home_assistant']>['sensors'];
  notices: () => readonly WireNotice[];
}

/** Looks after what the app stands on, so that `/health` and the page can say what is wrong without waiting. */
export class HealthMonitor {
  readonly #parts: HealthParts;
  readonly #loop: PollLoop;
  #engine: WireHealth['engine'] = NOT_LOOKED_FOR;
  #looked = false;
  #notices: WireNotice[] = [];
  #mirror: MirrorHealth | undefined;
  #undo: () => void = () => {};

  constructor(parts: HealthParts) {
    this.#parts = parts;
    this.#loop = createPollLoop({
      clock: parts.clock,
      pass: () => this.#look(),
      onError: (error) => parts.logger.error({ err: error }, 'the health check went wrong'),
      retryMs: LOOK_EVERY_MS,
    });
  }

  /** Tells who mirrors the app in Home Assistant, where this is shown too; it is built after this. */
  connect(mirror: MirrorHealth): void {
    this.#mirror = mirror;
  }

  start(): void {
    this.#undo = this.#parts.options.onChange(() => this.#loop.wake());
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#undo();
    await this.#loop.stop();
  }

  /** What is known now; never waits for a disk or a program. */
  read(): WireHealth {
    const { source, printJobs, homeAssistant } = this.#parts;
    const notices = [
      ...this.#standingNotices(),
      ...sourceNotices(source(), this.#parts.options.current.timelapse_source_folder),
      ...this.#notices,
      ...printJobs().flatMap(printJobNotices),
      ...homeAssistantNotices(homeAssistant()),
      ...this.#parts.homeAssistantNotices(),
      ...(this.#mirror?.notices() ?? []),
    ];
    const state = (area: WireNotice['area']) => (notices.some((n) => n.area === area) ? 'degraded' : 'ok');
    const engineIll = state('engine') === 'degraded' || state('ffmpeg') === 'degraded';
    return {
      status: notices.length > 0 ? 'degraded' : 'ok',
      version: this.#parts.version,
      checks: {
        source: source().state === 'off' ? 'off' : state('source'),
        output: state('output'),
        engine: engineIll ? 'degraded' : 'ok',
        database: state('database'),
        home_assistant: homeAssistant() === null ? 'off' : state('home_assistant'),
        options: state('options'),
        print_jobs: printJobs().every((each) => each.state === 'off') ? 'off' : state('print_jobs'),
      },
      engine: this.#engine,
      home_assistant: this.#homeAssistant(),
      notices,
    };
  }

  #homeAssistant(): WireHealth['home_assistant'] {
    const core = this.#parts.homeAssistant();
    return core && { state: core.state, version: core.version, sensors: this.#mirror?.way() ?? 'none' };
  }

  #standingNotices(): WireNotice[] {
    const options = this.#parts.optionProblems().map(optionNotice);
    const aside = this.#parts.databaseSetAside;
    if (!aside) return options;
    return [
      ...options,
      {
        code: 'database_set_aside',
        area: 'database',
        message: `The database was broken (${aside.reason}) and a new one was begun. The broken file is ${aside.path}.`,
        remedy: 'Stop the app and put a backup in its place, or go on with the new one.',
        facts: aside,
      },
    ];
  }

  async #look(): Promise<number> {
    const { timelapse_flickerfree_path: configured, timelapse_output_folder: output } =
      this.#parts.options.current;
    const before = JSON.stringify([this.#notices, this.#engine]);
    const engine = await findEngine(configured);
    this.#engine = { ...engine, configured };
    const parts = [
      engineNotices(engine, configured),
      await ffmpegNotices(),
      await this.#outputNotices(output),
    ];
    this.#notices = parts.flat();
    const changed = before !== JSON.stringify([this.#notices, this.#engine]);
    if (changed || !this.#looked) this.#parts.emitter.emit('system.changed', {});
    this.#looked = true;
    return LOOK_EVERY_MS;
  }

  async #outputNotices(output: string): Promise<WireNotice[]> {
    const { shares, checkWritable } = this.#parts;
    try {
      await shares.ask(output, () => checkWritable(output));
      return [];
    } catch (error) {
      return [
        {
          code: 'output_not_writable',
          area: 'output',
          message: `The output folder ${output} cannot be written to: ${messageOf(error)}.`,
          remedy:
            'See that timelapse_output_folder is right, its share is mounted, and the app may write there.',
          facts: { path: output, ...causeOf(error) },
        },
      ];
    }
  }
}

function optionNotice(problem: OptionProblem): WireNotice {
  const { option, value: given, reason, remedy } = problem;
  const value = given === null || given === undefined ? null : JSON.stringify(given);
  return {
    code: 'invalid_option',
    area: 'options',
    message: `${option}${value === null ? '' : ` = ${value}`} ${reason}.`,
    remedy,
    facts: { option, value, problem: withCode(problem).code },
  };
}

function sourceNotices({ state, why, leftOut, skipped }: SourceState, path: string): WireNotice[] {
  const notices: WireNotice[] = [];
  if (state === 'unreachable' && why !== null) {
    notices.push({
      code: 'source_unreachable',
      area: 'source',
      message: `The source folder cannot be reached: ${why.reason}.`,
      remedy:
        'See that timelapse_source_folder is right and its share is mounted. Nothing is lost; looking goes on.',
      facts: { path, ...why },
    });
  }
  if (leftOut > 0) {
    notices.push({
      code: 'too_many_folders',
      area: 'source',
      message: `There are more than 5,000 image folders: the ${leftOut} oldest are not tracked.`,
      remedy: 'Move old image folders out of the source folder.',
      facts: { left_out: leftOut },
    });
  }
  if (skipped.length > 0) {
    const names = skipped.slice(0, 5);
    const quoted = names.map((name) => `"${name}"`).join(', ');
    notices.push({
      code: 'entries_skipped',
      area: 'source',
      message: `Links and unreadable entries in the source folder are passed over: ${quoted}.`,
      remedy: 'Put real folders in their place.',
      facts: { names },
    });
  }
  return notices;
}

function printJobNotices({ state, where, why }: PrintJobSourceState): WireNotice[] {
  if (state !== 'unreachable' || why === null) return [];
  return [
    {
      code: 'print_jobs_unreachable',
      area: 'print_jobs',
      message: `The Printernizer server ${where} cannot be reached: ${why.reason}.`,
      remedy: 'See that printernizer_url is right and the server runs. It is asked again by itself.',
      facts: { url: where ?? '', ...why },
    },
  ];
}

function homeAssistantNotices(core: CoreState | null): WireNotice[] {
  if (core === null || core.why === null || (core.state !== 'away' && core.state !== 'refused')) return [];
  return [
    {
      code: `home_assistant_${core.state}`,
      area: 'home_assistant',
      message: `Home Assistant is not connected: ${core.reason}`,
      remedy:
        core.state === 'away'
          ? 'It is tried again by itself. Videos are made meanwhile, and events are sent later.'
          : 'Restart the app, so that it gets a new token.',
      facts: core.why,
    },
  ];
}

function engineNotices(engine: FoundEngine, configured: string): WireNotice[] {
  if (engine.path !== null && !isConfiguredEngineMissing(engine, configured)) return [];
  const { path, why } = engine;
  const notice = {
    area: 'engine',
    message: `The engine is not as configured: ${why}.`,
    remedy: `Correct timelapse_flickerfree_path (now ${configured}), or make that file executable.`,
  } as const;
  return engine.code === 'engine_not_executable'
    ? [{ ...notice, code: 'engine_not_executable', facts: { configured } }]
    : [{ ...notice, code: 'engine_not_found', facts: { configured, path } }];
}

async function ffmpegNotices(): Promise<WireNotice[]> {
  const tools = ['ffmpeg', 'ffprobe'];
  const results = await Promise.all(tools.map((tool) => runTool(tool, ['-version'], VERSION_LIMIT_MS)));
  return tools
    .filter((_, index) => !results[index]?.ok)
    .map((tool): WireNotice => ({
      code: 'ffmpeg_missing',
      area: 'ffmpeg',
      message: `The program ${tool} was not found or does not run.`,
      remedy: "Install ffmpeg with the system's package manager.",
      facts: { tool },
    }));
}
