import { AppError } from '../lib/errors.ts';
import type { Refusal } from '../shared/capture.ts';
import type { CameraQueue } from './camera-queue.ts';
import { judgePicture } from './judge-picture.ts';
import { measurePicture } from './measure-picture.ts';
import { PictureError, type PictureSource } from './picture-source.ts';
import { problemText } from './problem-text.ts';

export interface TestPicture {
  bytes: Uint8Array;
  contentType: string;
  width: number;
  height: number;
  tookMs: number;
  refusal: Refusal | null;
}

/** @throws AppError 409 when the camera gives no picture */
export async function takeTestPicture(
  entity: string,
  { cameras, source, signal }: { cameras: CameraQueue; source: PictureSource; signal: AbortSignal },
): Promise<TestPicture> {
  const started = performance.now();
  try {
    const bytes = await cameras.run(entity, signal, (until) => source.fetch({ entity }, until));
    const tookMs = Math.round(performance.now() - started);
    const measured = measurePicture(bytes, true);
    if (measured === null) throw new PictureError('no_picture', '');
    const refusal = judgePicture(measured, { sizes: [], lastHash: null });
    return { bytes, contentType: `image/${measured.format}`, ...measured.size, tookMs, refusal };
  } catch (error) {
    if (error instanceof PictureError) throw noPicture(error);
    throw error;
  }
}

function noPicture({ reason, message }: PictureError): AppError {
  const problem = problemText({ code: reason, detail: message, since: 0 });
  return new AppError('camera_failed', problem, {
    status: 409,
    detail: { reason },
    remedy: 'Check the camera in Home Assistant, or choose another one.',
  });
}
