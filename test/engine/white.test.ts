import { join } from 'node:path';
import { expect, it } from 'vitest';
import { colourAt, readVideo, runEngine, scratchFolder, writeFrames } from './helpers.ts';

const WIDTH = 320;
const HEIGHT = 180;
const ENV = { TIMELAPSE_TARGET_SECONDS: '0', TIMELAPSE_HOLD_SECONDS: '0', TIMELAPSE_QUALITY: '10' };

/** A factor that jumps from picture to picture, the same for everything. */
const light = (i: number, channel: number) =>
  Math.exp(0.1 * Math.sin(2.4 * i) + 0.03 * Math.cos(5.1 * i + channel));

const texture = (x: number, y: number) => 80 + 40 * Math.sin(x / 9) * Math.cos(y / 7);

it.each([235, 242, 250, 255])(
  'white that is blown out to level %d stays white while the light around it is evened out [3.2]',
  async (white) => {
    const scratch = scratchFolder();
    const source = writeFrames(join(scratch, 'in'), 24, WIDTH, HEIGHT, (x, y, i) => {
      const lit = (c: number) => Math.min(white, texture(x, y + 20 * c) * light(i, c));
      return x > 200 && y < 90 ? [white, white, white] : [lit(0), lit(1), lit(2)];
    });
    const output = join(scratch, 'out.mp4');
    const { report } = await runEngine([source, output], ENV);
    expect(report.flicker_after).toBeLessThan(report.flicker_before / 8);
    const { frames } = readVideo(output);
    for (const { x, y } of [
      { x: 260, y: 45 },
      { x: 210, y: 80 },
      { x: 310, y: 8 },
    ]) {
      const seen = frames.map((frame) => colourAt(frame, WIDTH, x, y));
      for (const colour of seen) {
        for (const level of colour) expect(Math.abs(level - white)).toBeLessThan(2);
      }
    }
  },
);

it('a light part that clips now and then comes to the level that it has else [3.2]', async () => {
  const scratch = scratchFolder();
  const source = writeFrames(join(scratch, 'in'), 30, WIDTH, HEIGHT, (x, y, i) => {
    const level = x > 200 && y < 90 ? 238 : texture(x, y);
    const lit = (c: number) => Math.min(255, level * light(i, c));
    return [lit(0), lit(1), lit(2)];
  });
  const output = join(scratch, 'out.mp4');
  await runEngine([source, output], ENV);
  const levels = readVideo(output).frames.map((frame) => colourAt(frame, WIDTH, 260, 45)[1]);
  const steps = levels.slice(1).map((level, i) => Math.abs(level - levels[i]!));
  expect(Math.max(...steps)).toBeLessThan(5);
});
