import type { FeatureReader } from '../measure/feature-reader.ts';
import { FeatureStore } from '../measure/feature-store.ts';
import type { FrameSource } from '../ffmpeg/frame-source.ts';
import { type Grid, gridFor } from '../measure/grid.ts';
import { type Framing, turned, unturned } from '../output/framing.ts';
import type { Size } from '../output/output-size.ts';
import type { Progress } from '../run/progress.ts';
import { readFeatures } from '../measure/read-features.ts';
import type { DroppedFrame, Picture } from '../input/scan-headers.ts';

/** More do not help: decoders are faster than a disk. */
const MAX_PARTS = 4;

export interface MeasuredSequence {
  /** Pictures that give frames, in order. */
  used: Picture[];
  /** Pictures with a valid header but no frame. */
  dropped: DroppedFrame[];
  /** Of files that could not be read. */
  errnos: string[];
  grid: Grid;
  /** Of the used pictures; readable until `close`. */
  features: FeatureReader;
  /** Copies the small grey picture of a used picture. */
  readGrey(frame: number, into: Uint8Array): void;
  /** Of the used pictures. */
  sharpness: number[];
  /** Removes the temporary file. */
  close(): void;
}

export interface MeasureRequest {
  source: FrameSource;
  progress: Progress;
  decoders: number;
  framing: Framing;
}

/**
 * Pass 1: analyses what the video shows of all pictures, at a small size. What is cropped away says nothing about the
 * light of the rest.
 *
 * @param size of the video
 */
export async function measurePass(
  { source, progress, decoders, framing }: MeasureRequest,
  pictures: readonly Picture[],
  size: Size,
): Promise<MeasuredSequence> {
  const grid = gridFor(turned(size, framing.turn));
  const store = new FeatureStore(grid);
  try {
    let done = 0;
    progress.at('measuring', 0, pictures.length);
    const { shown, missing, sharpness } = await readFeatures(source, store, {
      pictures,
      framing: unturned(framing),
      grid,
      most: Math.min(MAX_PARTS, decoders),
      onFrame: () => {
        done += 1;
        progress.at('measuring', done, pictures.length);
      },
    });
    return {
      used: shown.map(({ index }) => pictures[index]!),
      dropped: missing.map(({ index, reason }) => ({ name: pictures[index]!.name, reason })),
      errnos: missing.flatMap(({ errno }) => (errno === undefined ? [] : [errno])),
      grid,
      features: {
        frames: shown.length,
        values: store.values,
        read: (frame, into) => store.read(shown[frame]!.slot, into),
        readPeaks: (frame, into) => store.readPeaks(shown[frame]!.slot, into),
      },
      readGrey: (frame, into) => store.readGrey(shown[frame]!.slot, into),
      sharpness: shown.map(({ slot }) => sharpness.get(slot)!),
      close: () => store.close(),
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** Without some of the frames. */
export function without(measured: MeasuredSequence, isOut: (picture: Picture) => boolean): MeasuredSequence {
  const { used, features, sharpness, readGrey } = measured;
  const kept = [...used.keys()].filter((frame) => !isOut(used[frame]!));
  return {
    ...measured,
    used: kept.map((frame) => used[frame]!),
    features: {
      ...features,
      frames: kept.length,
      read: (frame, into) => features.read(kept[frame]!, into),
      readPeaks: (frame, into) => features.readPeaks(kept[frame]!, into),
    },
    readGrey: (frame, into) => readGrey(kept[frame]!, into),
    sharpness: kept.map((frame) => sharpness[frame]!),
  };
}
