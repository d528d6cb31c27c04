import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, badInput, conflict, errnoOf, notFound } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { OpenFile } from '../lib/open-file.ts';
import { Serial } from '../lib/serial.ts';
import { WORK_FOLDERS } from '../queue/work-folder.ts';
import { drawnInto } from '../recipes/render-settings.ts';
import type { Crop } from '../shared/recipe.ts';
import type { ShareAspect } from '../shared/share-copies.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import { newCopyPath } from '../timelapses/copies-of-videos.ts';
import type { Removal } from '../timelapses/removal-store.ts';
import { fileOf, type Timelapse, type TimelapseFile } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { CopyWorker } from './copy-worker.ts';
import { findCrop } from './find-crop.ts';
import { readSource } from './make-copy.ts';
import { reasonText } from './reason-text.ts';
import { type Reason, type ShareCopy, type ShareWish, wishText } from './share-copy.ts';
import type { ShareCopyEvents } from './share-copy-events.ts';
import type { ShareCopyStore } from './share-copy-store.ts';
import { CopyFailed } from './copy-failed.ts';

/** Each has its reason, and nobody wants to look through more. */
const MAX_COPIES = 20;
/** Parts of a picture are rounded on their way through JSON. */
const ROUNDING = 1e-6;
const MIN_CROP = 0.02;

export interface ShareCopiesDeps {
  /** @throws AppError 404 */
  get: (timelapseId: string) => Promise<Timelapse>;
  reads: Pick<TimelapseReads, 'renderedWith'>;
  copies: ShareCopyStore;
  worker: CopyWorker;
  emitter: Emitter<TimelapseEvents & ShareCopyEvents>;
  clock: Clock;
  files: Files;
  dataDir: string;
  archives: Pick<ArchiveFolders, 'require'>;
  options: LiveOptions;
  /** What cannot be removed now is removed later. */
  remove: (removal: Removal) => Promise<void>;
}

/** What people do with copies. */
export class ShareCopies {
  readonly #deps: ShareCopiesDeps;
  /** Reading pictures takes a core each. */
  readonly #looks = new Serial();

  constructor(deps: ShareCopiesDeps) {
    this.#deps = deps;
  }

  /** @throws AppError 404 */
  async list(timelapseId: string): Promise<ShareCopy[]> {
    await this.#deps.get(timelapseId);
    return this.#deps.copies.listOf(timelapseId);
  }

  /**
   * To be closed.
   *
   * @param triedPath where it is no more: it was moved between being looked up and being opened
   * @throws AppError 404 when there is none, it is not ready, or its file is missing
   */
  async open(
    timelapseId: string,
    id: string,
    triedPath?: string,
  ): Promise<{ copy: ShareCopy; timelapse: Timelapse; file: OpenFile }> {
    const { get, files } = this.#deps;
    const timelapse = await get(timelapseId);
    const copy = await this.#get(timelapseId, id);
    if (copy.state !== 'ready') throw notFound(`The copy "${id}" is ${copy.state}.`, { state: copy.state });
    try {
      return { copy, timelapse, file: await files.open(copy.path) };
    } catch (error) {
      if (copy.path !== triedPath) return this.open(timelapseId, id, copy.path);
      // A share that does not respond says nothing about its files.
      if (errnoOf(error) === 'ENOENT') await this.#noteMissing(copy);
      throw notFound(`The file of the copy "${id}" is missing.`, { id });
    }
  }

  /**
   * The same wish again is the copy that is there, unless it failed: then it is tried once more.
   *
   * @throws AppError 400, 404, or 409 without a video, with too many copies, or for an overlay that the video has already
   */
  async ask(timelapseId: string, wish: ShareWish): Promise<ShareCopy> {
    const { get, copies, emitter, clock, worker, archives, options } = this.#deps;
    const timelapse = await get(timelapseId);
    const video = videoOf(timelapse);
    checkCrop(wish.crop);
    if (wish.overlay !== null) await this.#checkDrawn(timelapse);
    const all = await copies.listOf(timelapseId);
    const same = all.find((each) => each.wish.kind === wish.kind && wishText(each.wish) === wishText(wish));
    if (same && (await this.#isGood(same))) return same;
    await archives.require([video]);
    if (same) await this.delete(timelapseId, same.id);
    else if (all.length >= MAX_COPIES) throw tooMany(timelapse);
    const now = clock.now();
    const copy: ShareCopy = {
      id: randomUUID(),
      timelapseId,
      wish,
      // Copies of an archived video stay here, so that they can be sent while it is away.
      path: newCopyPath(
        video.archived ? join(options.current.timelapse_output_folder, '-') : video.path,
        wish.kind,
      ),
      state: 'waiting',
      reason: null,
      made: null,
      createdAt: now,
      updatedAt: now,
    };
    await copies.add(copy);
    emitter.emit('share.changed', copy);
    worker.wake();
    return copy;
  }

  /** One that is being made is stopped. @throws AppError 404 */
  async delete(timelapseId: string, id: string): Promise<void> {
    const { get, copies, worker, emitter, remove } = this.#deps;
    await get(timelapseId);
    await this.#get(timelapseId, id);
    const removal = await copies.delete(id);
    if (!removal) throw notFound(`The copy "${id}" has just been deleted.`, { id });
    await worker.leave(id);
    await remove(removal);
    emitter.emit('share.deleted', { id, timelapseId });
  }

  /** Where the print grows. @throws AppError 404 when the video cannot be read, or the signal's reason */
  async crop(timelapseId: string, aspect: ShareAspect, signal: AbortSignal): Promise<Crop> {
    const { get, files, dataDir, archives } = this.#deps;
    const video = fileOf(await get(timelapseId), 'video');
    if (!video) throw notFound('This timelapse has no video yet.', { id: timelapseId });
    await archives.require([video]);
    try {
      const source = await readSource(video.path, signal, files);
      const workDir = join(dataDir, WORK_FOLDERS, randomUUID());
      return await this.#looks.run(() => findCrop(source, aspect, { workDir, signal }));
    } catch (error) {
      if (!(error instanceof CopyFailed)) throw error;
      throw new AppError('unreadable_video', reasonText(error.reason), {
        status: 404,
        detail: { reason: error.reason.code },
      });
    }
  }

  /** Twice, and perhaps cut off, it would only be in the way. */
  async #checkDrawn({ id, status }: Timelapse): Promise<void> {
    if (drawnInto(await this.#deps.reads.renderedWith(id)) === null) return;
    throw conflict(
      'overlay_in_video',
      'The video itself already shows title and print data, so a copy cannot show them once more.',
      { status },
      'Make the copy without them, or turn them off with Edit and render the video again.',
    );
  }

  async #isGood({ state, path }: ShareCopy): Promise<boolean> {
    if (state !== 'ready') return state !== 'failed';
    return this.#deps.files.isFile(path).catch(() => true);
  }

  async #noteMissing(copy: ShareCopy): Promise<void> {
    const { copies, clock, emitter } = this.#deps;
    const reason: Reason = { code: 'copy_missing', smallestBytes: null, detail: copy.path };
    const noted = await copies.change(copy, 'failed', clock.now(), { reason });
    if (noted) emitter.emit('share.changed', noted);
  }

  async #get(timelapseId: string, id: string): Promise<ShareCopy> {
    const copy = await this.#deps.copies.get(timelapseId, id);
    if (!copy) throw notFound(`There is no copy with the id "${id}".`, { id });
    return copy;
  }
}

function videoOf(timelapse: Timelapse): TimelapseFile {
  const video = fileOf(timelapse, 'video');
  if (video) return video;
  const { status } = timelapse;
  throw conflict('wrong_status', `There is no video to copy: the timelapse is ${status}.`, { status });
}

function tooMany({ status }: Timelapse): AppError {
  const message = `A video can have ${MAX_COPIES} copies, and this one has them.`;
  return conflict('too_many_shares', message, { status }, 'Delete a copy first.');
}

/** What one number alone does not say. @throws AppError 400 naming the field */
function checkCrop(crop: Crop | null): void {
  if (crop === null) return;
  const problems: [field: keyof Crop, isWrong: boolean, text: string][] = [
    ['width', crop.width < MIN_CROP, `must be at least ${MIN_CROP}`],
    ['height', crop.height < MIN_CROP, `must be at least ${MIN_CROP}`],
    ['width', crop.x + crop.width > 1 + ROUNDING, `and x must not be more than 1 together`],
    ['height', crop.y + crop.height > 1 + ROUNDING, `and y must not be more than 1 together`],
  ];
  const [wrong] = problems.filter(([, isWrong]) => isWrong);
  if (!wrong) return;
  const [field, , text] = wrong;
  throw badInput(`The body field "crop.${field}" is not valid: ${crop[field]} ${text}.`, {
    in: 'body',
    field: `crop.${field}`,
  });
}
