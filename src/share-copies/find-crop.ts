import type { Crop } from '../shared/recipe.ts';
import type { ShareAspect } from '../shared/share-copies.ts';
import { windowOf } from './framing.ts';
import { findMovingPart } from './moving-part.ts';
import { readBothEnds } from './read-grey.ts';

/** The part of a video that is shown when nobody has chosen one: where the print grows. */
export async function findCrop(
  video: { path: string; width: number; height: number; seconds: number },
  aspect: ShareAspect,
  { workDir, signal }: { workDir: string; signal: AbortSignal },
): Promise<Crop> {
  const window = windowOf(video, aspect);
  if (window.width === 1 && window.height === 1) return { x: 0, y: 0, width: 1, height: 1 };
  const { beginning, end } = await readBothEnds(video.path, video, workDir, signal);
  return { ...findMovingPart(beginning, end, window), ...window };
}
