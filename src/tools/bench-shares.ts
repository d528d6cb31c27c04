import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { localFiles } from '../lib/files.ts';
import { findProcessesByEnv } from '../lib/process-tree.ts';
import { RUN_ID_VARIABLE, runCommand } from '../lib/run-command.ts';
import { makeCopy, type MakeCopyDeps } from '../share-copies/make-copy.ts';
import type { ShareCopy } from '../share-copies/share-copy.ts';
import { SHARE_PRESETS, type SharePreset } from '../shared/share-presets.ts';
import { newCopyPath } from '../timelapses/copies-of-videos.ts';
import { ENGINE } from './bench/contenders.ts';
import { head, row } from './bench/markdown-row.ts';
import { treeCost } from './bench/process-tree-cost.ts';
import { COPIED_VIDEOS, type CopiedVideo, makeCopiedVideo } from './bench/copied-videos.ts';
import { drawPrint, writeFrames } from './support/draw-print.ts';

/**
 * Makes every preset of twelve videos and measures each file, then how much a render is slowed down while a copy is
 * made, and prints both as Markdown.
 *
 *   npm run bench -- shares [--only sizes,queue] [--videos 1080p,4k] [--rounds 5]
 *
 * The code of the exit is 1 where a copy is above its limit.
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'sizes,queue' },
    videos: { type: 'string' },
    rounds: { type: 'string', default: '5' },
  },
});

const MB = 1_000_000;
/** As the queue runs its engine. */
const RENDER_NICENESS = 10;
const SLOWER_BAR = 1.1;
const WATCH_MS = 250;
const PRINT = { width: 1280, height: 720, frames: 300, flicker: 0.12 };

const work = mkdtempSync(join(tmpdir(), 'bench-shares-'));
let misses = 0;

try {
  mkdirSync(join(work, 'videos'));
  if (options.only.includes('sizes')) await measureSizes();
  if (options.only.includes('queue')) await measureQueue();
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = misses === 0 ? 0 : 1;

function deps(isRendering: boolean): MakeCopyDeps {
  return {
    files: localFiles,
    dataDir: work,
    diskSpace: localFiles.space,
    limits: { stallMs: 600_000, killGraceMs: 1000 },
    effort: () =>
      isRendering ? { threads: 1, niceness: 19, turns: 0.15 } : { threads: null, niceness: 0, turns: 1 },
  };
}

function copyOf({ kind, maxBytes, aspect, maxSeconds }: SharePreset, video: string): ShareCopy {
  return {
    id: crypto.randomUUID(),
    timelapseId: 'bench',
    wish: { kind, maxBytes, aspect, crop: null, maxSeconds, overlay: null },
    path: newCopyPath(video, kind),
    state: 'making',
    reason: null,
    made: null,
    createdAt: 0,
    updatedAt: 0,
  };
}

async function measureSizes(): Promise<void> {
  const presets = Object.entries<SharePreset>(SHARE_PRESETS);
  console.log(`\nCopies, on ${availableParallelism()} cores: size, picture, time and processor time\n`);
  head(['video', 'MB', ...presets.map(([name]) => name)]);
  for (const video of COPIED_VIDEOS.filter(({ name }) => isWanted(name))) {
    const path = join(work, 'videos', `${video.name}.mp4`);
    makeCopiedVideo(path, video);
    const cells = [];
    for (const [, preset] of presets) cells.push(await measureCopy(preset, path, video));
    row([video.name, (statSync(path).size / MB).toFixed(1), ...cells]);
  }
}

function isWanted(name: string): boolean {
  return options.videos === undefined || options.videos.split(',').some((part) => name.includes(part));
}

async function measureCopy(preset: SharePreset, video: string, { name }: CopiedVideo): Promise<string> {
  const copy = copyOf(preset, video);
  const before = { at: performance.now(), cpu: treeCost(process.pid).cpu };
  const run = { signal: new AbortController().signal, onProgress: () => {}, content: null };
  const { width, height, seconds } = await makeCopy(copy, video, run, deps(false));
  const took = (performance.now() - before.at) / 1000;
  const cpu = treeCost(process.pid).cpu - before.cpu;
  const bytes = statSync(copy.path).size;
  const isTooLarge = bytes > (preset.maxBytes ?? Infinity);
  const isTooLong = seconds > (preset.maxSeconds ?? Infinity) + 0.1;
  if (isTooLarge || isTooLong) misses += 1;
  rmSync(copy.path);
  const said = `${(bytes / MB).toFixed(2)} MB, ${width} × ${height}, ${took.toFixed(1)} s (${cpu.toFixed(1)})`;
  return isTooLarge || isTooLong ? `**${name}: ${said}**` : said;
}

/**
 * In turn, so that whatever else the machine does meets both. What copies take of the processor is the more exact
 * measure where it does much: a render cannot lose more than that.
 */
async function measureQueue(): Promise<void> {
  const source = join(work, 'print');
  await writeFrames(drawPrint(PRINT), PRINT, source);
  const video = join(work, 'videos', 'busy.mp4');
  makeCopiedVideo(
    video,
    COPIED_VIDEOS.find(({ name }) => name.startsWith('1080p 60'))!,
  );
  const ratios = [];
  const taken = [];
  console.log('\nA render, alone and while a copy is made: seconds\n');
  head(['round', 'alone', 'beside a copy', 'ratio', 'taken by copies, %']);
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const alone = await timeRender(source);
    const { result: beside, cpu } = await besideCopies(video, () => timeRender(source));
    ratios.push(beside / alone);
    taken.push((100 * cpu) / (beside * availableParallelism()));
    row([String(round), alone, beside, ratios.at(-1)!, taken.at(-1)!]);
  }
  console.log(
    `\nMedian ratio ${median(ratios).toFixed(3)}, bar ${SLOWER_BAR}; taken ${median(taken).toFixed(1)} % of ${availableParallelism()} cores.`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function timeRender(source: string): Promise<number> {
  const started = performance.now();
  const { ended } = runCommand({
    program: ENGINE,
    args: [source, join(work, 'rendered.mp4')],
    runId: crypto.randomUUID(),
    niceness: RENDER_NICENESS,
  });
  const { exitCode } = await ended;
  if (exitCode !== 0) throw new Error(`the render ended with ${exitCode}`);
  return (performance.now() - started) / 1000;
}

/** One after the other, as long as the work lasts. @returns the processor time of the copies as well, in seconds */
async function besideCopies<T>(video: string, during: () => Promise<T>): Promise<{ result: T; cpu: number }> {
  const over = new AbortController();
  const spent = new Map<number, number>();
  let copy = copyOf(SHARE_PRESETS.chat, video);
  const making = (async () => {
    const run = { signal: over.signal, onProgress: () => {}, content: null };
    for (; !over.signal.aborted; copy = copyOf(SHARE_PRESETS.chat, video))
      await makeCopy(copy, video, run, deps(true)).catch(() => {});
  })();
  const watching = setInterval(() => {
    void findProcessesByEnv(RUN_ID_VARIABLE, copy.id).then((ids) => {
      for (const id of ids) spent.set(id, treeCost(id).cpu);
    });
  }, WATCH_MS);
  const result = await during();
  clearInterval(watching);
  over.abort();
  await making;
  return { result, cpu: [...spent.values()].reduce((sum, each) => sum + each, 0) };
}
