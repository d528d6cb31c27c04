import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ffmpeg,
  type Painter,
  probe,
  readVideo,
  runEngine,
  scratchFolder,
  withOrientation,
  writeFrames,
  writePicture,
} from './helpers.ts';

const scratch = scratchFolder();
const W = 320;
const H = 240;

/** Smooth enough for half the resolution of colour, and nowhere like its own mirror image. */
const scene: Painter = (x, y, i) => [
  128 + 90 * Math.sin(x / 23 + i / 9) * Math.cos(y / 31),
  40 + (140 * y) / H + 40 * Math.sin((x + 2 * y) / 17),
  200 - (150 * x) / W,
];

const plainFolder = writeFrames(join(scratch, 'plain'), 3, W, H, scene);
const PLAIN = {
  TIMELAPSE_DEFLICKER: 'off',
  TIMELAPSE_QUALITY: '4',
  TIMELAPSE_HOLD_SECONDS: '0',
};

interface Raw {
  width: number;
  height: number;
  /** RGB triples. */
  data: Uint8Array;
}

/** The pictures themselves, cut and turned pixel by pixel. */
function pictureOf(name: string, window = { x: 0, y: 0, width: W, height: H }): Raw {
  const rgb = ffmpeg([
    '-i',
    join(plainFolder, name),
    '-vf',
    'scale=flags=accurate_rnd+full_chroma_int',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  ]);
  return remap({ width: W, height: H, data: rgb }, window.width, window.height, (x, y) => [
    window.x + x,
    window.y + y,
  ]);
}

function remap(
  picture: Raw,
  width: number,
  height: number,
  from: (x: number, y: number) => readonly [number, number],
): Raw {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [fromX, fromY] = from(x, y);
      const at = 3 * (fromY * picture.width + fromX);
      data.set(picture.data.subarray(at, at + 3), 3 * (y * width + x));
    }
  }
  return { width, height, data };
}

function turnClockwise(picture: Raw, degrees: number): Raw {
  if (degrees === 0) return picture;
  const { width, height } = picture;
  const once = remap(picture, height, width, (x, y) => [y, height - 1 - x]);
  return turnClockwise(once, degrees - 90);
}

function flip(picture: Raw, way: string): Raw {
  const { width, height } = picture;
  if (way === 'horizontal') return remap(picture, width, height, (x, y) => [width - 1 - x, y]);
  if (way === 'vertical') return remap(picture, width, height, (x, y) => [x, height - 1 - y]);
  return picture;
}

function psnr(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  const error = a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length;
  return 10 * Math.log10(255 ** 2 / error);
}

describe('a cropped and turned video', () => {
  const turns = ['0', '90', '180', '270'].flatMap((rotate) =>
    ['none', 'horizontal', 'vertical'].map((way) => [rotate, way] as const),
  );

  it.each(turns)('shows the pixels of its pictures at %s° and flip %s [4.2]', async (rotate, way) => {
    const output = join(scratch, `turn ${rotate} ${way}.mp4`);
    const run = await runEngine([plainFolder, output], {
      ...PLAIN,
      TIMELAPSE_CROP: '0.1,0.2,0.55,0.6',
      TIMELAPSE_ROTATE: rotate,
      TIMELAPSE_FLIP: way,
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const window = { x: 32, y: 48, width: 176, height: 144 };
    expect(run.report.recipe).toMatchObject({
      crop: { x: 0.1, y: 0.2, width: 0.55, height: 0.6 },
      rotate: Number(rotate),
      flip: way,
    });
    const tag = JSON.parse(probe(output).format.tags.comment) as object;
    expect(tag).toMatchObject({ crop: { x: 0.1, y: 0.2, width: 0.55, height: 0.6 } });
    const video = readVideo(output);
    expect(video.frames).toHaveLength(3);
    video.frames.forEach((frame, i) => {
      const picture = pictureOf(`frame_000${i + 1}.jpg`, window);
      const wanted = flip(turnClockwise(picture, Number(rotate)), way);
      expect([video.width, video.height]).toEqual([wanted.width, wanted.height]);
      expect(psnr(frame, wanted.data)).toBeGreaterThan(38);
    });
  });

  it('is cut out of the upright picture before it is scaled, in odd sizes too [4.2]', async () => {
    const folder = join(scratch, 'sizes');
    mkdirSync(folder);
    const at =
      (width: number, height: number): Painter =>
      (x, y, i) =>
        scene((x * W) / width, (y * H) / height, i);
    for (const name of ['1', '2', '3']) writePicture(join(folder, `${name}.jpg`), 641, 481, at(641, 481));
    writePicture(join(folder, '4.png'), W, H, scene);
    const sideways: Painter = (x, y, i) => at(641, 481)(y, 480 - x, i);
    writePicture(join(folder, '5.jpg'), 481, 641, sideways);
    writeFileSync(join(folder, '5.jpg'), withOrientation(readFileSync(join(folder, '5.jpg')), 8));
    const output = join(scratch, 'sizes.mp4');
    const run = await runEngine([folder, output], {
      ...PLAIN,
      TIMELAPSE_CROP: '0.5,0,0.5,0.75',
      TIMELAPSE_ROTATE: '90',
      TIMELAPSE_MAX_HEIGHT: '160',
    });
    expect(run.stderr).toBe('');
    const video = readVideo(output);
    expect([video.width, video.height]).toEqual([180, 160]);
    const seen: Painter = (x, y, i) => scene(W / 2 + (y + 0.5), (H * 0.75 * (180 - 0.5 - x)) / 180, i);
    const wanted = new Uint8ClampedArray(180 * 160 * 3);
    for (let y = 0; y < 160; y += 1) {
      for (let x = 0; x < 180; x += 1) wanted.set(seen(x, y, 0), 3 * (y * 180 + x));
    }
    for (const [i, frame] of video.frames.entries()) {
      expect(psnr(frame, new Uint8Array(wanted.buffer)), `picture ${i + 1}`).toBeGreaterThan(30);
    }
  });

  it.each([
    ['0.1,0.1,0.15,0.5', 'it is 48x120'],
    ['0,0,1,0.2', 'it is 320x48'],
  ])('of a crop of %s is refused [4.2]', async (crop, message) => {
    const run = await runEngine([plainFolder, join(scratch, 'never.mp4')], { TIMELAPSE_CROP: crop });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(`TIMELAPSE_CROP is "${crop}", but must be at least 64 pixels`);
    expect(run.stderr).toContain(message);
  });

  it.each([
    { TIMELAPSE_CROP: '0,0,1' },
    { TIMELAPSE_CROP: '0,0,1,1,1' },
    { TIMELAPSE_CROP: '0.5,0,0.6,1' },
    { TIMELAPSE_CROP: '-0.1,0,1,1' },
    { TIMELAPSE_CROP: '0,0,0,1' },
    { TIMELAPSE_CROP: '0,0,NaN,1' },
    { TIMELAPSE_CROP: '0,0,1e-1,1' },
    { TIMELAPSE_CROP: 'all' },
    { TIMELAPSE_ROTATE: '45' },
    { TIMELAPSE_ROTATE: '-90' },
    { TIMELAPSE_FLIP: 'both' },
  ])('is refused for %j, with what is allowed [4.2]', async (env) => {
    const [[name, value]] = Object.entries(env) as [[string, string]];
    const run = await runEngine([plainFolder, join(scratch, 'never.mp4')], env);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^TIMELAPSE_\w+ is ".*", but must be .*\.\n$/);
    expect(run.stderr).toContain(`${name} is "${value}"`);
  });
});

describe('deflickering what a crop shows', () => {
  /** Flicker of all the light, and a lamp of its own at the left; a head passes. */
  const strengths = [1, 0.86, 1.1, 0.93, 1.16, 0.88, 1.04, 0.95];
  const lamps = [0.4, 0.05, 0.3, 0, 0.2, 0.45, 0.1, 0.35];
  const flickering: Painter = (x, y, i) => {
    const lamp = 1 + lamps[(3 * i) % 8]! * Math.exp(-((x - 90) ** 2 + (y - 70) ** 2) / 5000);
    const isHead = Math.abs(x - ((i * 53) % W)) < 12 && Math.abs(y - 150) < 25;
    const still = 60 + 40 * Math.sin(x / 9) * Math.sin(y / 7);
    const light = strengths[i % 8]! * lamp;
    return isHead ? [25, 25, 25] : [still * light * 1.1, still * light, still * light * 0.8];
  };
  const folder = writeFrames(join(scratch, 'flicker'), 40, W, H, flickering);

  /** Mean change of blocks of 8 × 8 pixels from frame to frame, in percent; the median of the blocks. */
  function jitter(path: string): number {
    const { width, height, frames } = readVideo(path);
    const changes: number[] = [];
    for (let top = 0; top + 8 <= height; top += 8) {
      for (let left = 0; left + 8 <= width; left += 8) {
        const levels = frames.map((frame) => {
          let sum = 0;
          for (let y = top; y < top + 8; y += 1) {
            for (let x = left; x < left + 8; x += 1) sum += frame[3 * (y * width + x) + 1]!;
          }
          return sum / 64;
        });
        const steps = levels.slice(1).map((level, i) => Math.abs(Math.log(level / levels[i]!)));
        changes.push(steps.sort((a, b) => a - b)[steps.length >> 1]!);
      }
    }
    return 100 * changes.sort((a, b) => a - b)[changes.length >> 1]!;
  }

  it.each([
    ['all of it', {}],
    ['a crop', { TIMELAPSE_CROP: '0.05,0.05,0.6,0.8' }],
    ['a crop by a right angle', { TIMELAPSE_CROP: '0.05,0.05,0.6,0.8', TIMELAPSE_ROTATE: '90' }],
    ['it mirrored', { TIMELAPSE_FLIP: 'horizontal' }],
    ['it upside down', { TIMELAPSE_ROTATE: '180' }],
  ])('steadies %s: the light of the whole, and a lamp in its place [4.2]', async (_, env) => {
    const output = join(scratch, 'flicker.mp4');
    await runEngine([folder, output], { ...PLAIN, ...env });
    const before = jitter(output);
    const run = await runEngine([folder, output], { ...PLAIN, ...env, TIMELAPSE_DEFLICKER: 'strong' });
    expect(run.code).toBe(0);
    expect(before).toBeGreaterThan(10);
    expect(jitter(output)).toBeLessThan(before / 10);
  });
});

describe('trimming and leaving out', () => {
  const LEVELS = [40, 60, 80, 100, 120, 140, 160, 180];
  const folder = join(scratch, 'levels');
  mkdirSync(folder);
  LEVELS.forEach((level, i) => {
    writePicture(join(folder, `img ${i + 1}.jpg`), 64, 48, (x) => [level + (x % 2), level, level]);
  });

  async function levelsOf(env: Record<string, string>) {
    const output = join(scratch, 'levels.mp4');
    const run = await runEngine([folder, output], { ...PLAIN, ...env });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const levels = readVideo(output).frames.map((frame) => 20 * Math.round(frame[3 * 500]! / 20));
    expect(run.report.frames_used).toBe(levels.length);
    return { levels, recipe: run.report.recipe, tags: probe(output).format.tags };
  }

  it('shows the frames from the first to the last without the excluded ones, and says so [4.2]', async () => {
    const list = join(scratch, 'excluded');
    writeFileSync(list, 'img 4.jpg\0img 6.jpg\0img 99.jpg\0');
    const { levels, recipe } = await levelsOf({
      TIMELAPSE_FIRST_FRAME: 'img 2.jpg',
      TIMELAPSE_LAST_FRAME: 'img 70.jpg',
      TIMELAPSE_EXCLUDE: list,
    });
    expect(levels).toEqual([60, 80, 120, 160, 180]);
    expect(recipe).toEqual({
      first: 'img 2.jpg',
      last: 'img 8.jpg',
      excluded: 2,
      not_found: [
        { field: 'last_frame', name: 'img 70.jpg', instead: 'img 8.jpg' },
        { field: 'excluded_frames', name: 'img 99.jpg', instead: null },
      ],
      not_found_count: 2,
      crop: null,
      rotate: 0,
      flip: 'none',
      overlay: false,
    });
  });

  it('names at most a hundred of the frames that are gone, and counts all [4.2]', async () => {
    const list = join(scratch, 'many');
    writeFileSync(list, Array.from({ length: 5000 }, (_, i) => `gone ${i}.jpg`).join('\0'));
    const { recipe } = await levelsOf({ TIMELAPSE_EXCLUDE: list });
    expect(recipe).toMatchObject({ excluded: 0, not_found_count: 5000 });
    expect(recipe.not_found).toHaveLength(100);
  });

  it('ends with the sentence for a range that ends before it begins [4.2]', async () => {
    const env = { TIMELAPSE_FIRST_FRAME: 'img 5.jpg', TIMELAPSE_LAST_FRAME: 'img 4.jpg' };
    const run = await runEngine([folder, join(scratch, 'never.mp4')], env);
    expect(run).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('TIMELAPSE_FIRST_FRAME is "img 5.jpg"'),
    });
  });
});
