import { collectAll, collectRecent } from '../run/collect-garbage.ts';
import type { Decision } from './decide.ts';
import type { Encoder } from '../ffmpeg/encoder.ts';
import { FrameCorrector } from '../pixels/frame-corrector.ts';
import type { Frames } from '../ffmpeg/frame-source.ts';
import type { DroppedFrame, Picture } from '../input/scan-headers.ts';
import type { MeasuredSequence } from './measure-pass.ts';
import type { Turn } from '../output/framing.ts';
import type { Size } from '../output/output-size.ts';
import type { Progress } from '../run/progress.ts';

/** Pictures of pass 1 that are missing in pass 2. */
export interface LostPictures {
  dropped: DroppedFrame[];
  /** Of files that could not be read. */
  errnos: string[];
}

export interface EncodePassRequest {
  stream: Frames;
  encoder: Encoder;
  size: Size;
  /** Numbers of the measured pictures that the stream has. */
  frames: readonly number[];
  /** Of the pictures, after they were measured. */
  turn: Turn;
  /** Frames that are decoded, but not shown. */
  isLeftOut: (picture: Picture) => boolean;
  progress: Progress;
}

/**
 * Decodes, corrects and encodes, one frame in each at a time. A picture that is missing or changed since pass 1 is
 * replaced by the next.
 *
 * @returns the missing pictures
 */
export async function encodePass(
  { stream, encoder, size, frames, turn, isLeftOut, progress }: EncodePassRequest,
  { used, grid }: MeasuredSequence,
  { plan, rendition }: Decision,
): Promise<LostPictures> {
  const corrector = new FrameCorrector(size, { grid, turn }, rendition);
  collectAll();
  let written: Promise<void> = Promise.resolve();
  let count = 0;
  let frame: Uint8Array | undefined;
  const show = async (upTo: number): Promise<void> => {
    for (; frame !== undefined && count < upTo; count += 1) {
      if (isLeftOut(used[frames[count]!]!)) continue;
      await written;
      written = encoder.write(frame);
      // Handled in the next iteration, where it is awaited.
      written.catch(() => {});
    }
  };
  for (;;) {
    const index = await stream.next(corrector.input);
    if (index === undefined) break;
    await written;
    frame = corrector.correct(plan.correctionOf(frames[index]!));
    await show(index + 1);
    collectRecent();
    progress.at('encoding', count, frames.length);
  }
  await show(frames.length);
  await written;
  return {
    dropped: stream.missing.map(({ index, reason }) => ({
      name: used[frames[index]!]!.name,
      reason: `it changed while the video was being made: ${reason}`,
    })),
    errnos: stream.missing.flatMap(({ errno }) => (errno === undefined ? [] : [errno])),
  };
}
