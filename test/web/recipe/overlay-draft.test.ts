import { describe, expect, it } from 'vitest';
import { recipeOverlaySchema } from '../../../src/shared/overlay.ts';
import type { WirePreset } from '../../../web/contract.ts';
import { overlayIn, withOverlay, withOverlayPart } from '../../../web/recipe/overlay-draft.ts';
import { lookOf, toDraft, withPreset } from '../../../web/recipe/recipe-draft.ts';

const whole = recipeOverlaySchema.parse({ language: 'de' });
const drawing: WirePreset = {
  ...{ id: 'drawing', name: 'With data', built_in: false },
  recipe: { overlay: { ...whole, position: 'top-right' } },
};

describe('title and print data in the picture, while a recipe is edited', () => {
  it('are turned on as the server draws them by default, and off without a trace', () => {
    const on = withOverlay({ speed: 2 }, null, true, 'de');
    expect(on).toEqual({ speed: 2, overlay: whole });
    expect(overlayIn(on, null)).toEqual(whole);
    expect(withOverlay(on, null, false, 'de')).toEqual({ speed: 2 });
  });

  it('are those of the preset, and can be turned off and on in spite of it', () => {
    const draft = withPreset({ overlay: whole }, drawing);
    expect(draft).toEqual({ preset_id: 'drawing' });
    expect(overlayIn(draft, drawing)).toEqual(drawing.recipe.overlay);
    const off = withOverlay(draft, drawing, false, 'en');
    expect(overlayIn(off, drawing)).toBe(null);
    // Saved and read again.
    expect(overlayIn(toDraft(JSON.parse(JSON.stringify(off)) as typeof off), drawing)).toBe(null);
    expect(withOverlay(off, drawing, true, 'en')).toEqual(draft);
  });

  it('become part of a preset', () => {
    expect(lookOf({ first_frame: 'a', overlay: whole }, null)).toEqual({ overlay: whole });
  });

  it('change part by part; without the last, they are off', () => {
    const on = withOverlay({}, null, true, 'en');
    const moved = withOverlayPart(on, null, { position: 'top-left', temperatures: 'none' });
    expect(overlayIn(moved, null)).toMatchObject({ position: 'top-left', temperatures: 'none', title: true });
    const none = { title: false, elapsed: false, layer: false, progress_bar: false };
    expect(withOverlayPart(moved, null, none)).toEqual({});
    const own = withOverlayPart({}, drawing, { title: false });
    expect(overlayIn(own, drawing)).toEqual({ ...drawing.recipe.overlay, title: false });
  });
});
