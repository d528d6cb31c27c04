import { describe, expect, it } from 'vitest';
import { missingParts } from '../../../src/engine/ffmpeg/check-ffmpeg.ts';
import { commonestSize, fitInside, outputSize } from '../../../src/engine/output/output-size.ts';
import { Progress } from '../../../src/engine/run/progress.ts';
import { readSettings } from '../../../src/engine/run/settings.ts';
import { planTiming } from '../../../src/engine/output/timing.ts';

describe('settings', () => {
  it('have the defaults of the video options', () => {
    expect(readSettings({ TIMELAPSE_FPS: '' })).toEqual({
      fps: 25,
      targetSeconds: 20,
      minFps: 10,
      maxFps: 60,
      maxHeight: 1080,
      quality: 20,
      preset: 'faster',
      holdSeconds: 2,
      deflicker: 'strong',
      steady: 'auto',
      threads: 0,
      title: undefined,
      recipe: {
        first: undefined,
        last: undefined,
        excludeList: undefined,
        includeList: undefined,
        crop: undefined,
        rotate: 0,
        flip: 'none',
        overlay: undefined,
      },
    });
  });

  it.each(['-1', '1e9', 'NaN', '12px', '0x10', '٣'])('refuse the rate %j with one sentence', (value) => {
    expect(() => readSettings({ TIMELAPSE_FPS: value })).toThrow(
      /^TIMELAPSE_FPS is ".*", but must be a number from .*\.$/,
    );
  });
});

describe('timing', () => {
  const timing = (frames: number, env: Record<string, string> = {}) => planTiming(frames, readSettings(env));

  it.each([
    [1, 10],
    [333, 17],
    [1000, 50],
    [5000, 60],
  ])('of %d frames at the target length is %d a second', (frames, fps) => {
    expect(timing(frames).fps).toBe(fps);
  });

  it('counts the held last frame', () => {
    expect(timing(500)).toEqual({ fps: 25, holdFrames: 50, duration: 22 });
  });

  it('takes the fixed rate as it is', () => {
    expect(
      timing(30, { TIMELAPSE_TARGET_SECONDS: '0', TIMELAPSE_FPS: '12.5', TIMELAPSE_HOLD_SECONDS: '0' }),
    ).toEqual({ fps: 12.5, holdFrames: 0, duration: 2.4 });
  });
});

describe('the size of the video', () => {
  const size = (width: number, height: number) => ({ width, height });

  it('is the commonest, never enlarged, even, and no higher than allowed', () => {
    expect(outputSize(commonestSize([size(640, 480), size(1920, 1080), size(640, 480)]), 1080)).toEqual(
      size(640, 480),
    );
    expect(outputSize(size(4056, 3040), 1080)).toEqual(size(1440, 1080));
    expect(outputSize(size(641, 481), 1080)).toEqual(size(640, 480));
  });

  it('fits others inside without black lines for odd rows', () => {
    expect(fitInside(size(641, 481), size(640, 480))).toEqual(size(640, 480));
    expect(fitInside(size(480, 640), size(640, 480))).toEqual(size(360, 480));
  });
});

describe('progress', () => {
  it('is reported at most four times a second, never falls, and names the steps', () => {
    const lines: string[] = [];
    let now = 0;
    const progress = new Progress(
      (line) => lines.push(line),
      () => now,
    );
    for (let i = 0; i <= 100; i += 1) {
      progress.at('measuring', i, 100);
      now += 50;
    }
    progress.at('encoding', 1, 100);
    expect(lines.length).toBeLessThan(25);
    expect(lines[0]).toBe('progress 0 0/100 measuring');
    expect(lines.at(-1)).toBe('progress 11 1/100 encoding');
  });
});

describe('an ffmpeg that lacks something', () => {
  it('reports what it lacks by name', () => {
    const filters = ['scale', 'format', 'pad', 'crop', 'transpose', 'hflip', 'vflip', 'split', 'tpad']
      .map((name) => ` ... ${name}   V->V  x`)
      .join('\n');
    const codecs = [
      ' DEV.LS h264   H.264 (decoders: h264 h264_v4l2m2m) (encoders: h264_v4l2m2m)',
      ' DEVIL. mjpeg  Motion JPEG',
      ' DEVI.S png    PNG',
      ' DEVI.S rawvideo raw',
    ].join('\n');
    expect(missingParts(filters, codecs)).toEqual([
      'filter "premultiply"',
      'encoder "libx264"',
      'decoder "webp"',
    ]);
  });
});
