import { describe, expect, it } from 'vitest';
import { videoOptionsSchema } from '../../src/options/catalogue.ts';
import { type Overlay, recipeOverlaySchema } from '../../src/shared/overlay.ts';
import { onPreset } from '../../src/recipes/recipe.ts';
import {
  renderSettings,
  videoSettings,
  wouldDiffer,
  wouldDifferFromVideo,
} from '../../src/recipes/render-settings.ts';

const video = videoOptionsSchema.parse({ target_seconds: 20, fps: 25, min_fps: 10, max_fps: 60 });

describe('the settings of a render [4.2]', () => {
  it('are the options where the recipe sets nothing', () => {
    expect(renderSettings(video, {})).toEqual({
      video,
      frames: { first: null, last: null, excluded: [], included: [] },
      cut: null,
      framing: { crop: null, rotate: 0, flip: 'none' },
      remake: null,
      overlay: null,
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

  it('draw what the recipe says, or else its preset; nothing also replaces what a preset has', () => {
    const overlay = recipeOverlaySchema.parse({ position: 'top-right' });
    const nothing = recipeOverlaySchema.parse({
      ...{ title: false, elapsed: false, layer: false, temperatures: 'none', progress_bar: false },
    });
    expect(renderSettings(video, onPreset({}, { overlay })).overlay).toEqual(overlay);
    expect(renderSettings(video, onPreset({ overlay: nothing }, { overlay })).overlay).toBe(null);
    const drawn = renderSettings(video, { overlay });
    expect(wouldDiffer(drawn, JSON.parse(JSON.stringify(drawn)))).toBe(false);
    expect(wouldDiffer(drawn, renderSettings(video, {}))).toBe(true);
    // What a later version adds counts as usual.
    expect(wouldDiffer(drawn, { ...drawn, overlay: { position: 'top-right' } as Overlay })).toBe(false);
  });
});

describe('the settings of a video that was taken in', () => {
  it('leave it as it is until its recipe asks for more than a cut', () => {
    expect(videoSettings(video, {}).remake).toBeNull();
    expect(videoSettings(video, { first_frame: '1.5' })).toMatchObject({
      remake: null,
      cut: { from: 1.5, to: null },
    });
    expect(videoSettings(video, { deflicker: 'light', speed: 2 })).toMatchObject({
      remake: { ownRate: true, speed: 2 },
      video: { deflicker: 'light', steady: 'off', hold_last_frame_seconds: 0, max_height: 4320 },
    });
    expect(videoSettings(video, { fps: 12 }).remake).toEqual({ ownRate: false, speed: 1 });
  });

  it('do not differ for options that say nothing of it', () => {
    const before = videoSettings(video, {});
    const options = { ...video, quality: 30, target_seconds: 60 };
    expect(wouldDifferFromVideo(videoSettings(options, {}), before)).toBe(false);
    expect(wouldDifferFromVideo(videoSettings(options, { last_frame: '2' }), before)).toBe(true);
    const remade = videoSettings(video, { steady: 'strong' });
    expect(wouldDifferFromVideo(remade, before)).toBe(true);
    expect(wouldDifferFromVideo(before, remade)).toBe(true);
    expect(wouldDifferFromVideo(remade, JSON.parse(JSON.stringify(remade)))).toBe(false);
  });
});
