import { describe, expect, it } from 'vitest';
import { videoOptionsSchema } from '../../src/options/catalogue.ts';
import { onPreset } from '../../src/recipes/recipe.ts';
import { renderSettings, wouldDiffer } from '../../src/recipes/render-settings.ts';

const video = videoOptionsSchema.parse({ target_seconds: 20, fps: 25, min_fps: 10, max_fps: 60 });

describe('the settings of a render [4.2]', () => {
  it('are the options where the recipe sets nothing', () => {
    expect(renderSettings(video, {})).toEqual({
      video,
      frames: { first: null, last: null, excluded: [], included: [] },
      cut: null,
      framing: { crop: null, rotate: 0, flip: 'none' },
    });
  });

  it('take a time for no name of a picture', () => {
    const settings = renderSettings(video, { first_frame: '0.25', last_frame: 'b.jpg' });
    expect(settings).toMatchObject({ frames: { first: null, last: 'b.jpg' }, cut: { from: 0.25, to: null } });
  });

  it('follow a rate without a length', () => {
    expect(renderSettings(video, { fps: 30 }).video).toMatchObject({ target_seconds: 0, fps: 30 });
    expect(renderSettings(video, { fps: 30, target_seconds: 5 }).video).toMatchObject({ target_seconds: 5 });
  });

  it('change the rate by the speed, whatever decides it', () => {
    expect(renderSettings(video, { speed: 2 }).video).toMatchObject({
      target_seconds: 10,
      fps: 50,
      min_fps: 20,
      max_fps: 120,
    });
    expect(renderSettings(video, { speed: 8 }).video).toMatchObject({ fps: 200, min_fps: 80, max_fps: 240 });
    expect(renderSettings(video, { fps: 30, speed: 0.5 }).video).toMatchObject({
      target_seconds: 0,
      fps: 15,
    });
  });

  it('are those of the preset where the recipe sets nothing', () => {
    const preset = { target_seconds: 10, max_height: 720, quality: 17 };
    expect(onPreset({ preset_id: 'short', quality: 30 }, preset)).toEqual({ ...preset, quality: 30 });
    // A rate of its own is not overruled by the length of the preset.
    expect(onPreset({ fps: 12 }, preset)).toEqual({ fps: 12, max_height: 720, quality: 17 });
  });

  it('differ from those of a video only where something does', () => {
    const settings = renderSettings(video, { rotate: 90 });
    expect(wouldDiffer(settings, JSON.parse(JSON.stringify(settings)))).toBe(false);
    expect(wouldDiffer(settings, { ...settings, framing: { ...settings.framing, rotate: 0 } })).toBe(true);
    // From before cropping was known.
    expect(wouldDiffer(renderSettings(video, {}), { video })).toBe(false);
  });
});
