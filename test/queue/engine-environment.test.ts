import { describe, expect, it } from 'vitest';
import { engineEnvironment } from '../../src/queue/engine-environment.ts';
import { type VideoOptions, videoOptionsSchema } from '../../src/options/catalogue.ts';
import type { Recipe } from '../../src/recipes/recipe.ts';
import { renderSettings } from '../../src/recipes/render-settings.ts';

const video = videoOptionsSchema.parse({ target_seconds: 0, fps: 23.976, max_height: 1440, preset: 'slow' });

function environmentOf(
  options: VideoOptions,
  { recipe = {}, title = 't', lowMemory = false }: { recipe?: Recipe; title?: string; lowMemory?: boolean },
): Record<string, string> {
  const files = {
    excluded: recipe.excluded_frames ? '/names/excluded' : null,
    included: null,
    overlay: recipe.overlay ? '/renders/overlay.json' : null,
  };
  return engineEnvironment({ settings: renderSettings(options, recipe), title, lowMemory, files });
}

describe('the environment of an engine', () => {
  it('holds every option of the video as text', () => {
    expect(environmentOf(video, { title: 'Größe "XL"' })).toEqual({
      TIMELAPSE_TARGET_SECONDS: '0',
      TIMELAPSE_FPS: '23.976',
      TIMELAPSE_MIN_FPS: '10',
      TIMELAPSE_MAX_FPS: '60',
      TIMELAPSE_MAX_HEIGHT: '1440',
      TIMELAPSE_QUALITY: '20',
      TIMELAPSE_PRESET: 'slow',
      TIMELAPSE_HOLD_SECONDS: '2',
      TIMELAPSE_DEFLICKER: 'strong',
      TIMELAPSE_STEADY: 'auto',
      TIMELAPSE_TITLE: 'Größe "XL"',
      TIMELAPSE_NODE: process.execPath,
    });
  });

  it('has no exponents, which scripts cannot read [1.27]', () => {
    const tiny = { ...video, target_seconds: 1e-7, hold_last_frame_seconds: 0.000_001 };
    expect(environmentOf(tiny, {})).toMatchObject({
      TIMELAPSE_TARGET_SECONDS: '0',
      TIMELAPSE_HOLD_SECONDS: '0.000001',
    });
  });

  it('asks for less after the machine ran out of memory', () => {
    expect(environmentOf(video, { lowMemory: true })).toMatchObject({
      TIMELAPSE_MAX_HEIGHT: '720',
      TIMELAPSE_PRESET: 'veryfast',
      TIMELAPSE_THREADS: '1',
    });
    expect(environmentOf({ ...video, max_height: 480 }, { lowMemory: true }).TIMELAPSE_MAX_HEIGHT).toBe(
      '480',
    );
  });

  it('holds what a recipe sets, and nothing else of it [4.2]', () => {
    const recipe: Recipe = {
      first_frame: 'a 1.jpg',
      last_frame: 'ü.jpg',
      excluded_frames: ['b.jpg'],
      crop: { x: 0.1, y: 0, width: 0.8, height: 1 },
      rotate: 270,
      flip: 'vertical',
      quality: 30,
    };
    expect(environmentOf(video, { recipe })).toMatchObject({
      TIMELAPSE_FIRST_FRAME: 'a 1.jpg',
      TIMELAPSE_LAST_FRAME: 'ü.jpg',
      TIMELAPSE_EXCLUDE: '/names/excluded',
      TIMELAPSE_CROP: '0.1,0,0.8,1',
      TIMELAPSE_ROTATE: '270',
      TIMELAPSE_FLIP: 'vertical',
      TIMELAPSE_QUALITY: '30',
      TIMELAPSE_FPS: '23.976',
    });
  });
});
