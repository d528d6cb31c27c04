import type { FeatureReader } from './feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from './features.ts';

/** Channels of a grey picture differ by no more than rounding does, in logarithms. */
const GREY = 0.02;

/** Cells that must be grey: JPEG leaves a stray or two. */
const PART = 0.95;

/** Fewer usable cells than this part of them tell nothing. */
const MIN_USABLE = 0.05;

/** Which frames are without any colour, as cameras make them by infrared light; 1 = grey. */
export function monoFrames(reader: FeatureReader): Uint8Array {
  const features = new Int16Array(reader.values);
  return Uint8Array.from({ length: reader.frames }, (_, frame) => {
    reader.read(frame, features);
    return isGrey(features) ? 1 : 0;
  });
}

function isGrey(features: Int16Array): boolean {
  let usable = 0;
  let grey = 0;
  for (let at = 0; at < features.length; at += CHANNELS) {
    if (features[at] === UNUSABLE) continue;
    usable += 1;
    const green = features[at + 1]!;
    const off = Math.max(Math.abs(features[at]! - green), Math.abs(features[at + 2]! - green));
    if (off <= GREY * LOG_SCALE) grey += 1;
  }
  return usable >= (MIN_USABLE * features.length) / CHANNELS && grey >= PART * usable;
}
