import { AppError, messageOf, notFound } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { QueueWorker } from '../queue/queue-worker.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { type Command, isForOne, type OneAction, parseCommand } from './command.ts';
import type { CoreConnection } from './core-connection.ts';
import type { HomeAssistantPart } from './home-assistant.ts';

const COMMAND = 'timelapse.command';
const RESULT = 'timelapse.command_result';
/** No automation means so many at once. */
const MOST_WAITING = 100;
/** A larger request is not sent back: Home Assistant's recorder keeps no larger events, characters. */
const LARGEST_REQUEST = 8000;

/** How a command went, as its answer says it. */
interface Outcome {
  ok: boolean;
  /** `done`, or why not, in the words of the REST API. */
  code: string;
  message: string;
  /** What to do about a failure. */
  remedy: string | null;
  timelapse: Pick<Timelapse, 'id' | 'folderName'> | null;
}

export interface CommandParts {
  core: CoreConnection;
  service: TimelapseService;
  queue: Pick<QueueWorker, 'setPaused'>;
  watcher: Pick<Watcher, 'lookNow'>;
  logger: Logger;
}

/** Does what automations ask for by events, one after another, and answers each with one event. */
export class Commands implements HomeAssistantPart {
  readonly #parts: CommandParts;
  #waiting = 0;
  #line: Promise<void> = Promise.resolve();
  #undo: () => void = () => {};

  constructor(parts: CommandParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#undo = this.#parts.core.subscribeEvents(COMMAND, ({ data }) => this.#receive(data));
  }

  async stop(): Promise<void> {
    this.#undo();
  }

  #receive(data: unknown): void {
    if (this.#waiting >= MOST_WAITING) {
      const busy = `${MOST_WAITING} commands are waiting: this one was not taken.`;
      void this.#answer(data, failed('too_many_commands', busy));
      return;
    }
    this.#waiting += 1;
    this.#line = this.#line.then(async () => {
      const outcome = await this.#run(data);
      this.#waiting -= 1;
      // Not waited for: an answer that hangs keeps no command.
      void this.#answer(data, outcome);
    });
  }

  /** Never throws: every failure is an answer. */
  async #run(data: unknown): Promise<Outcome> {
    const parsed = parseCommand(data);
    if ('problem' in parsed) return failed('invalid_command', parsed.problem);
    try {
      return await this.#do(parsed.command);
    } catch (error) {
      if (error instanceof AppError) return failed(error.code, error.message, error.remedy);
      this.#parts.logger.error({ err: error }, 'a command went wrong');
      return failed('internal_error', `The command went wrong: ${messageOf(error)}.`);
    }
  }

  async #do(command: Command): Promise<Outcome> {
    const { action } = command;
    if (!isForOne(action)) return done(await this.#doToAll(action), null);
    const timelapse = await this.#find(command);
    return done(await this.#doToOne(action, timelapse, command.delete_source ?? false), timelapse);
  }

  /** @returns what was done, in a sentence */
  async #doToAll(action: Exclude<Command['action'], OneAction>): Promise<string> {
    const { queue, watcher } = this.#parts;
    switch (action) {
      case 'pause':
        await queue.setPaused(true);
        return 'The queue is paused.';
      case 'resume':
        await queue.setPaused(false);
        return 'The queue goes on.';
      case 'scan':
        watcher.lookNow();
        return 'The source folder is being looked at.';
    }
  }

  /** @returns what was done, in a sentence */
  async #doToOne(action: OneAction, { id, folderName }: Timelapse, deleteSource: boolean): Promise<string> {
    const { service } = this.#parts;
    switch (action) {
      case 'process':
        await service.processNow(id);
        return `"${folderName}" is at the head of the queue.`;
      case 'cancel':
        await service.cancel(id);
        return `"${folderName}" is cancelled and waits for a start by hand.`;
      case 'pin':
        await service.setPinned(id, true);
        return `"${folderName}" is pinned.`;
      case 'unpin':
        await service.setPinned(id, false);
        return `"${folderName}" is no longer pinned.`;
      case 'delete':
        await service.delete(id, deleteSource);
        return `"${folderName}" is deleted${deleteSource ? ' with its frames' : ''}.`;
    }
  }

  /** @throws AppError 404 naming what does not exist */
  async #find({ id, folder_name: folderName }: Command): Promise<Timelapse> {
    const { service } = this.#parts;
    if (id !== undefined) return service.get(id);
    const found = folderName === undefined ? null : await service.findByFolderName(folderName);
    if (!found) throw notFound(`There is no timelapse of a folder "${folderName}".`);
    return found;
  }

  async #answer(data: unknown, { timelapse, ...outcome }: Outcome): Promise<void> {
    const { core, logger } = this.#parts;
    const asked = (data ?? {}) as Record<string, unknown>;
    const result = {
      action: textOrNull(asked.action),
      id: timelapse?.id ?? textOrNull(asked.id),
      folder_name: timelapse?.folderName ?? textOrNull(asked.folder_name),
      ...outcome,
      request: JSON.stringify(asked).length > LARGEST_REQUEST ? null : asked,
    };
    logger.info({ action: result.action, ok: result.ok, message: result.message }, 'command');
    await core.fireEvent(RESULT, result).catch((error: unknown) => {
      logger.warn({ action: result.action, reason: messageOf(error) }, 'a command could not be answered');
    });
  }
}

function done(message: string, timelapse: Timelapse | null): Outcome {
  return { ok: true, code: 'done', message, remedy: null, timelapse };
}

function failed(code: string, message: string, remedy: string | undefined = undefined): Outcome {
  return { ok: false, code, message, remedy: remedy ?? null, timelapse: null };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 255) : null;
}
