import type { FrameSource, Missing, Shown } from '../ffmpeg/frame-source.ts';
import { rawFrameBytes } from '../ffmpeg/decode-args.ts';
import type { Picture } from '../input/scan-headers.ts';
import type { Framing } from '../output/framing.ts';
import type { FeatureStore } from './feature-store.ts';
import { measureFeatures, newFeatures } from './features.ts';
import { cellCount, type Grid } from './grid.ts';
import { GREY_PIXELS, GreyScaler } from './grey-picture.ts';
import { sharpnessOf } from './sharpness.ts';

/** What pass 1 needs to know. */
export interface ReadFeaturesRequest {
  pictures: readonly Picture[];
  framing: Framing;
  grid: Grid;
  /** Parts to be read at a time, at most. */
  most: number;
  onFrame: () => void;
}

/** What pass 1 found: the frames in order with the slot their features are kept under, and the pictures without. */
export interface ReadFeatures {
  shown: readonly Shown[];
  /** By slot. */
  sharpness: Map<number, number>;
  missing: readonly Missing[];
}

/** Pass 1: decodes all pictures small, in several processes, and keeps the features of each. */
export async function readFeatures(
  source: FrameSource,
  store: FeatureStore,
  request: ReadFeaturesRequest,
): Promise<ReadFeatures> {
  const { pictures } = request;
  const parts = source.parts(pictures, request.most);
  const bounds = Array.from({ length: parts + 1 }, (_, i) => Math.round((i * pictures.length) / parts));
  const read = await Promise.all(
    bounds.slice(1).map((end, i) => readPart(source, store, request, bounds[i]!, end)),
  );
  return {
    shown: read.flatMap((part) => part.shown),
    sharpness: new Map(read.flatMap((part) => [...part.sharpness])),
    missing: read.flatMap((part) => part.missing),
  };
}

async function readPart(
  source: FrameSource,
  store: FeatureStore,
  request: ReadFeaturesRequest,
  from: number,
  to: number,
): Promise<ReadFeatures> {
  const { grid, framing } = request;
  const stream = source.open(
    request.pictures,
    { framing, size: grid.picture, format: 'rgb24', coarse: true, judge: true },
    from,
    to,
  );
  const frame = new Uint8Array(rawFrameBytes('rgb24', grid.picture));
  const features = newFeatures(grid);
  const peaks = new Uint8Array(cellCount(grid));
  const grey = new Uint8Array(GREY_PIXELS);
  const scaler = new GreyScaler(grid.picture);
  const sharpness = new Map<number, number>();
  for (;;) {
    const slot = await stream.next(frame);
    if (slot === undefined) return { shown: stream.shown, missing: stream.missing, sharpness };
    measureFeatures(frame, grid, features, peaks);
    scaler.scale(frame, grey);
    sharpness.set(slot, sharpnessOf(frame, grid.picture));
    store.write(slot, { features, peaks, grey });
    request.onFrame();
  }
}
