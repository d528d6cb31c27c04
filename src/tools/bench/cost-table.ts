import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type EncodeSettings, type RunResult, runEncoder, runEngine, runFfmpeg } from './contenders.ts';
import { ffmpegOutput } from './load-frames.ts';
import { head, row } from './markdown-row.ts';
import { SLOW_CORES, SlowCores } from './slow-cores.ts';

/** The default, and ffmpeg's own. */
const PRESETS = ['faster', 'medium'];

const QUALITY = 20;

/** The fastest counts, since other load only adds. */
const RUNS = 5;
const SLOW_RUNS = 2;

const SIZE = '1920x1080';

export interface CostRequest {
  /** Sequences of 1080p by name. */
  inputs: Readonly<Record<string, string>>;
  engine: string;
  work: string;
}

export async function costTable(request: CostRequest): Promise<void> {
  console.log(
    `\nCost of the whole run against the plain encode (crf ${QUALITY}, least of ${RUNS} in turn), ours / plain\n`,
  );
  head(['frames, preset', 'time', 'processor time', 'without x264 s', 'pass 1 s', 'memory MB', 'file size']);
  for (const [name, input] of Object.entries(request.inputs)) {
    for (const preset of PRESETS) {
      const costs = await costOf(request, input, { quality: QUALITY, preset }, RUNS);
      const { against, ours, outside, size } = costs;
      row([
        `${name}, ${preset}`,
        against((run) => run.seconds),
        against((run) => run.cpuSeconds),
        outside.toFixed(2),
        least(ours, (run) => run.report?.seconds.measuring ?? Number.NaN).toFixed(2),
        against((run) => run.peakBytes / 1e6),
        size.toFixed(2),
      ]);
    }
  }
}

/** The same at the default preset on a small board's cores. */
export async function slowCostTable(request: CostRequest): Promise<void> {
  console.log(`\nThe same on ${SLOW_CORES} cores, each a quarter of one here (least of ${SLOW_RUNS})\n`);
  const slow = SlowCores.make();
  if (slow === undefined) {
    console.log('Not measured: that takes root and control groups of version 1.');
    return;
  }
  try {
    head(['frames, preset', 'time', 'processor time']);
    for (const [name, input] of Object.entries(request.inputs)) {
      const encode = { quality: QUALITY, preset: PRESETS[0]!, slow };
      const { against } = await costOf(request, input, encode, SLOW_RUNS);
      row([`${name}, ${PRESETS[0]}`, against((run) => run.seconds), against((run) => run.cpuSeconds)]);
    }
  } finally {
    slow.close();
  }
}

async function costOf({ engine, work }: CostRequest, input: string, encode: EncodeSettings, times: number) {
  const output = join(work, 'cost-ours.mp4');
  const plain = join(work, 'cost-plain.mp4');
  const theirs: RunResult[] = [];
  const ours: RunResult[] = [];
  for (let i = 0; i < times; i += 1) {
    theirs.push(await runFfmpeg(input, plain, encode));
    ours.push(await runEngine(input, output, encode, engine));
  }
  const against = (value: (run: RunResult) => number) => {
    const [own, other] = [least(ours, value), least(theirs, value)];
    return `${own.toFixed(2)} / ${other.toFixed(2)} = ${(own / other).toFixed(3)}`;
  };
  return {
    ours,
    against,
    outside: encode.slow === undefined ? await outsideEncoder(ours, output, encode, work) : Number.NaN,
    size: statSync(output).size / statSync(plain).size,
  };
}

/** Processor time of all that is not x264: it alone gets the frames of the video once more. */
async function outsideEncoder(
  ours: readonly RunResult[],
  video: string,
  encode: EncodeSettings,
  work: string,
): Promise<number> {
  const frames = join(work, 'cost-frames.yuv');
  await ffmpegOutput(['-y', '-i', video, '-f', 'rawvideo', '-pix_fmt', 'yuv420p', frames]);
  const alone: RunResult[] = [];
  for (const _ of ours) alone.push(await runEncoder(frames, SIZE, join(work, 'cost-alone.mp4'), encode));
  rmSync(frames);
  const seconds = (run: RunResult) => run.cpuSeconds;
  return least(ours, seconds) - least(alone, seconds);
}

function least(runs: readonly RunResult[], value: (run: RunResult) => number): number {
  return Math.min(...runs.map(value));
}
