import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeContactSheet } from './bench/contact-sheet.ts';
import { FFMPEG_PEERS, type RunResult, runEngine, runFfmpeg } from './bench/contenders.ts';
import { inject, KINDS, type Kind } from './bench/inject.ts';
import { loadFrames } from './bench/load-frames.ts';
import { scoreReal, scoreTruth } from './bench/metrics.ts';

/**
 * Measures the engine against ffmpeg's own filters on real and on injected flicker, and prints the table as Markdown.
 *
 *   node src/commands/bench-engine.ts [--only starter-expwb,fence-real,cost] [--seed 1] [--sheets folder]
 *                                     [--sequences folder] [--keep]
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    sheets: { type: 'string' },
    sequences: { type: 'string', default: new URL('../../../shared/sequences', import.meta.url).pathname },
    keep: { type: 'boolean', default: false },
  },
});

/** Nearly lossless: what is scored is the correction, not the encoder. */
const SCORING = { quality: 12, preset: 'veryfast' };

/** What people use: the default, and the one ffmpeg itself would take. */
const PRESETS = ['faster', 'medium'];

const CLEAN = { starter: 'starter-clean-1080p', print: 'print-composite-clean-1080p' } as const;
const CASES: readonly [keyof typeof CLEAN, Kind][] = [
  ...KINDS.map((kind): ['starter', Kind] => ['starter', kind]),
  ...(['expwb', 'hunt', 'ramp', 'step', 'gamma', 'lamp', 'band'] as const).map((kind): ['print', Kind] => [
    'print',
    kind,
  ]),
];
const REAL = ['fence-real', 'icecube-real', 'print-hand-real'];

const work = mkdtempSync(join(tmpdir(), 'bench-engine-'));
try {
  await main();
} finally {
  if (!options.keep) rmSync(work, { recursive: true, force: true });
}

async function main(): Promise<void> {
  if (!existsSync(options.sequences)) {
    console.log(`No sequences in ${options.sequences}: pass a folder of them with --sequences.`);
    return;
  }
  if (options.sheets !== undefined) mkdirSync(options.sheets, { recursive: true });
  await truthTable();
  await controlTable();
  await realTable();
  if (wanted('cost')) await costTable();
}

function wanted(name: string): boolean {
  return options.only === undefined || options.only.split(',').includes(name);
}

function row(cells: readonly (string | number)[]): void {
  const shown = cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell));
  console.log(`| ${shown.join(' | ')} |`);
}

function head(cells: readonly string[]): void {
  row(cells);
  row(cells.map((_, i) => (i === 0 ? '---' : '---:')));
}

/** Injected flicker: `blk` of all, drift and PSNR of ours; of ours, by an exact decode too. */
async function truthTable(): Promise<void> {
  const cases = CASES.filter(([scene, kind]) => wanted(`${scene}-${kind}`));
  if (cases.length === 0) return;
  console.log('\nFlicker left against a known truth (`blk`, percent a frame)\n');
  const both = ['ours', 'ours, exact'];
  head(['case', 'input', ...both, 'oracle', ...Object.keys(FFMPEG_PEERS), 'drift', 'drift, exact', 'dB']);
  for (const [scene, kind] of cases) {
    const folder = join(work, `${scene}-${kind}`);
    const sequence = await inject(join(options.sequences, CLEAN[scene]), folder, kind, Number(options.seed));
    const truth = await loadFrames(sequence.truth);
    const blk = async (path: string) => scoreTruth(await loadFrames(path), truth).blk;
    const output = join(folder, 'ours.mp4');
    await runEngine(sequence.input, output, SCORING);
    const ours = scoreTruth(await loadFrames(output), truth);
    const exact = scoreTruth(await loadFrames(output, 'exact'), await loadFrames(sequence.truth, 'exact'));
    const peers: number[] = [];
    for (const [name, filter] of Object.entries(FFMPEG_PEERS)) {
      const path = join(folder, `${name}.mp4`);
      await runFfmpeg(sequence.input, path, SCORING, filter);
      peers.push(await blk(path));
    }
    const oracle = sequence.oracle === undefined ? '–' : await blk(sequence.oracle);
    const scores = [ours.blk, exact.blk, oracle, ...peers, ours.drift, exact.drift, ours.psnr];
    row([`${scene} ${kind}`, await blk(sequence.input), ...scores]);
    await sheet(`${scene}-${kind}`, sequence.input, output, truth.length);
    if (!options.keep) rmSync(folder, { recursive: true, force: true });
  }
}

/** Clean sequences: against themselves, the plain encode and ours. */
async function controlTable(): Promise<void> {
  const scenes = (['starter', 'print'] as const).filter((scene) => wanted(`${scene}-clean`));
  if (scenes.length === 0) return;
  console.log('\nClean sequences must stay clean\n');
  head([
    'sequence',
    'gain in',
    'gain ours',
    'colour in',
    'colour ours',
    'local in',
    'local ours',
    'dB to the plain encode',
    'the same, exact',
  ]);
  for (const scene of scenes) {
    const source = join(options.sequences, CLEAN[scene]);
    const output = join(work, `${scene}.mp4`);
    const plain = join(work, `${scene}-plain.mp4`);
    await runEngine(source, output, SCORING);
    await runFfmpeg(source, plain, SCORING);
    const ours = await loadFrames(output);
    const before = scoreReal(await loadFrames(source));
    const after = scoreReal(ours);
    const near = scoreTruth(ours, await loadFrames(plain)).psnr;
    const exact = scoreTruth(await loadFrames(output, 'exact'), await loadFrames(plain, 'exact')).psnr;
    const kinds = (['gain', 'col', 'local'] as const).flatMap((kind) => [before[kind], after[kind]]);
    row([`${scene} clean`, ...kinds, near, exact]);
    await sheet(`${scene}-clean`, source, output, ours.length);
  }
}

/** Real flicker, without a truth. */
async function realTable(): Promise<void> {
  const names = REAL.filter(wanted);
  if (names.length === 0) return;
  console.log('\nReal flicker (gain / colour / local, percent a frame)\n');
  head(['sequence', 'input', 'ours', ...Object.keys(FFMPEG_PEERS)]);
  for (const name of names) {
    const source = join(options.sequences, name);
    const score = async (path: string) => {
      const { gain, col, local } = scoreReal(await loadFrames(path));
      return `${gain.toFixed(2)} / ${col.toFixed(2)} / ${local.toFixed(2)}`;
    };
    const output = join(work, `${name}.mp4`);
    const { report } = await runEngine(source, output, SCORING);
    const peers: string[] = [];
    for (const [peer, filter] of Object.entries(FFMPEG_PEERS)) {
      const path = join(work, `${name} ${peer}.mp4`);
      await runFfmpeg(source, path, SCORING, filter);
      peers.push(await score(path));
    }
    row([name, await score(source), await score(output), ...peers]);
    await sheet(name, source, output, report?.frames_used ?? 100);
  }
}

/** Time, memory and size against the plain encode of the same frames: runs in turn, medians of three. */
async function costTable(): Promise<void> {
  console.log('\nCost of the whole run against the plain encode (1080p, 100 frames, crf 20), ours / plain\n');
  head(['frames, preset', 'time', 'processor time', 'pass 1 s', 'memory MB', 'file size']);
  for (const scene of ['starter', 'print'] as const) {
    const folder = join(work, `${scene}-cost`);
    const source = join(options.sequences, CLEAN[scene]);
    const { input } = await inject(source, folder, 'expwb', Number(options.seed));
    for (const preset of PRESETS)
      row([`${scene} expwb, ${preset}`, ...(await costOf(input, folder, preset))]);
  }
}

async function costOf(input: string, folder: string, preset: string): Promise<string[]> {
  const encode = { quality: 20, preset };
  const output = join(folder, 'ours.mp4');
  const plain = join(folder, 'plain.mp4');
  const runs: { plain: RunResult; ours: RunResult }[] = [];
  for (let i = 0; i < 3; i += 1) {
    runs.push({ plain: await runFfmpeg(input, plain, encode), ours: await runEngine(input, output, encode) });
  }
  const middle = (value: (run: (typeof runs)[number]) => number) => runs.map(value).sort((a, b) => a - b)[1]!;
  const against = (value: (run: RunResult) => number) =>
    `${middle((run) => value(run.ours)).toFixed(1)} / ${middle((run) => value(run.plain)).toFixed(1)} = ` +
    middle((run) => value(run.ours) / value(run.plain)).toFixed(2);
  return [
    against((run) => run.seconds),
    against((run) => run.cpuSeconds),
    middle((run) => run.ours.report?.seconds.measuring ?? Number.NaN).toFixed(2),
    against((run) => run.peakBytes / 1e6),
    (statSync(output).size / statSync(plain).size).toFixed(2),
  ];
}

async function sheet(name: string, before: string, after: string, frames: number): Promise<void> {
  if (options.sheets !== undefined)
    await writeContactSheet(before, after, join(options.sheets, `${name}.png`), frames);
}
