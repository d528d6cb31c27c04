import { type RecipeDraft, withFields } from './recipe-draft.ts';

/** What the recipe says about the length: nothing, a length, or a frame rate. */
export type LengthMode = 'same' | 'target' | 'rate';

const USUAL_SECONDS = 20;

export function lengthMode({ target_seconds, fps }: RecipeDraft): LengthMode {
  if (target_seconds !== undefined) return 'target';
  return fps === undefined ? 'same' : 'rate';
}

/** Starts from what counts at the moment. @param now `planned` = frames per second of the video */
export function withLengthMode(
  draft: RecipeDraft,
  mode: LengthMode,
  now: { targetSeconds: number; planned: number },
): RecipeDraft {
  switch (mode) {
    case 'same':
      return withFields(draft, { target_seconds: null, fps: null });
    case 'target':
      return withFields(draft, { target_seconds: now.targetSeconds || USUAL_SECONDS, fps: null });
    case 'rate':
      return withFields(draft, { target_seconds: null, fps: Math.max(1, Math.round(now.planned)) });
  }
}
