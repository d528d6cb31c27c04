import { dirname } from 'node:path';
import { causeOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { ProbeResult } from '../media/ffprobe.ts';
import type { Cause } from '../shared/facts.ts';
import type { ArchiveFolders } from '../timelapses/archive-folders.ts';
import { countMarks, countMissing, type FrameMarks, marksOf } from '../timelapses/frame-marks.ts';
import { fileOf, type Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import { isReachable, type SourceState } from '../watcher/source-state.ts';
import type { LibraryItem } from './choose.ts';
import { fitsVideo } from './fits-video.ts';
import type { RuleAction } from './rule.ts';

/** `away` = a share says nothing, so the whole rule stops. */
export type Verdict = { is: 'goes' } | { is: 'stays' | 'away'; why: Cause };

interface ListedFrame {
  name: string;
  modifiedAt: number;
  sizeBytes: number;
}

export interface RuleChecksDeps {
  files: Pick<Files, 'isFile' | 'areFiles'>;
  reads: Pick<TimelapseReads, 'get' | 'renderedFrames'>;
  archives: Pick<ArchiveFolders, 'away'>;
  probe: (path: string, signal: AbortSignal) => Promise<ProbeResult>;
  listFrames: (
    folder: string,
    signal: AbortSignal,
  ) => Promise<{ frames: readonly ListedFrame[] } | { frames: null; code: string; reason: string }>;
  source: () => SourceState;
}

/** So that a call on a slow share is not too long. */
const FILES_PER_CALL = 100;

const GOES: Verdict = { is: 'goes' };

/** What is checked at the moment when something is to go; nothing is changed. */
export class RuleChecks {
  readonly #deps: RuleChecksDeps;

  constructor(deps: RuleChecksDeps) {
    this.#deps = deps;
  }

  /** Null = all shares are there, as far as can be seen. */
  async findAway(items: readonly LibraryItem[]): Promise<Cause | null> {
    const source = this.#deps.source();
    if (isReachable(source) !== true)
      return source.why ?? { cause: 'source_unreachable', reason: 'the image folder cannot be read' };
    const asked = items.filter((item) => !this.#isArchiveAway(item));
    let isAnyThere = asked.length === 0;
    for (let start = 0; start < asked.length; start += FILES_PER_CALL) {
      const some = asked.slice(start, start + FILES_PER_CALL);
      const found = await this.#deps.files.areFiles(some.map(({ videoPath }) => videoPath));
      const silent = some.find((_item, index) => found[index] === null);
      if (silent) return shareAway(silent);
      isAnyThere ||= found.includes(true);
    }
    return isAnyThere ? null : videosMissing(asked[0]!);
  }

  #isArchiveAway({ archiveFolder }: LibraryItem): boolean {
    return archiveFolder !== null && this.#deps.archives.away.has(archiveFolder);
  }

  async judge(action: RuleAction, item: LibraryItem, signal: AbortSignal): Promise<Verdict> {
    // There will be more frames than can be checked now.
    if (action === 'delete_with_frames' && item.isBeingTaken)
      return stays('capture_running', 'its pictures are still being taken');
    if (this.#isArchiveAway(item)) return stays('archive_away', 'the archive that its video is in is away');
    try {
      if (!(await this.#deps.files.isFile(item.videoPath)))
        return stays('video_missing', 'its video is missing');
    } catch (error) {
      return { is: 'away', why: causeOf(error) };
    }
    const deletesFrames = action === 'delete_frames' || (action === 'delete_with_frames' && item.hasFrames);
    return deletesFrames ? this.#judgeFrames(item, signal) : GOES;
  }

  /** The video is whole, and was made of exactly what is in the folder. */
  async #judgeFrames({ id, videoPath }: LibraryItem, signal: AbortSignal): Promise<Verdict> {
    const { reads, probe, listFrames } = this.#deps;
    const timelapse = await reads.get(id);
    if (!timelapse || fileOf(timelapse, 'video')?.path !== videoPath) return CHANGED;
    const probed = await probe(videoPath, signal);
    if (!probed.ok) return stays('not_playable', `its video cannot be played: ${probed.reason}`);
    const misfit = timelapse.video && fitsVideo(probed.frames, timelapse.video);
    if (misfit !== null) return stays('video_differs', misfit);
    const listing = await listFrames(timelapse.sourceFolder, signal);
    if (listing.frames === null) {
      const { code: cause, reason } = listing;
      return cause === 'ENOENT'
        ? stays('source_missing', 'its frames are missing')
        : { is: 'away', why: { cause, reason } };
    }
    return this.#judgePictures(timelapse, listing.frames);
  }

  async #judgePictures(timelapse: Timelapse, frames: readonly ListedFrame[]): Promise<Verdict> {
    const there = marksOf(frames.map(({ name, modifiedAt, sizeBytes }) => [name, modifiedAt, sizeBytes]));
    const { video } = await this.#deps.reads.renderedFrames(timelapse);
    const made = video === null ? (timelapse.renderedFingerprint?.count ?? 0) : countMarks(video);
    if (frames.length !== made)
      return stays(
        'pictures_differ',
        `its video was made of ${made} pictures, and the folder has ${frames.length}`,
      );
    return hasOthers(there, video)
      ? stays('other_pictures', 'its folder has other pictures than the video')
      : GOES;
  }
}

/** Unknown for videos of earlier versions of the app: then their number counts. */
function hasOthers(there: FrameMarks, video: FrameMarks | null): boolean {
  return video !== null && countMissing(there, video) > 0;
}

const CHANGED: Verdict = stays('changed_meanwhile', 'it has changed meanwhile');

function stays(cause: string, reason: string): Verdict {
  return { is: 'stays', why: { cause, reason } };
}

function shareAway({ videoPath }: LibraryItem): Cause {
  return { cause: 'share_away', reason: `the share with ${dirname(videoPath)} is not responding` };
}

function videosMissing({ videoPath }: LibraryItem): Cause {
  return {
    cause: 'videos_missing',
    reason: `none of the videos is in ${dirname(videoPath)}, as if its share were not mounted`,
  };
}
