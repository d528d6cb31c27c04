import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BARS } from './bench/bars.ts';
import {
  CaseLibrary,
  CLEAN_CASES,
  FLICKER_CASES,
  HARD_CASES,
  HIGHLIGHTS_CASE,
} from './bench/case-library.ts';
import { writeContactSheet } from './bench/contact-sheet.ts';
import { ENGINE, FFMPEG_PEERS, runFfmpeg } from './bench/contenders.ts';
import { type CostRequest, costTable, slowCostTable } from './bench/cost-table.ts';
import { type Judged, judgeCase, SCORING } from './bench/judge-case.ts';
import { loadFrames } from './bench/load-frames.ts';
import { head, row } from './bench/markdown-row.ts';
import { scoreReal, scoreTruth } from './bench/metrics.ts';
import { worseIn } from './bench/never-worse.ts';
import { SEQUENCES, TOOLS, whatIsMissing } from './bench/reference-tools.ts';

/**
 * Measures the engine against what it is held to, and against ffmpeg's own filters, and prints it as Markdown. What was
 * made once is kept for the next time.
 *
 *   npm run bench -- engine [--never-worse] [--only hard-print,starter-step,fence-real,cost,slow-cost] [--seeds 1,2,3]
 *                           [--size 640x360] [--sheets folder] [--tools folder] [--sequences folder] [--cache folder]
 *                           [--engine do_timelapse.sh of another checkout]
 *
 * The code of the exit is 1 where a bar is missed or something came out worse.
 */
const { values: options } = parseArgs({
  options: {
    'never-worse': { type: 'boolean', default: false },
    only: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    engine: { type: 'string', default: ENGINE },
    size: { type: 'string', default: '640x360' },
    sheets: { type: 'string' },
    tools: { type: 'string', default: TOOLS },
    sequences: { type: 'string', default: SEQUENCES },
    cache: { type: 'string', default: join(tmpdir(), 'timelapse-bench') },
  },
});

const seeds = options.seeds.split(',').map(Number);
const [width, height] = options.size.split('x').map(Number) as [number, number];
const library = new CaseLibrary({ ...options, size: { width, height } });

let misses = 0;

const lacking = whatIsMissing(options.tools, options.sequences);
if (lacking === undefined) await main();
else console.log(`The engine is not measured: ${lacking}`);
process.exitCode = lacking === undefined && misses === 0 ? 0 : 1;

async function main(): Promise<void> {
  mkdirSync(options.cache, { recursive: true });
  if (options.sheets !== undefined) mkdirSync(options.sheets, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'bench-engine-'));
  try {
    if (options['never-worse']) await neverWorseTable(work);
    else {
      await barTable(work);
      await peerTable(work);
      await realTable(work);
      if (wanted('cost')) await costTable(await costs(work));
      if (wanted('slow-cost')) await slowCostTable(await costs(work));
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function wanted(name: string): boolean {
  return options.only === undefined || options.only.split(',').includes(name);
}

async function judge(name: string, seed: number, work: string): Promise<Judged> {
  const made = await library.get(name, seed);
  const judged = await judgeCase(made, { ...options, work });
  const output = join(work, `${name}-${seed}.mp4`);
  if (options.sheets !== undefined) {
    const path = join(options.sheets, `${name}-${seed}.png`);
    await writeContactSheet(made.input, output, path, judged.ours.length);
  }
  rmSync(output);
  return judged;
}

/** Other cases ignore the seed. */
function seedsOf(name: string): number[] {
  return CLEAN_CASES.includes(name) || library.real.includes(name) ? [1] : seeds;
}

async function barTable(work: string): Promise<void> {
  const names = [...new Set(BARS.flatMap(({ cases }) => cases))].filter(wanted);
  if (names.length === 0) return;
  console.log(`\nWhat the engine is held to (seeds ${options.seeds})\n`);
  head(['case', 'figure', 'of each seed', 'bar', '']);
  for (const name of names) {
    const bars = BARS.filter(({ cases }) => cases.includes(name));
    const figures = bars.map((): number[] => []);
    for (const seed of seedsOf(name)) {
      const judged = await judge(name, seed, work);
      for (const [i, bar] of bars.entries()) figures[i]!.push(bar.figure(judged));
    }
    bars.forEach((bar, i) => {
      const met = figures[i]!.every(bar.met);
      if (!met) misses += 1;
      const shown = figures[i]!.map((figure) => figure.toFixed(2)).join(' / ');
      row([name, bar.what, shown, bar.bar, met ? 'met' : '**missed**']);
    });
  }
}

/** All cases and sequences against a plain encode. */
async function neverWorseTable(work: string): Promise<void> {
  const all = [...FLICKER_CASES, ...HARD_CASES, HIGHLIGHTS_CASE, ...CLEAN_CASES, ...library.real];
  console.log(`\nAgainst a plain encode (seeds ${options.seeds}): \`blk\` plain / ours, PSNR plain / ours\n`);
  head(['case, seed', '`blk`', 'oracle', 'col', 'white', 'drift', 'dB', 'oracle dB', 'worse in']);
  for (const name of all.filter(wanted)) {
    for (const seed of seedsOf(name)) {
      const judged = await judge(name, seed, work);
      const worse = worseIn(judged);
      misses += worse.length;
      const said = worse.map(
        ({ kind, plain, ours }) => `**${kind}** ${ours.toFixed(2)} instead of ${plain.toFixed(2)}`,
      );
      row([`${name}, ${seed}`, ...figuresOf(judged), said.join(', ')]);
    }
  }
  console.log(`\n${misses === 0 ? 'Nothing is worse.' : `Worse in ${misses}.`}`);
}

function figuresOf({ scores, real }: Judged): string[] {
  const pair = (plain: number, ours: number) => `${plain.toFixed(2)} / ${ours.toFixed(2)}`;
  if (scores === undefined) {
    const { plain, ours } = real;
    return [pair(plain.gain, ours.gain), '', pair(plain.col, ours.col), '', '', '', ''];
  }
  const { plain, ours, oracle } = scores;
  const both = (kind: keyof typeof plain) => pair(plain[kind], ours[kind]);
  const [best, bestDb] = [oracle?.blk.toFixed(2) ?? '', oracle?.psnr.toFixed(1) ?? ''];
  return [both('blk'), best, both('col'), both('white'), both('drift'), both('psnr'), bestDb];
}

async function peerTable(work: string): Promise<void> {
  const names = FLICKER_CASES.filter(wanted);
  if (names.length === 0) return;
  console.log('\nFlicker left against a known truth (`blk`, percent a frame)\n');
  head(['case', 'input', 'ours', 'oracle', ...Object.keys(FFMPEG_PEERS), 'our drift', 'our dB']);
  for (const name of names) {
    for (const seed of seeds) {
      const { scores, truth } = await judge(name, seed, work);
      const { input } = await library.get(name, seed);
      const peers: number[] = [];
      for (const filter of Object.values(FFMPEG_PEERS)) {
        const path = join(work, 'peer.mp4');
        await runFfmpeg(input, path, SCORING, filter);
        peers.push(scoreTruth(await loadFrames(path), truth).blk);
      }
      const { plain, ours, oracle } = scores!;
      row([`${name}, ${seed}`, plain.blk, ours.blk, oracle?.blk ?? '–', ...peers, ours.drift, ours.psnr]);
    }
  }
}

async function realTable(work: string): Promise<void> {
  const names = library.real.filter(wanted);
  if (names.length === 0) return;
  console.log(
    '\nReal flicker: gain / colour / local, then steps of gain p50 / p90 / p95 and of colour p90\n',
  );
  head(['sequence', 'input', 'ours', ...Object.keys(FFMPEG_PEERS)]);
  for (const name of names) {
    const show = ({ gain, col, local, steps, colSteps }: ReturnType<typeof scoreReal>) =>
      `${[gain, col, local].map((v) => v.toFixed(2)).join(' / ')}; ` +
      `${steps.map((v) => v.toFixed(2)).join(' / ')}; ${colSteps.toFixed(2)}`;
    const { input } = await library.get(name, 1);
    const { real } = await judge(name, 1, work);
    const peers: string[] = [];
    for (const filter of Object.values(FFMPEG_PEERS)) {
      const path = join(work, 'peer.mp4');
      await runFfmpeg(input, path, SCORING, filter);
      peers.push(show(scoreReal(await loadFrames(path))));
    }
    row([name, show(scoreReal(await loadFrames(input))), show(real.ours), ...peers]);
  }
}

async function costs(work: string): Promise<CostRequest> {
  const whole = new CaseLibrary({ ...options, size: { width: 1920, height: 1080 } });
  const inputs: Record<string, string> = {};
  for (const name of ['starter-expwb', 'print-expwb']) {
    inputs[name] = (await whole.get(name, seeds[0]!)).input;
  }
  return { inputs, engine: options.engine, work };
}
