import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE, runEngine, runFfmpeg } from './bench/contenders.ts';
import { head, row } from './bench/markdown-row.ts';
import { compareSteadiness, SEQUENCES, TOOLS, whatIsMissing } from './bench/reference-tools.ts';
import { picturesOf, repeated, STEADY_CASES, type SteadyCase } from './bench/steady-cases.ts';
import { writeSteadySheet } from './bench/steady-sheet.ts';

/**
 * Measures how much steadier chosen pictures are than as many picked evenly, by the reference scorer, and prints it as
 * Markdown.
 *
 *   npm run bench -- steady [--only hand-5,slinger,cost] [--seeds 1,2,3] [--sheets folder] [--tools folder]
 *                           [--sequences folder] [--cache folder] [--engine do_timelapse.sh of another checkout]
 *
 * `--sheets` writes 24 consecutive pictures of each case, picked evenly above those chosen. The code of the exit is 1
 * where a bar is missed.
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    engine: { type: 'string', default: ENGINE },
    sheets: { type: 'string' },
    tools: { type: 'string', default: TOOLS },
    sequences: { type: 'string', default: SEQUENCES },
    cache: { type: 'string', default: join(tmpdir(), 'timelapse-bench') },
  },
});

/** The slowest rate of a steady video: the length then decides how many pictures are chosen. */
const FPS = 15;
/** Neither the encoder nor held frames are to count. */
const ENCODE = { quality: 10, preset: 'veryfast' };
const P95_BAR = 0.75;
/** The share of the pictures shown by the middle of the video, in percent. */
const PACE = 50;
const PACE_OFF = 8;

const MANY = 3000;
const CHOOSING_BAR = 2;
const COST_BAR = 0.5;

let misses = 0;

const lacking = whatIsMissing(options.tools, options.sequences);
if (lacking === undefined) await main();
else console.log(`Steady pictures are not measured: ${lacking}`);
process.exitCode = lacking === undefined && misses === 0 ? 0 : 1;

async function main(): Promise<void> {
  mkdirSync(options.cache, { recursive: true });
  if (options.sheets !== undefined) mkdirSync(options.sheets, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'bench-steady-'));
  const seeds = options.seeds.split(',').map(Number);
  try {
    console.log('\nMovement against as many pictures picked evenly\n');
    head(['case', 'one in', 'mean', 'bar', 'p95', 'bar', 'shown by the middle, %', 'said', 'reason']);
    for (const each of STEADY_CASES.filter(({ name }) => wanted(name))) {
      for (const seed of 'kind' in each.source ? seeds : [0]) await measure(each, seed, work);
    }
    if (wanted('cost')) await cost(work);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function wanted(name: string): boolean {
  return options.only === undefined || options.only.split(',').includes(name);
}

async function measure(each: SteadyCase, seed: number, work: string): Promise<void> {
  const { name, oneIn, bar } = each;
  const source = await picturesOf(each, seed, options);
  const names = readdirSync(source).filter((file) => file.endsWith('.jpg'));
  const output = join(work, `${name}-${seed}.mp4`);
  const { report } = await runEngine(source, output, ENCODE, options.engine, {
    TIMELAPSE_TARGET_SECONDS: String(Math.floor(names.length / oneIn) / FPS),
    TIMELAPSE_MAX_FPS: String(FPS),
  });
  const { applied, reason, chosen, movement_before: before, movement_after: after } = report!.steady;
  const title = seed === 0 ? name : `${name} ${seed}`;
  const said = before === 0 ? '–' : (after / before).toFixed(3);
  if (!applied || bar === undefined) {
    const right = !applied && bar === undefined;
    if (!right) misses += 1;
    const verdict = right ? 'left alone' : '**wrong**';
    row([title, String(oneIn), verdict, '–', '–', '–', '–', said, reason]);
    return;
  }
  const { mean, p95 } = await compareSteadiness(options.tools, source, output);
  const middle = (100 * names.sort().indexOf(chosen[chosen.length >> 1]!)) / names.length;
  row([
    ...[title, String(oneIn), held(mean, bar), String(bar), held(p95, P95_BAR), String(P95_BAR)],
    ...[Math.abs(middle - PACE) <= PACE_OFF ? middle.toFixed(1) : miss(middle), said, reason],
  ]);
  if (options.sheets !== undefined) {
    const sheet = join(options.sheets, `steady-${name}-${seed}.png`);
    await writeSteadySheet(source, names.length, output, chosen.length, sheet);
  }
}

/** Many pictures to one video of a fifth of them. */
async function cost(work: string): Promise<void> {
  const print = STEADY_CASES.find(({ name }) => name === 'slinger')!;
  const source = repeated(await picturesOf(print, 1, options), join(options.cache, 'many'), MANY);
  const encode = { quality: 20, preset: 'faster' };
  const plain = await runFfmpeg(source, join(work, 'plain.mp4'), encode);
  const ours = await runEngine(source, join(work, 'ours.mp4'), encode, options.engine, {
    TIMELAPSE_TARGET_SECONDS: '20',
  });
  const { steady, seconds } = ours.report!;
  console.log(`\n${MANY} pictures of 640 × 360 to ${steady.chosen.length}\n`);
  head(['what', 'value', 'bar']);
  row(['choosing, seconds', held(seconds.choosing!, CHOOSING_BAR), String(CHOOSING_BAR)]);
  row(['whole run / plain encode of all', held(ours.seconds / plain.seconds, COST_BAR), String(COST_BAR)]);
  row(['processor time / plain', (ours.cpuSeconds / plain.cpuSeconds).toFixed(3), '–']);
  row(['memory, MB', (ours.peakBytes / 1e6).toFixed(0), '–']);
}

function held(value: number, bar: number): string {
  return value <= bar ? value.toFixed(3) : miss(value);
}

function miss(value: number): string {
  misses += 1;
  return `**${value.toFixed(3)}**`;
}
