import { decoderLift } from './decoder-lift.ts';
import { FeatureStore } from './feature-store.ts';
import type { FfmpegRunner } from './ffmpeg-process.ts';
import type { Rendition } from './frame-recipe.ts';
import { cellCount, type Grid, gridFor } from './grid.ts';
import type { Size } from './output-size.ts';
import { type CorrectionPlan, planCorrection } from './plan-correction.ts';
import type { Progress } from './progress.ts';
import { readFeatures } from './read-features.ts';
import type { DroppedFrame, Picture } from './scan-headers.ts';
import type { Settings } from './settings.ts';

/** More decoders at a time do not help: they are faster than a disk. */
const MOST_PARTS = 4;

/** From this part of the cells on, blown-out places are part of the scene and must not flicker. */
const BLOWN = 0.002;

/** Pictures that passed the header but gave no frame. */
export interface DecodeLosses {
  dropped: DroppedFrame[];
  /** System code words of those whose file could not be read. */
  errnos: string[];
}

/** What pass 1 hands on. */
export interface MeasuredSequence extends DecodeLosses {
  /** The pictures that give frames, in order. */
  used: Picture[];
  plan: CorrectionPlan;
  grid: Grid;
  rendition: Rendition;
}

/** What pass 1 works with. */
export interface MeasureRequest {
  settings: Settings;
  ffmpeg: FfmpegRunner;
  progress: Progress;
  /** Decoders at a time, at most. */
  decoders: number;
}

/**
 * Pass 1: looks at all pictures small, and plans the correction.
 *
 * @param accept is asked, before anything is planned, whether enough is left; it throws where not
 */
export async function measurePass(
  { settings, ffmpeg, progress, decoders }: MeasureRequest,
  pictures: readonly Picture[],
  size: Size,
  accept: (losses: DecodeLosses) => void,
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
    const losses: DecodeLosses = {
      dropped: missing.map(({ index, reason }) => ({ name: pictures[index]!.name, reason })),
      errnos: missing.flatMap(({ errno }) => (errno === undefined ? [] : [errno])),
    };
    accept(losses);
    const reader = {
      frames: shown.length,
      values: store.values,
      read: (frame: number, into: Int16Array) => store.read(shown[frame]!.slot, into),
    };
    const plan = planCorrection(reader, grid, settings.deflicker);
    return {
      ...losses,
      used: shown.map(({ index }) => pictures[index]!),
      plan,
      grid,
      rendition: {
        response: plan.response,
        lift: decoderLift(plan.before, plan.after),
        keepWhite: blownCells > BLOWN * cellCount(grid) * shown.length,
      },
    };
  } finally {
    store.close();
  }
}
