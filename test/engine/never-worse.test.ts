import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgeCase } from '../../src/tools/bench/judge-case.ts';
import { worseIn } from '../../src/tools/bench/never-worse.ts';
import { ENGINE } from '../../src/tools/bench/contenders.ts';
import { scratchFolder, writeFrames } from './helpers.ts';
import { HEIGHT, mixedSequence, WIDTH } from './mixed-sequence.ts';

const FRAMES = 30;

/** Mixtures of all kinds; and two that are clean but for single frames, and white beside a lamp. */
const SEEDS = [3, 4, 10, 11, 38];
const CHOSEN = process.env.TEST_SEED === undefined ? SEEDS : [Number(process.env.TEST_SEED)];

it.each(CHOSEN)(
  'a mixture of flicker and true change comes out no worse than a plain encode (seed %d) [3.5]',
  { timeout: 120_000 },
  async (seed) => {
    const scratch = scratchFolder();
    const { parts, truth, shown } = mixedSequence(seed, FRAMES);
    const folder = (name: string) => join(scratch, name, 'in');
    const made = {
      name: 'mixed',
      seed,
      truth: writeFrames(folder('truth'), FRAMES, WIDTH, HEIGHT, truth),
      input: writeFrames(folder('shown'), FRAMES, WIDTH, HEIGHT, shown),
      oracle: undefined,
    };
    const judged = await judgeCase(made, { engine: ENGINE, work: scratch, cache: scratch });
    expect(worseIn(judged), parts.join(', ')).toEqual([]);
  },
);
