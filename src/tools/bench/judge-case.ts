import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Report } from '../../engine/output/report.ts';
import type { BenchCase } from './case-library.ts';
import { runEngine, runFfmpeg } from './contenders.ts';
import { loadFrames } from './load-frames.ts';
import { type RealScore, scoreReal, scoreTruth, type TruthScore } from './metrics.ts';

/** Nearly lossless, so that the correction is scored, not the encoder. */
export const SCORING = { quality: 12, preset: 'veryfast' };

export interface Judged {
  name: string;
  seed: number;
  report: Report;
  /** Of the truth (or the input, if unknown), the plain encode and the engine. */
  truth: Uint8Array[];
  plain: Uint8Array[];
  ours: Uint8Array[];
  oracle: Uint8Array[] | undefined;
  /** Only with a known truth. */
  scores: { plain: TruthScore; ours: TruthScore; oracle: TruthScore | undefined } | undefined;
  /** Without the truth. */
  real: { plain: RealScore; ours: RealScore };
}

export interface Workplace {
  engine: string;
  /** Emptied at the end. */
  work: string;
  /** Plain encodes, which never change. */
  cache: string;
}

export async function judgeCase(
  { name, seed, input, truth, oracle }: BenchCase,
  { engine, work, cache }: Workplace,
): Promise<Judged> {
  const plainPath = join(cache, 'plain', `${basename(dirname(input))}-${basename(input)}.mp4`);
  mkdirSync(join(cache, 'plain'), { recursive: true });
  if (!existsSync(plainPath)) await runFfmpeg(input, plainPath, SCORING);
  const output = join(work, `${name}-${seed}.mp4`);
  // Frames are compared one by one: none may be left out.
  const everyFrame = join(work, 'every-frame.txt');
  writeFileSync(everyFrame, readdirSync(input).join('\0'));
  const { report } = await runEngine(input, output, SCORING, engine, { TIMELAPSE_INCLUDE: everyFrame });
  const frames = {
    truth: await loadFrames(truth ?? input),
    plain: await loadFrames(plainPath),
    ours: await loadFrames(output),
    oracle: oracle === undefined ? undefined : await loadFrames(oracle),
  };
  const score = (out: readonly Uint8Array[]) => scoreTruth(out, frames.truth);
  return {
    name,
    seed,
    report: report!,
    ...frames,
    scores:
      truth === undefined
        ? undefined
        : {
            plain: score(frames.plain),
            ours: score(frames.ours),
            oracle: frames.oracle && score(frames.oracle),
          },
    real: { plain: scoreReal(frames.plain), ours: scoreReal(frames.ours) },
  };
}
