import { frameRange } from '../lib/frame-range.ts';
import type { FrameSelection } from './render-settings.ts';

/** @param names in the order of the video */
export function selectFrames(names: readonly string[], { first, last, excluded }: FrameSelection): string[] {
  const out = new Set(excluded);
  const { from, to } = frameRange(names, { first, last });
  return names.slice(from, to + 1).filter((name) => !out.has(name));
}
