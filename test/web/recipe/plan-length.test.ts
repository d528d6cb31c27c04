import { describe, expect, it } from 'vitest';
import { type LengthSettings, planLength, steadyLength } from '../../../web/recipe/plan-length.ts';
import { recipeValues } from '../../../web/recipe/recipe-values.ts';
import { renderEstimate } from '../../../web/recipe/render-estimate.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { OPTIONS, PRESETS } from './make-session.ts';

const SETTINGS: LengthSettings = {
  targetSeconds: 20,
  fps: 25,
  minFps: 10,
  maxFps: 60,
  holdSeconds: 2,
  speed: 1,
};

describe('the length [4.3]', () => {
  it.each([
    [480, 20, { fps: 24, seconds: 22 }],
    [12, 20, { fps: 10, seconds: 3.2 }],
    [5000, 20, { fps: 60, seconds: 5120 / 60 }],
    [333, 20, { fps: 17, seconds: 367 / 17 }],
    [100, 0, { fps: 25, seconds: 6 }],
  ])('of %i frames for %i seconds keeps to the limits of the frame rate', (frames, targetSeconds, planned) =>
    expect(planLength(frames, { ...SETTINGS, targetSeconds })).toEqual(planned),
  );

  it('has hundredths only where whole numbers would be too coarse', () => {
    const slow = { ...SETTINGS, minFps: 1, holdSeconds: 0 };
    expect(planLength(45, slow).fps).toBe(2.25);
    expect(planLength(333, slow).fps).toBe(17);
  });

  it('follows the speed, with the limits of the frame rate', () => {
    expect(planLength(480, { ...SETTINGS, holdSeconds: 0 })).toEqual({ fps: 24, seconds: 20 });
    expect(planLength(480, { ...SETTINGS, holdSeconds: 0, speed: 2 })).toEqual({ fps: 48, seconds: 10 });
    expect(planLength(2400, { ...SETTINGS, holdSeconds: 0, speed: 4 })).toEqual({ fps: 240, seconds: 10 });
    // No faster than the engine can.
    expect(planLength(4800, { ...SETTINGS, holdSeconds: 0, speed: 8 })).toEqual({ fps: 240, seconds: 20 });
    expect(planLength(100, { ...SETTINGS, targetSeconds: 0, holdSeconds: 0, speed: 0.5 })).toEqual({
      fps: 12.5,
      seconds: 8,
    });
  });

  it('comes from the recipe, else the preset, else the settings', () => {
    const short = PRESETS[1]!;
    expect(recipeValues({}, null, OPTIONS)).toMatchObject({ targetSeconds: 20, maxHeight: 1080 });
    expect(recipeValues({}, short, OPTIONS)).toMatchObject({ targetSeconds: 10, maxHeight: 720 });
    expect(recipeValues({ fps: 30 }, short, OPTIONS)).toMatchObject({ targetSeconds: 0, fps: 30 });
    expect(recipeValues({ max_height: 480 }, short, OPTIONS)).toMatchObject({ maxHeight: 480 });
  });
});

describe('the length of a steady video [4.3]', () => {
  it.each([
    ['as it was, with fewer frames', 3000, {}, { frames: 600, fps: 30, seconds: 22 }],
    ['shorter with few frames', 590, {}, { frames: 196, fps: 15, seconds: 226 / 15 }],
    ['half at twice the speed', 3000, { speed: 2 }, { frames: 300, fps: 30, seconds: 12 }],
    ['unchanged with too few', 179, {}, null],
    ['unchanged at a fixed rate', 3000, { targetSeconds: 0 }, null],
  ])('is %s', (_what, frames, change, expected) => {
    expect(steadyLength(frames, 'auto', { ...SETTINGS, ...change })).toEqual(expected);
  });

  it('is never another without choosing', () => {
    expect(steadyLength(3000, 'off', SETTINGS)).toBeNull();
  });
});

describe('the time a render takes', () => {
  it('is that of the last one by the number of frames', () => {
    expect(renderEstimate(makeTimelapse({ image_count: 240 }), 120)).toBe(30);
  });

  it('is unknown before the first, and while one is running', () => {
    expect(renderEstimate(makeTimelapse({ processing_started_at: null }), 120)).toBeNull();
    const running = makeTimelapse({ processing_started_at: '2026-03-02T10:00:00.000Z' });
    expect(renderEstimate(running, 120)).toBeNull();
  });
});
