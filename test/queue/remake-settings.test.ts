import { describe, expect, it } from 'vitest';
import { videoOptionsSchema } from '../../src/options/catalogue.ts';
import { remakeSettings } from '../../src/queue/remake-settings.ts';
import type { Recipe } from '../../src/recipes/recipe.ts';
import { videoSettings } from '../../src/recipes/render-settings.ts';

const video = videoOptionsSchema.parse({});
const original = { kind: 'video', path: '/videos/Benchy.mp4', sizeBytes: 1 } as const;
const twentySeconds = { frames: 600, fps: 30 };

function settingsFor(recipe: Recipe) {
  const settings = videoSettings(video, recipe);
  const { cut, remake } = settings;
  return remakeSettings(settings, { original, cut: cut ?? { from: null, to: null }, remake }, twentySeconds);
}

describe('what the engine gets for a video', () => {
  it('is its own rate', () => {
    expect(settingsFor({ deflicker: 'strong' })).toMatchObject({
      video: { target_seconds: 0, fps: 30 },
      frames: { first: null, last: null },
    });
    expect(settingsFor({ deflicker: 'strong', speed: 2 }).video).toMatchObject({
      target_seconds: 0,
      fps: 60,
    });
  });

  it('is its own length where fewer pictures may be chosen', () => {
    expect(settingsFor({ steady: 'auto' }).video).toMatchObject({ target_seconds: 20, max_fps: 60 });
    expect(settingsFor({ steady: 'auto', first_frame: '4', last_frame: '10', speed: 2 })).toMatchObject({
      video: { target_seconds: 3 },
      frames: { first: '4', last: '10' },
    });
  });

  it('is what the recipe says', () => {
    expect(settingsFor({ target_seconds: 5 }).video.target_seconds).toBe(5);
    expect(settingsFor({ fps: 12 }).video).toMatchObject({ target_seconds: 0, fps: 12 });
  });
});
