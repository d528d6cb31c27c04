import { copyFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/tools/bench/random.ts';
import { type Painter, readVideo, runEngine, scratchFolder, writeFrames, writePicture } from './helpers.ts';

const scratch = scratchFolder();
const W = 192;
const H = 144;
const ENV = { TIMELAPSE_HOLD_SECONDS: '0' };

/** A still background with some texture, before which a head moves; `light` of each picture. */
function sceneIn(light: (i: number) => number): Painter {
  const random = new Random(4);
  const blocks = Array.from({ length: 32 * 24 }, () => 50 + 150 * random.uniform());
  return (x, y, i) => {
    const isHead = Math.abs(x - ((i * 41) % W)) < 10 && Math.abs(y - 70) < 20;
    const level = isHead ? 30 : blocks[Math.floor(y / 6) * 32 + Math.floor(x / 6)]!;
    const grain = ((x * 7 + y * 13 + i * 29) % 11) - 5;
    return [light(i) * (level + grain), light(i) * (0.9 * level + grain), light(i) * (0.7 * level + grain)];
  };
}

const steady = sceneIn((i) => 1 + 0.03 * Math.sin(i * 2));
const black: Painter = () => [0, 0, 0];
const nameOf = (number: number) => `frame_${String(number).padStart(4, '0')}.jpg`;

/** States by number of the frame, those left out with an exclamation mark. */
async function judge(folder: string, env: Record<string, string> = {}) {
  const output = `${folder}.mp4`;
  const run = await runEngine([folder, output], { ...ENV, ...env });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const { frames } = readVideo(output);
  const levels = frames.map((frame) => frame.reduce((sum, value) => sum + value, 0) / frame.length);
  const states = Object.fromEntries(
    run.report.frames.map(({ name, state, left_out }) => [
      Number(/\d+/.exec(name)![0]),
      `${state}${left_out ? '!' : ''}`,
    ]),
  );
  expect(run.report.frames.every(({ reason }) => /^[A-Z].*\.$/.test(reason))).toBe(true);
  expect(run.report.frames_used).toBe(frames.length);
  expect(run.report.duration).toBeCloseTo(frames.length / run.report.fps, 2);
  expect(run.report.curve.measured).toHaveLength(run.report.frames_measured.length);
  return { states, levels, report: run.report };
}

describe('a folder with pictures of a failing camera', () => {
  const folder = writeFrames(join(scratch, 'failing'), 48, W, H, steady);
  const at = (number: number) => join(folder, nameOf(number));
  writePicture(at(5), 96, 72, black);
  writePicture(at(9), W, H, black);
  writePicture(at(10), W, H, black);
  writePicture(at(14), W, H, () => [90, 110, 140]);
  const other = new Random(77);
  const elsewhere = Array.from({ length: 400 }, () => 255 * other.uniform());
  writePicture(at(18), W, H, (x, y) => {
    const level = elsewhere[Math.floor(y / 9) * 20 + Math.floor(x / 10)]!;
    return [level, 255 - level, 0.5 * level];
  });
  writePicture(at(22), 2 * W, 2 * H, (x, y) => steady(Math.floor(x / 2), Math.floor(y / 2), 22));
  copyFileSync(at(26), at(27));
  writePicture(at(31), W, H, (x, y) => steady(x, y, 31), [
    '-vf',
    'gblur=sigma=5',
    '-pix_fmt',
    'yuvj420p',
    '-q:v',
    '2',
  ]);
  truncateSync(at(36), 900);
  writePicture(at(40), 128, 144, () => [0, 60, 200]);

  it('leaves out placeholders, black flashes and glitches, and marks the rest [4.2]', async () => {
    const { states, levels, report } = await judge(folder);
    expect(states).toEqual({
      5: 'placeholder!',
      9: 'black!',
      10: 'black!',
      14: 'placeholder!',
      18: 'glitch!',
      22: 'other_size',
      27: 'frozen',
      31: 'blurred',
      40: 'placeholder!',
    });
    expect(report.frames_dropped.map(({ name }) => name)).toEqual([nameOf(36)]);
    expect(report.left_out).toEqual({ count: 6, many: false });
    expect(levels).toHaveLength(48 - 6 - 1);
    expect(Math.min(...levels)).toBeGreaterThan(0.8 * Math.max(...levels));
  });

  it('shows the frames that the recipe takes in again [4.2]', async () => {
    const list = join(scratch, 'included');
    writeFileSync(list, [9, 18, 40].map(nameOf).join('\0'));
    const { states, levels, report } = await judge(folder, { TIMELAPSE_INCLUDE: list });
    expect(states).toMatchObject({
      5: 'placeholder!',
      9: 'black',
      10: 'black!',
      18: 'glitch',
      40: 'placeholder',
    });
    expect(report.left_out.count).toBe(3);
    expect(levels).toHaveLength(48 - 3 - 1);
    expect(Math.min(...levels)).toBeLessThan(10);
  });

  it('finds the same in a crop [4.2]', async () => {
    const { states } = await judge(folder, { TIMELAPSE_CROP: '0.1,0.1,0.8,0.8', TIMELAPSE_DEFLICKER: 'off' });
    expect(states).toMatchObject({
      5: 'placeholder!',
      9: 'black!',
      14: 'placeholder!',
      18: 'glitch!',
      22: 'other_size',
    });
  });
});

describe('nothing is left out', () => {
  const isNight = (i: number) => i >= 12 && i < 24;
  it.each([
    ['of a light that is off for long', sceneIn((i) => (isNight(i) ? 0.02 : 1)), {}],
    ['of a dark room that gets light', sceneIn((i) => (i < 20 ? 0.03 : 1)), {}],
    ['of a light that blinks', sceneIn((i) => (i % 3 === 0 ? 0.05 : 1)), {}],
    ['of strong flicker', sceneIn((i) => 1 - 0.6 * ((i * 7) % 5 === 0 ? 1 : 0)), {}],
    [
      'of a room whose light goes out at the end',
      sceneIn((i) => (i >= 34 ? 0 : 1)),
      { 35: 'black', 36: 'black' },
    ],
    ['of grey pictures', (() => [120, 120, 120]) as Painter, {}],
  ])('%s [4.2]', async (name, painter, marked) => {
    const { states, levels, report } = await judge(writeFrames(join(scratch, name), 36, W, H, painter));
    expect(report.left_out).toEqual({ count: 0, many: false });
    expect(levels).toHaveLength(36);
    expect(states).toEqual(marked);
  });

  it('of a camera that was moved halfway [4.2]', async () => {
    const from = (x: number, y: number, i: number) =>
      steady(i < 20 ? x : (x + 60) % W, i < 20 ? y : (y + 50) % H, i);
    const { report } = await judge(writeFrames(join(scratch, 'moved'), 40, W, H, from));
    expect(report.left_out.count).toBe(0);
  });

  it('of two pictures, whatever they show [4.2]', async () => {
    const { report } = await judge(
      writeFrames(join(scratch, 'two'), 2, W, H, (x, y, i) => (i === 0 ? [0, 0, 0] : steady(x, y, i))),
    );
    expect(report).toMatchObject({ frames: [], left_out: { count: 0, many: false } });
  });
});

it('a camera that has failed for a third of the time is left out with a notice [4.2]', async () => {
  const folder = writeFrames(join(scratch, 'third'), 36, W, H, steady);
  for (let number = 10; number < 22; number += 1) writePicture(join(folder, nameOf(number)), 96, 72, black);
  const { levels, report } = await judge(folder);
  expect(report.left_out).toEqual({ count: 12, many: true });
  expect(levels).toHaveLength(24);
});

it('a pause of the print is marked, and stays [4.2]', async () => {
  const paused: Painter = (x, y, i) => {
    const moment = i < 12 ? i : Math.max(12, i - 12);
    return steady(x, y, moment);
  };
  const folder = writeFrames(join(scratch, 'pause'), 40, W, H, paused);
  const { states, report } = await judge(folder);
  expect(readdirSync(folder)).toHaveLength(40);
  expect(report.left_out.count).toBe(0);
  expect(Object.values(states).every((state) => state === 'frozen')).toBe(true);
  expect(Object.keys(states).map(Number)).toEqual(Array.from({ length: 12 }, (_, i) => 14 + i));
});
