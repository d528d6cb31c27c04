import type { FfmpegRunner } from './ffmpeg-process.ts';
import { FrameStream, type Missing, type Shown } from './frame-stream.ts';
import { rawFrameBytes } from './decode-args.ts';
import type { Picture } from './scan-headers.ts';
import type { FeatureStore } from './feature-store.ts';
import { measureFeatures, newFeatures } from './features.ts';
import type { Grid } from './grid.ts';

/** A decoder's start costs as much as decoding this many pictures: shorter parts do not pay. */
const FEWEST_PER_PART = 24;

/** What pass 1 needs to know. */
export interface ReadFeaturesRequest {
  pictures: readonly Picture[];
  grid: Grid;
  /** Decoders at a time. */
  parts: number;
  onFrame: () => void;
}

/** What pass 1 found: the frames in order with the slot their features are kept under, and the pictures without. */
export interface ReadFeatures {
  shown: Shown[];
  missing: Missing[];
  /** Number of cells blown out, over all frames. */
  blownCells: number;
}

/** Pass 1: decodes all pictures small, in several processes, and keeps the features of each. */
export async function readFeatures(
  ffmpeg: FfmpegRunner,
  store: FeatureStore,
  request: ReadFeaturesRequest,
): Promise<ReadFeatures> {
  const { pictures } = request;
  const parts = Math.max(1, Math.min(request.parts, Math.floor(pictures.length / FEWEST_PER_PART)));
  const bounds = Array.from({ length: parts + 1 }, (_, i) => Math.round((i * pictures.length) / parts));
  const read = await Promise.all(
    bounds.slice(1).map((end, i) => readPart(ffmpeg, store, request, bounds[i]!, end)),
  );
  return {
    shown: read.flatMap((part) => part.shown),
    missing: read.flatMap((part) => part.missing),
    blownCells: read.reduce((sum, part) => sum + part.blownCells, 0),
  };
}

async function readPart(
  ffmpeg: FfmpegRunner,
  store: FeatureStore,
  request: ReadFeaturesRequest,
  from: number,
  to: number,
): Promise<ReadFeatures> {
  const { grid } = request;
  const stream = new FrameStream(
    ffmpeg,
    request.pictures,
    { size: grid.picture, format: 'rgb24', coarse: true, times: true },
    from,
    to,
  );
  const frame = new Uint8Array(rawFrameBytes('rgb24', grid.picture));
  const features = newFeatures(grid);
  let blownCells = 0;
  for (;;) {
    const slot = await stream.next(frame);
    if (slot === undefined) return { shown: stream.shown, missing: stream.missing, blownCells };
    blownCells += measureFeatures(frame, grid, features);
    store.write(slot, features);
    request.onFrame();
  }
}
