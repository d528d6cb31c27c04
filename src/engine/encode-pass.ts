import { collectAll, collectRecent } from './collect-garbage.ts';
import type { Decision } from './decide.ts';
import type { Encoder } from './encoder.ts';
import { EngineFailure, EXIT } from './failure.ts';
import { FrameCorrector } from './frame-corrector.ts';
import type { FrameStream } from './frame-stream.ts';
import type { MeasuredSequence } from './measure-pass.ts';
import type { Size } from './output-size.ts';
import type { Progress } from './progress.ts';

/** What pass 2 works with. */
export interface EncodePassRequest {
  /** The frames at full size. */
  stream: FrameStream;
  encoder: Encoder;
  size: Size;
  progress: Progress;
}

/** Pass 2: takes decoded frames, corrects them, and hands them over to the encoder, one in each of the three at a time. */
export async function encodePass(
  { stream, encoder, size, progress }: EncodePassRequest,
  { used, grid }: MeasuredSequence,
  { plan, rendition }: Decision,
): Promise<void> {
  const corrector = new FrameCorrector(size, grid, rendition);
  collectAll();
  let written: Promise<void> = Promise.resolve();
  for (const [i, picture] of used.entries()) {
    if ((await stream.next(corrector.input)) === undefined) {
      throw new EngineFailure(
        EXIT.ffmpegFailed,
        `Frame "${picture.name}" can no longer be decoded: it changed while the video was being made.`,
      );
    }
    await written;
    written = encoder.write(corrector.correct(plan.correctionOf(i)));
    // A failure is seen at the next turn, where it is awaited.
    written.catch(() => {});
    collectRecent();
    progress.at('encoding', i + 1, used.length);
  }
  await written;
}
