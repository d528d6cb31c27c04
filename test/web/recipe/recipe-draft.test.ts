import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../../web/recipe/check-draft.ts';
import { WHOLE } from '../../../web/recipe/crop-geometry.ts';
import { framingIn, UNFRAMED, withFraming } from '../../../web/recipe/framing.ts';
import { lengthMode, withLengthMode } from '../../../web/recipe/length-mode.ts';
import { lookOf, sameRecipe, toDraft, withFields, withPreset } from '../../../web/recipe/recipe-draft.ts';
import { PRESETS } from './make-session.ts';

const [standard, short, own] = PRESETS as [(typeof PRESETS)[0], (typeof PRESETS)[0], (typeof PRESETS)[0]];

describe('a recipe that is edited [4.3]', () => {
  it('holds only what is set', () => {
    expect(toDraft({ first_frame: null, excluded_frames: [], speed: 2, overlay: null })).toEqual({
      speed: 2,
    });
    expect(withFields({ speed: 2, quality: 20 }, { speed: null })).toEqual({ quality: 20 });
  });

  it('is unchanged whatever the order of names and fields', () => {
    expect(
      sameRecipe({ speed: 2, excluded_frames: ['a', 'b'] }, { excluded_frames: ['b', 'a'], speed: 2 }),
    ).toBe(true);
    expect(sameRecipe({ speed: 2 }, { speed: 4 })).toBe(false);
  });

  it('gives way to a preset, but keeps the frames and what belongs to the camera', () => {
    const draft = { first_frame: 'a', quality: 30, fps: 12, rotate: 90 as const };
    expect(withPreset(draft, standard)).toEqual({ first_frame: 'a', rotate: 90, preset_id: 'standard' });
    expect(withPreset(draft, own)).toEqual({ first_frame: 'a', preset_id: 'own' });
  });

  it('becomes a preset without frames, with what its own preset sets', () => {
    const draft = { first_frame: 'a', max_height: 480, preset_id: 'short' };
    expect(lookOf(draft, short)).toEqual({ target_seconds: 10, max_height: 480 });
    expect(lookOf({ fps: 30, preset_id: 'short' }, short)).toEqual({ fps: 30, max_height: 720 });
  });

  it('sets nothing that is as in the preset, and can undo what the preset sets', () => {
    expect(withFraming({}, null, { ...UNFRAMED, rotate: 90 })).toEqual({ rotate: 90 });
    expect(withFraming({ rotate: 90 }, null, UNFRAMED)).toEqual({});
    expect(withFraming({}, own, { ...UNFRAMED, rotate: 0 })).toEqual({ rotate: 0 });
    expect(withFraming({ rotate: 0 }, own, { ...UNFRAMED, rotate: 180 })).toEqual({});
    expect(framingIn({}, own)).toEqual({ crop: WHOLE, rotate: 180, flip: 'none' });
  });

  it('has a length or a frame rate, starting from what counts', () => {
    const now = { targetSeconds: 0, planned: 23.6 };
    expect(withLengthMode({ fps: 12 }, 'target', now)).toEqual({ target_seconds: 20 });
    expect(withLengthMode({ target_seconds: 12 }, 'rate', now)).toEqual({ fps: 24 });
    expect(withLengthMode({ target_seconds: 12 }, 'same', now)).toEqual({});
    expect([{}, { fps: 1 }, { target_seconds: 1 }].map(lengthMode)).toEqual(['same', 'rate', 'target']);
  });

  it('is checked before the server does it', () => {
    expect(checkDraft({ target_seconds: 12.5, quality: 20 })).toEqual([]);
    expect(checkDraft({ target_seconds: Number.NaN, fps: 500, quality: 20.5 })).toEqual([
      'target_seconds',
      'fps',
      'quality',
    ]);
  });
});
