import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/engine/run/settings.ts';
import { chooseLength } from '../../src/shared/steady-length.ts';

const EVERY = { pictures: undefined, fps: undefined };

describe('choosing how many pictures make a steady video', () => {
  it.each([
    // Long enough: the length is kept, with three candidates or more for each picture.
    [3000, {}, { reason: 'kept_length', pictures: 600, fps: 30 }],
    [10_000, {}, { reason: 'kept_length', pictures: 600, fps: 30 }],
    [1500, {}, { reason: 'kept_length', pictures: 500, fps: 25 }],
    [900, {}, { reason: 'kept_length', pictures: 300, fps: 15 }],
    [3000, { TIMELAPSE_TARGET_SECONDS: '60' }, { reason: 'kept_length', pictures: 960, fps: 16 }],
    // Fewer pictures: the video gets shorter, but not below 8 seconds.
    [590, {}, { reason: 'shorter_video', pictures: 196, fps: 15 }],
    [300, {}, { reason: 'shorter_video', pictures: 120, fps: 15 }],
    [180, {}, { reason: 'shorter_video', pictures: 120, fps: 15 }],
    [200, { TIMELAPSE_TARGET_SECONDS: '6' }, { reason: 'shorter_video', pictures: 90, fps: 15 }],
    // Only `strong` goes below.
    [300, { TIMELAPSE_STEADY: 'strong' }, { reason: 'shorter_video', pictures: 100, fps: 15 }],
    [180, { TIMELAPSE_STEADY: 'strong' }, { reason: 'shorter_video', pictures: 60, fps: 15 }],
    // Limits of the rate.
    [3000, { TIMELAPSE_MAX_FPS: '24' }, { reason: 'kept_length', pictures: 480, fps: 24 }],
    [3000, { TIMELAPSE_MAX_FPS: '12' }, { reason: 'kept_length', pictures: 240, fps: 12 }],
    [3000, { TIMELAPSE_MIN_FPS: '40' }, { reason: 'kept_length', pictures: 800, fps: 40 }],
    // Every picture as without.
    [20, {}, { reason: 'fewer_than_180_pictures', ...EVERY }],
    [179, { TIMELAPSE_STEADY: 'strong' }, { reason: 'fewer_than_180_pictures', ...EVERY }],
    [300, { TIMELAPSE_MIN_FPS: '50' }, { reason: 'too_few_for_the_frame_rate', ...EVERY }],
    [3000, { TIMELAPSE_STEADY: 'off' }, { reason: 'off', ...EVERY }],
    [3000, { TIMELAPSE_TARGET_SECONDS: '0' }, { reason: 'fixed_frame_rate', ...EVERY }],
    [
      3000,
      { TIMELAPSE_TARGET_SECONDS: '0', TIMELAPSE_FPS: '24', TIMELAPSE_STEADY: 'strong' },
      { reason: 'shorter_video', pictures: 1000, fps: 24 },
    ],
  ])('of %i pictures with %j: %j [4.1]', (pictures, env: Record<string, string>, expected) => {
    expect(chooseLength(pictures, readSettings(env))).toEqual(expected);
  });
});
