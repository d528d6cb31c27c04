import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/tools/bench/random.ts';
import {
  colourAt,
  type Painter,
  probe,
  readVideo,
  runEngine,
  scratchFolder,
  writeFrames,
} from '../helpers.ts';

const [WIDTH, HEIGHT] = [160, 90];
const PICTURES = 200;

/** A head that jumps over a chequered background; the last picture is red. */
const jumpingHead: Painter = (x, y, picture) => {
  if (picture === PICTURES - 1 && y > 60) return [200, 30, 30];
  const head = 20 + 120 * new Random(picture).uniform();
  if (Math.abs(x - head) < 20 && y < 60) return [20, 20, 24];
  return (x >> 3) % 2 === (y >> 3) % 2 ? [90, 100, 90] : [170, 160, 150];
};

describe('the engine', () => {
  const scratch = scratchFolder();
  const source = writeFrames(join(scratch, 'print'), PICTURES, WIDTH, HEIGHT, jumpingHead);
  const few = writeFrames(join(scratch, 'few'), 20, WIDTH, HEIGHT, jumpingHead);

  it('makes a steady video of chosen pictures, the last picture last [4.1]', async () => {
    const output = join(scratch, 'steady.mp4');
    const { code, report } = await runEngine([source, output], {
      TIMELAPSE_TARGET_SECONDS: '4',
      TIMELAPSE_HOLD_SECONDS: '0',
    });
    expect(code).toBe(0);
    const { chosen, movement_before, movement_after, ...rest } = report.steady;
    expect(rest).toEqual({ mode: 'auto', applied: true, reason: 'kept_length', candidates: PICTURES });
    expect(chosen).toHaveLength(64);
    expect(new Set(chosen).size).toBe(64);
    expect(chosen).toEqual([...chosen].sort());
    expect(chosen.at(-1)).toBe('frame_0200.jpg');
    expect(movement_after).toBeLessThan(0.65 * movement_before);
    expect(report).toMatchObject({ frames_used: 64, fps: 16, duration: 4, frames_dropped: [] });
    expect(report.curve.measured).toHaveLength(PICTURES);
    expect(Number(probe(output).stream.nb_read_frames)).toBe(64);
    const { frames } = readVideo(output);
    const [red, green] = colourAt(frames.at(-1)!, WIDTH, 80, 75);
    expect(red - green).toBeGreaterThan(100);
  });

  it('advances by the layers that were logged with the pictures [4.1]', async () => {
    const logged = join(scratch, 'logged');
    cpSync(source, logged, { recursive: true });
    const lines = Array.from({ length: PICTURES }, (_, i) => {
      const layer = i < 100 ? Math.floor(i / 5) : Math.floor(20 + (i - 100) * 0.6);
      return JSON.stringify({
        name: `frame_${String(i + 1).padStart(4, '0')}.jpg`,
        layer,
        stage: 'printing',
      });
    });
    writeFileSync(join(logged, '.capture.jsonl'), `${lines.join('\n')}\n{"name":"fra`);
    const { code, report } = await runEngine([logged, join(scratch, 'logged.mp4')], {
      TIMELAPSE_TARGET_SECONDS: '2.6667',
      TIMELAPSE_MAX_FPS: '15',
    });
    expect(code).toBe(0);
    const { chosen } = report.steady;
    expect(chosen).toHaveLength(40);
    // A quarter of the layers, which is half of the pictures.
    expect(chosen.filter((name) => name <= 'frame_0100.jpg').length).toBeLessThan(14);
    expect(chosen.at(-1)).toBe('frame_0200.jpg');
  });

  it('uses every picture of a small folder, or where it is told to [4.1]', async () => {
    const small = await runEngine([few, join(scratch, 'few.mp4')], {});
    expect(small.report.frames_used).toBe(20);
    expect(small.report.steady).toMatchObject({
      mode: 'auto',
      applied: false,
      reason: 'fewer_than_180_pictures',
    });
    expect(small.report.steady.chosen).toHaveLength(20);
    const off = await runEngine([source, join(scratch, 'off.mp4')], { TIMELAPSE_STEADY: 'off' });
    expect(off.report.frames_used).toBe(PICTURES);
    expect(off.report.steady).toMatchObject({ mode: 'off', applied: false, reason: 'off' });
  });
});
