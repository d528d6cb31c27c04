import { basename, dirname, extname, join } from 'node:path';
import { folderName, numbered } from '../../capture/folder-name.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Files } from '../../lib/files.ts';
import { UNFINISHED } from '../../lib/write-new-file.ts';
import type { PrintJob } from '../../print-jobs/print-job.ts';
import type { BroughtVideo, PrinterVideoStore } from '../../print-jobs/printer-video-store.ts';
import type { Watcher } from '../../watcher/watcher.ts';
import type { ChosenVideo } from './choose-video.ts';
import { fetchVideo, type FetchVideoDeps } from './fetch-video.ts';
import type { PrinterVideo } from './list-videos.ts';
import { VideoError } from './video-error.ts';

/** Home Assistant holds a whole video in its memory. */
const MAX_BYTES = 300_000_000;
/** Left to others on a disk. */
const SPARE_BYTES = 100_000_000;

export interface VideoBringerDeps extends FetchVideoDeps {
  store: PrinterVideoStore;
  watcher: Pick<Watcher, 'readableFolder' | 'scanNow'>;
  files: Pick<Files, 'copyInto' | 'flush' | 'inspect' | 'remove' | 'rename' | 'space'>;
  clock: Clock;
}

/** Puts a video into the source folder: whole or not at all, and once. */
export class VideoBringer {
  readonly #deps: VideoBringerDeps;

  constructor(deps: VideoBringerDeps) {
    this.#deps = deps;
  }

  /** @returns false when it is there already. @throws VideoError, AppError, the system's error */
  async bring({ video, job, isSure }: ChosenVideo): Promise<boolean> {
    const { store, watcher, files, clock, dataDir } = this.#deps;
    const earlier = await store.brought(video.path);
    if (earlier.some(({ sizeBytes }) => sizeBytes === video.sizeBytes)) return false;
    if (video.sizeBytes > MAX_BYTES)
      throw new VideoError('too_large', `it has more than ${MAX_BYTES / 1_000_000} MB`);
    const source = watcher.readableFolder;
    if (source === null) throw new VideoError('no_source', 'the source folder cannot be read');
    for (const folder of [dataDir, source]) {
      const { freeBytes } = await files.space(folder);
      if (freeBytes < video.sizeBytes + SPARE_BYTES) throw new VideoError('ENOSPC', 'no space left');
    }
    const filePath = (await this.#ofPart(earlier, job)) ?? (await this.#freePath(source, video, job));
    const brought = { remotePath: video.path, sizeBytes: video.sizeBytes, filePath };
    await store.begin({ ...brought, jobId: isSure ? job.id : null });
    try {
      await fetchVideo(this.#deps, video, async (fetched) => {
        await files.copyInto(unfinished(filePath), fetched);
        await files.flush(unfinished(filePath));
        await files.rename(unfinished(filePath), filePath);
      });
      await store.finish(video, clock.now());
    } catch (error) {
      await this.#abandon(brought).catch(() => {});
      throw error;
    }
    watcher.scanNow();
    return true;
  }

  /** Where the beginning of the same video is, which was not whole; null = nowhere, or it has been changed. */
  async #ofPart(earlier: readonly BroughtVideo[], job: PrintJob): Promise<string | null> {
    for (const { jobId, filePath, sizeBytes } of earlier) {
      if (jobId !== job.id) continue;
      const there = await this.#deps.files.inspect(filePath);
      if (there?.kind === 'file' && there.sizeBytes === sizeBytes) return filePath;
    }
    return null;
  }

  async #freePath(source: string, { path }: PrinterVideo, job: PrintJob): Promise<string> {
    const { name, printer, startedAt, createdAt } = job;
    const given = folderName({ name, printer, startedAt: startedAt ?? createdAt, camera: 'timelapse' });
    for (let number = 1; ; number += 1) {
      const free = join(source, numbered(given, number) + extname(path).toLowerCase());
      if ((await this.#deps.files.inspect(free)) === null) return free;
    }
  }

  /** What the app was doing when it ended is begun anew. */
  async tidy(): Promise<void> {
    for (const each of await this.#deps.store.unfinished()) await this.#abandon(each);
  }

  async #abandon(video: Pick<BroughtVideo, 'remotePath' | 'sizeBytes' | 'filePath'>): Promise<void> {
    const { files, store } = this.#deps;
    const part = unfinished(video.filePath);
    if ((await files.inspect(part)) !== null) await files.remove(part);
    await store.forget(video);
  }
}

/** Hidden, so that it is not taken in before it is whole. */
function unfinished(path: string): string {
  return join(dirname(path), `.${basename(path)}${UNFINISHED}`);
}
