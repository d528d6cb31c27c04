import type { FeatureReader } from './feature-reader.ts';
import { FeatureStore } from './feature-store.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';
import { cellCount, type Grid, gridFor } from './grid.ts';
import type { Size } from './output-size.ts';
import type { Progress } from './progress.ts';
import { readFeatures } from './read-features.ts';
import type { DroppedFrame, Picture } from './scan-headers.ts';

/** More decoders at a time do not help: they are faster than a disk. */
const MOST_PARTS = 4;

/** From this part of the cells on, blown-out places are part of the scene and must not flicker. */
const BLOWN = 0.002;

/** What pass 1 hands on. */
export interface MeasuredSequence {
  /** The pictures that give frames, in order. */
  used: Picture[];
  /** Pictures that passed the header but gave no frame. */
  dropped: DroppedFrame[];
  /** System code words of those whose file could not be read. */
  errnos: string[];
  grid: Grid;
  /** Of the used pictures; to be read until `close`. */
  features: FeatureReader;
  /** Whether white is part of the scene. */
  keepWhite: boolean;
  /** Gives the temporary file back. */
  close(): void;
}

/** What pass 1 works with. */
export interface MeasureRequest {
  ffmpeg: FfmpegRunner;
  progress: Progress;
  /** Decoders at a time, at most. */
  decoders: number;
}

/** Pass 1: looks at all pictures small. */
export async function measurePass(
  { ffmpeg, progress, decoders }: MeasureRequest,
  pictures: readonly Picture[],
  size: Size,
): Promise<MeasuredSequence> {
  const grid = gridFor(size);
  const store = new FeatureStore(grid);
  try {
    let done = 0;
    progress.at('measuring', 0, pictures.length);
    const { shown, missing, blownCells } = await readFeatures(ffmpeg, store, {
      pictures,
      grid,
      parts: Math.min(MOST_PARTS, decoders),
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
      },
      keepWhite: blownCells > BLOWN * cellCount(grid) * shown.length,
      close: () => store.close(),
    };
  } catch (error) {
    store.close();
    throw error;
  }
}
