import type { Clock } from '../lib/clock.ts';
import type { Refusal } from '../shared/capture.ts';
import type { CameraQueue } from './camera-queue.ts';
import type { Camera } from './capture.ts';
import { judgePicture } from './judge-picture.ts';
import { measurePicture } from './measure-picture.ts';
import { PictureError, type PictureSource, type PictureTimes } from './picture-source.ts';
import { pictureFailed } from './picture-failed.ts';

export interface TestPicture {
  bytes: Uint8Array;
  contentType: string;
  width: number;
  height: number;
  tookMs: number;
  /** Null = unknown. */
  ageMs: number | null;
  refusal: Refusal | null;
}

export interface TestPicturesDeps {
  cameras: CameraQueue;
  source: PictureSource;
  /** Null = outside Home Assistant. */
  pictureTimes: PictureTimes | null;
  clock: Clock;
}

/** Pictures that show whether a camera works, and are not kept. */
export class TestPictures {
  readonly #deps: TestPicturesDeps;
  /** The latest of each camera, and since when it is the same. */
  readonly #seen = new Map<string, { hash: string; since: number }>();

  constructor(deps: TestPicturesDeps) {
    this.#deps = deps;
  }

  /** @throws AppError 409 when the camera gives no picture */
  async take(entity: string, signal: AbortSignal): Promise<TestPicture> {
    const { cameras, source, clock } = this.#deps;
    const started = performance.now();
    const camera = { entity };
    try {
      const bytes = await cameras.run(entity, signal, (until) => source.fetch(camera, until));
      const tookMs = Math.round(performance.now() - started);
      const measured = await measurePicture(bytes, 'all');
      if (measured === null) throw new PictureError('no_picture', '');
      const refusal = judgePicture(measured, { sizes: [], lastHash: null });
      const since = await this.#since(camera, { hash: measured.hash, signal });
      const ageMs = since === null ? null : Math.max(0, clock.now() - since);
      return { bytes, contentType: `image/${measured.format}`, ...measured.size, tookMs, ageMs, refusal };
    } catch (error) {
      if (error instanceof PictureError) throw pictureFailed({ code: error.reason, detail: error.message });
      throw error;
    }
  }

  /** Cameras do not say when a picture was taken: at least, the same one is as old as it was before. */
  async #since(
    camera: Camera & { entity: string },
    { hash, signal }: { hash: string; signal: AbortSignal },
  ): Promise<number | null> {
    const { pictureTimes, clock } = this.#deps;
    const takenAt = (await pictureTimes?.ask(camera, signal)) ?? null;
    const before = this.#seen.get(camera.entity);
    if (before?.hash === hash) return takenAt ?? before.since;
    this.#seen.set(camera.entity, { hash, since: clock.now() });
    return takenAt;
  }
}
