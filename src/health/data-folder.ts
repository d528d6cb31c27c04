import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { causeOf, isDatabaseUnavailable, isDiskFull } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { Cause } from '../shared/facts.ts';
import type { WireNotice } from '../shared/system.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';

const CHECK_EVERY_MS = 10_000;
/** With less space, the next log or poster may not fit. */
const MIN_FREE_BYTES = 1024 * 1024;

export interface DataFolderDeps {
  path: string;
  databaseSetAside: { path: string; reason: string } | null;
  clock: Clock;
  emitter: Emitter<TimelapseEvents>;
  logger: Logger;
  freeBytes: () => Promise<number>;
  /** Returns a function that unsubscribes. */
  onDatabaseError: (listener: (error: unknown) => void) => () => void;
  /** Without changing anything. */
  tryWrite: () => Promise<void>;
  /** For what must be possible on a full disk. */
  keepReserve: () => Promise<void>;
}

export class DataFolder {
  readonly #deps: DataFolderDeps;
  readonly #loop: PollLoop;
  #problem: Cause | null = null;
  #isFull = false;
  #undo: () => void = () => {};

  constructor(deps: DataFolderDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#check(),
      onError: (error) => deps.logger.warn({ err: error }, 'the data folder could not be checked'),
      retryMs: CHECK_EVERY_MS,
    });
  }

  get notices(): WireNotice[] {
    const { databaseSetAside } = this.#deps;
    return [databaseSetAside && setAside(databaseSetAside), this.#notice].filter((each) => each !== null);
  }

  get #notice(): WireNotice | null {
    const { path } = this.#deps;
    if (this.#isFull) return full(path);
    return this.#problem && unavailable(path, this.#problem);
  }

  start(): void {
    this.#undo = this.#deps.onDatabaseError((error) => {
      if (isDatabaseUnavailable(error)) this.#become(isDiskFull(error), causeOf(error));
    });
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#undo();
    await this.#loop.stop();
  }

  async #check(): Promise<number> {
    const { freeBytes, tryWrite, keepReserve } = this.#deps;
    const free = await freeBytes();
    // Failures are also reported as database errors.
    if (this.#problem !== null && !(await succeeds(tryWrite))) return CHECK_EVERY_MS;
    this.#become(free < MIN_FREE_BYTES, null);
    if (!this.#isFull) await succeeds(keepReserve);
    return CHECK_EVERY_MS;
  }

  #become(isFull: boolean, problem: Cause | null): void {
    const { emitter, logger, path } = this.#deps;
    const before = JSON.stringify(this.#notice);
    this.#isFull = isFull;
    this.#problem = problem;
    const notice = this.#notice;
    if (JSON.stringify(notice) === before) return;
    if (notice) logger.error({ path, remedy: notice.remedy }, notice.message);
    else logger.info({ path }, 'the data folder is writable again');
    emitter.emit('system.changed', {});
  }
}

function succeeds(work: () => Promise<void>): Promise<boolean> {
  return work().then(
    () => true,
    () => false,
  );
}

function setAside(database: { path: string; reason: string }): WireNotice {
  return {
    code: 'database_set_aside',
    area: 'database',
    message: `The database was corrupt (${database.reason}), so a new one was created. The corrupt file is ${database.path}.`,
    remedy: 'Stop the app and restore a backup, or continue with the new database.',
    facts: database,
  };
}

function full(path: string): WireNotice {
  return {
    code: 'data_folder_full',
    area: 'database',
    message: `There is no space left for the app's data in ${path}, so nothing can be saved.`,
    remedy:
      'Free some space, for example with "Review clean-up". What happens until then is saved afterwards.',
    facts: { path },
  };
}

function unavailable(path: string, problem: Cause): WireNotice {
  return {
    code: 'database_unavailable',
    area: 'database',
    message: `The database in ${path} is unavailable: ${problem.reason}.`,
    remedy: 'Check the disk that holds the data folder. The app keeps retrying.',
    facts: { path, ...problem },
  };
}
