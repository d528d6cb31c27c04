import { AppError, messageOf, notFound } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { QueueWorker } from '../../queue/queue-worker.ts';
import type { Timelapse } from '../../timelapses/timelapse.ts';
import type { TimelapseService } from '../../timelapses/timelapse-service.ts';
import type { Watcher } from '../../watcher/watcher.ts';
import { type CaptureCommandDeps, runCaptureCommand } from './capture-commands.ts';
import {
  type Command,
  isForOne,
  isForPictures,
  type OneAction,
  parseCommand,
  type PictureAction,
} from './command.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import type { Part } from '../../lib/part.ts';
import { Serial } from '../../lib/serial.ts';

const COMMAND = 'timelapse.command';
const RESULT = 'timelapse.command_result';
/** More than any automation means to send. */
const MAX_WAITING = 100;
/** In characters. Larger requests are not sent back, since Home Assistant's recorder drops large events. */
const MAX_REQUEST = 8000;

interface Outcome {
  ok: boolean;
  /** `done`, or an error code of the REST API. */
  code: string;
  message: string;
  remedy: string | null;
  /** Timelapse or capture. */
  about: Pick<Timelapse, 'id' | 'folderName'> | null;
}

export interface CommandDeps extends CaptureCommandDeps {
  core: CoreConnection;
  service: TimelapseService;
  queue: Pick<QueueWorker, 'setPaused'>;
  watcher: Pick<Watcher, 'scanNow'>;
  logger: Logger;
}

/** Runs commands of automations one after another, and answers each with one event. */
export class Commands implements Part {
  readonly #deps: CommandDeps;
  #waiting = 0;
  readonly #serial = new Serial();
  #undo: () => void = () => {};

  constructor(deps: CommandDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#undo = this.#deps.core.subscribeEvents(COMMAND, ({ data }) => this.receive(data));
  }

  async stop(): Promise<void> {
    this.#undo();
  }

  /** Runs a command after those that came before, and answers it. */
  receive(data: unknown): void {
    if (this.#waiting >= MAX_WAITING) {
      const busy = `The command was rejected: ${MAX_WAITING} commands are already waiting.`;
      void this.#answer(data, failed('too_many_commands', busy));
      return;
    }
    this.#waiting += 1;
    void this.#serial.run(async () => {
      const outcome = await this.#run(data);
      this.#waiting -= 1;
      // Not awaited: an answer that hangs must not delay commands.
      void this.#answer(data, outcome);
    });
  }

  /** Never throws: every failure becomes an answer. */
  async #run(data: unknown): Promise<Outcome> {
    const parsed = parseCommand(data);
    if ('problem' in parsed) return failed('invalid_command', parsed.problem);
    try {
      return await this.#do(parsed.command);
    } catch (error) {
      if (error instanceof AppError) return failed(error.code, error.message, error.remedy);
      this.#deps.logger.error({ err: error }, 'a command failed');
      return failed('internal_error', `The command failed: ${messageOf(error)}.`);
    }
  }

  async #do(command: Command): Promise<Outcome> {
    const { action } = command;
    if (action === 'process_next') {
      const next = await this.#deps.service.processNext();
      return done(isNext(next), next);
    }
    if (isForPictures(action)) {
      const { message, about } = await runCaptureCommand(action, command, this.#deps);
      return done(message, about);
    }
    if (!isForOne(action)) return done(await this.#doToAll(action), null);
    const timelapse = await this.#find(command);
    return done(await this.#doToOne(action, timelapse, command.delete_source ?? false), timelapse);
  }

  async #doToAll(
    action: Exclude<Command['action'], OneAction | PictureAction | 'process_next'>,
  ): Promise<string> {
    const { queue, watcher } = this.#deps;
    switch (action) {
      case 'pause':
        await queue.setPaused(true);
        return 'The queue is paused.';
      case 'resume':
        await queue.setPaused(false);
        return 'The queue was resumed.';
      case 'scan':
        watcher.scanNow();
        return 'The source folder is being scanned.';
    }
  }

  async #doToOne(action: OneAction, timelapse: Timelapse, deleteSource: boolean): Promise<string> {
    const { id, folderName } = timelapse;
    const { service } = this.#deps;
    switch (action) {
      case 'process':
        await service.processNow(id);
        return isNext(timelapse);
      case 'cancel':
        await service.cancel(id);
        return `"${folderName}" was cancelled and will only start manually.`;
      case 'pin':
        await service.setPinned(id, true);
        return `"${folderName}" was pinned.`;
      case 'unpin':
        await service.setPinned(id, false);
        return `"${folderName}" was unpinned.`;
      case 'delete':
        await service.delete(id, deleteSource);
        return `"${folderName}" was deleted${deleteSource ? ' with its frames' : ''}.`;
    }
  }

  /** @throws AppError 404 naming what does not exist */
  async #find({ id, folder_name: folderName }: Command): Promise<Timelapse> {
    const { service } = this.#deps;
    if (id !== undefined) return service.get(id);
    const found = folderName === undefined ? null : await service.findByFolderName(folderName);
    if (!found) throw notFound(`There is no timelapse of a folder "${folderName}".`);
    return found;
  }

  async #answer(data: unknown, { about, ...outcome }: Outcome): Promise<void> {
    const { core, logger } = this.#deps;
    const asked = (data ?? {}) as Record<string, unknown>;
    const result = {
      action: textOrNull(asked.action),
      id: about?.id ?? textOrNull(asked.id),
      folder_name: about?.folderName ?? textOrNull(asked.folder_name),
      ...outcome,
      request: JSON.stringify(asked).length > MAX_REQUEST ? null : asked,
    };
    logger.info({ action: result.action, ok: result.ok, message: result.message }, 'command');
    await core.fireEvent(RESULT, result).catch((error: unknown) => {
      logger.warn(
        { action: result.action, reason: messageOf(error) },
        'the result of a command could not be sent',
      );
    });
  }
}

function isNext({ folderName }: Timelapse): string {
  return `"${folderName}" is now first in the queue.`;
}

function done(message: string, about: Outcome['about']): Outcome {
  return { ok: true, code: 'done', message, remedy: null, about };
}

function failed(code: string, message: string, remedy: string | undefined = undefined): Outcome {
  return { ok: false, code, message, remedy: remedy ?? null, about: null };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 255) : null;
}
