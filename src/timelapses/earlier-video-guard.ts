import { countMissing, type FrameMarks, marksOf } from './frame-marks.ts';
import { areAllGone, losesFrames } from './lost-frames.ts';
import type { QueueStore } from './queue-store.ts';
import type { SampledFrame, Timelapse } from './timelapse.ts';
import type { TimelapseReads } from './timelapse-reads.ts';

interface ListedFrame {
  name: string;
  modifiedAt: number;
  sizeBytes: number;
}

/** Null = no answer. */
type ListFrames = (folder: string, signal: AbortSignal) => Promise<readonly ListedFrame[] | null>;

/** Protects an earlier video from being replaced by that of another print. */
export class EarlierVideoGuard {
  readonly #reads: TimelapseReads;
  readonly #queueStore: QueueStore;
  readonly #listFrames: ListFrames;

  constructor(reads: TimelapseReads, queueStore: QueueStore, listFrames: ListFrames) {
    this.#reads = reads;
    this.#queueStore = queueStore;
    this.#listFrames = listFrames;
  }

  /**
   * A manual start may replace the video unless all of its print's frames are gone. The frames are recorded, since
   * the last scan may be outdated.
   */
  async mayBegin(timelapse: Timelapse, signal: AbortSignal): Promise<boolean> {
    if (!hasVideo(timelapse)) return true;
    const frames = await this.#list(timelapse, signal);
    if (frames === null || frames === '') return true;
    const rendered = await this.#reads.renderedFrames(timelapse);
    const isOther = timelapse.manual
      ? areAllGone(rendered.video ?? marksOf(timelapse.sample), frames)
      : losesFrames(frames, rendered, timelapse.sample);
    if (isOther) return false;
    await this.#queueStore.takeForRender(timelapse.id, frames);
    return true;
  }

  /** Whether its frames have been replaced by others in the meantime. */
  async mayReplace(timelapse: Timelapse, signal: AbortSignal): Promise<'yes' | 'no' | 'unknown'> {
    if (!hasVideo(timelapse)) return 'yes';
    const frames = await this.#list(timelapse, signal);
    if (frames === null) return 'unknown';
    const { attempt, video, kept } = await this.#reads.renderedFrames(timelapse);
    if (attempt === null || countMissing(frames, attempt) === 0) return 'yes';
    const shown = video ?? marksOf(timelapse.sample);
    const goneSince = countMissing(shown, frames, ...kept) - countMissing(shown, attempt, ...kept);
    return goneSince > 0 ? 'no' : 'yes';
  }

  async #list({ sourceFolder }: Timelapse, signal: AbortSignal): Promise<FrameMarks | null> {
    // Stopping the render does not wait for the answer.
    const frames = await this.#listFrames(sourceFolder, signal).catch(() => null);
    if (frames === null) return null;
    return marksOf(
      frames.map(({ name, modifiedAt, sizeBytes }): SampledFrame => [name, modifiedAt, sizeBytes]),
    );
  }
}

function hasVideo({ files }: Timelapse): boolean {
  return files.some(({ kind }) => kind === 'video');
}
