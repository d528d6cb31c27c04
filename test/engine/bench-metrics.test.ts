import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inputArgs, loadFrames } from '../../src/tools/bench/load-frames.ts';
import { scoreReal, scoreTruth } from '../../src/tools/bench/metrics.ts';
import { scratchFolder, writeFrames } from './helpers.ts';

const SCORER = new URL('../../../shared/tools/flicker.py', import.meta.url).pathname;
const hasScorer = existsSync(SCORER) && spawnSync('python3', ['-c', 'import numpy']).status === 0;

it.skipIf(!hasScorer)(
  'the metrics of the bench agree with the reference scorer (needs python3 with numpy)',
  async () => {
    const scratch = scratchFolder();
    const texture = (x: number, y: number) => 90 + 60 * Math.sin(x / 17) * Math.cos(y / 23);
    const truth = writeFrames(join(scratch, 'truth'), 8, 960, 540, (x, y) => [
      texture(x, y),
      texture(y, x),
      100,
    ]);
    const result = writeFrames(join(scratch, 'result'), 8, 960, 540, (x, y, i) => {
      const gain = 1 + 0.05 * Math.sin(7 * i);
      return [gain * texture(x, y), gain * texture(y, x), 100 * gain * gain];
    });
    const reference = (mode: string, ...args: string[]) => {
      const { stdout } = spawnSync('python3', [SCORER, mode, result, ...args], { encoding: 'utf8' });
      return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, number>;
    };
    const [out, clean] = [await loadFrames(result), await loadFrames(truth)];
    const ours = scoreTruth(out, clean);
    const theirs = reference('truth', truth);
    for (const kind of ['blk', 'glob', 'col', 'drift'] as const)
      expect(ours[kind]).toBeCloseTo(theirs[kind]!, 2);
    expect(ours.psnr).toBeCloseTo(theirs.psnr_db!, 1);
    // Of a video, too, which becomes RGB in more than one way: ours is the exact one.
    const video = join(scratch, 'result.mp4');
    spawnSync('ffmpeg', ['-v', 'error', ...inputArgs(result), '-pix_fmt', 'yuv420p', '-crf', '12', video]);
    const shown = JSON.parse(
      spawnSync('python3', [SCORER, 'truth', video, truth], { encoding: 'utf8' }).stdout.replace(
        /^[^{]*/,
        '',
      ),
    ) as Record<string, number>;
    const seen = scoreTruth(await loadFrames(video), clean);
    expect(seen.drift).toBeCloseTo(shown.drift!, 2);
    expect(seen.psnr).toBeCloseTo(shown.psnr_db!, 1);
    const real = scoreReal(out);
    const theirReal = reference('real');
    expect(real.gain).toBeCloseTo(theirReal.gain_rms!, 2);
    expect(real.col).toBeCloseTo(theirReal.col_rms!, 2);
    expect(real.local).toBeCloseTo(theirReal.local!, 2);
  },
);
