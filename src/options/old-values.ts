import { isGroup } from './option-layers.ts';

/** Lossless is not supported by x264's High profile: earlier versions accepted it, and no video could be made. */
const LOSSLESS = 0;
const MIN_QUALITY = 1;

export function renewValues(values: Record<string, unknown>): Record<string, unknown> {
  const { video } = values;
  if (!isGroup(video) || video.quality !== LOSSLESS) return values;
  return { ...values, video: { ...video, quality: MIN_QUALITY } };
}
