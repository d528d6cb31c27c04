import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/tools/bench/random.ts';
import { HOSTILE_NAMES } from '../overlay/hostile-names.ts';
import {
  type EngineRun,
  ffmpeg,
  type Painter,
  probe,
  readVideo,
  runEngine,
  scratchFolder,
  writeFrames,
  writePicture,
} from './helpers.ts';

const scratch = scratchFolder();
const [W, H, PICTURES] = [384, 288, 40];
/** Enough to choose from. */
const MANY = 200;
const SMALL: Size = { width: 320, height: 180 };

/** Of the text, 13 pixels; see `layout.ts`. */
const [PANEL_LEFT, PANEL_WIDTH, PADDING] = [10, 286, 9.1];
const BAR = { left: Math.round(PANEL_LEFT + PADDING), width: Math.round(PANEL_WIDTH - 2 * PADDING) };
const ONLY_BAR = { title: false, elapsed: false, layer: false, temperatures: 'none' };

/** Textured, with a head that jumps through its upper half. */
const scene: Painter = (x, y, i) => {
  const isHead = Math.abs(x - (30 + ((i * 97) % (W - 60)))) < 16 && Math.abs(y - 70) < 30;
  const level = isHead ? 20 : 60 + ((Math.floor(x / 8) * 31 + Math.floor(y / 8) * 57) % 90);
  return [level, level, level];
};
const folder = writeFrames(join(scratch, 'print'), PICTURES, W, H, scene);

const nameOf = (n: number): string => `frame_${String(n).padStart(4, '0')}.jpg`;
/** The progress of a picture, which its bar shows: no two are the same. */
const progressOf = (n: number): number => (n * 29) % 97;
const numberOf = (name: string): number => Number(/\d+/.exec(name)![0]);

/** What is known of each picture; one minute apart. */
const KNOWN = {
  started_at: 1_000_000_000_000,
  layer_count: 400,
  pictures: Array.from({ length: MANY }, (_, index) => ({
    name: nameOf(index + 1),
    at: 1_000_000_000_000 + index * 60_000,
    layer: index * 10,
    progress: progressOf(index + 1),
    nozzle: 200 + index,
  })),
};

let runs = 0;

async function renderWith(
  file: unknown,
  env: Record<string, string> = {},
  source = folder,
): Promise<EngineRun & { output: string }> {
  runs += 1;
  const output = join(scratch, `${runs}.mp4`);
  const path = join(scratch, `${runs}.json`);
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
  const quick = { TIMELAPSE_STEADY: 'off', TIMELAPSE_HOLD_SECONDS: '0', TIMELAPSE_QUALITY: '8' };
  const run = await runEngine([source, output], { ...quick, TIMELAPSE_OVERLAY: path, ...env });
  return { ...run, output };
}

async function finished(...args: Parameters<typeof renderWith>) {
  const run = await renderWith(...args);
  expect(run).toMatchObject({ code: 0, stderr: '', report: { recipe: { overlay: true } } });
  return { ...run, frames: readVideo(run.output).frames };
}

interface Size {
  width: number;
  height: number;
}

const WHOLE: Size = { width: W, height: H };

const levelAt = (frame: Buffer, x: number, y: number, width = W): number => frame[3 * (y * width + x)]!;

/** Rows of the bar: the whitest of the lower half. */
function barRow(frame: Buffer, { width, height }: Size): number {
  const rows = Array.from({ length: height / 2 }, (_, index) => height / 2 + index);
  const whiteIn = (y: number): number =>
    Array.from({ length: BAR.width }, (_, x) => levelAt(frame, BAR.left + x, y, width)).filter(
      (each) => each > 190,
    ).length;
  return rows.reduce((best, y) => (whiteIn(y) > whiteIn(best) ? y : best), height / 2);
}

/** In percent of its width. */
function barOf(frame: Buffer, size = WHOLE): number {
  const y = barRow(frame, size);
  let length = 0;
  while (length < BAR.width && levelAt(frame, BAR.left + length, y, size.width) > 170) length += 1;
  return (100 * length) / BAR.width;
}

function expectBars(frames: readonly Buffer[], names: readonly string[], size = WHOLE): void {
  expect(frames).toHaveLength(names.length);
  for (const [index, frame] of frames.entries()) {
    const name = names[index]!;
    expect([name, Math.abs(barOf(frame, size) - progressOf(numberOf(name))) < 1]).toEqual([name, true]);
  }
}

/** Where a frame differs from one without anything drawn. */
function drawnBox(frame: Buffer, bare: Buffer) {
  const box = { left: W, top: H, right: 0, bottom: 0 };
  for (let y = 0; y < H; y += 1)
    for (let x = 0; x < W; x += 1) {
      if (Math.abs(levelAt(frame, x, y) - levelAt(bare, x, y)) <= 24) continue;
      box.left = Math.min(box.left, x);
      box.top = Math.min(box.top, y);
      box.right = Math.max(box.right, x);
      box.bottom = Math.max(box.bottom, y);
    }
  return box;
}

describe('what is drawn belongs to the picture that is shown', { timeout: 60_000 }, () => {
  it('of a part of the folder, and to the end of the last picture that is held', async () => {
    const excluded = join(scratch, 'excluded');
    writeFileSync(excluded, [nameOf(7), nameOf(8), nameOf(20)].map((name) => `${name}\0`).join(''));
    const { frames, report } = await finished(
      { ...KNOWN, overlay: ONLY_BAR },
      {
        TIMELAPSE_FIRST_FRAME: nameOf(5),
        TIMELAPSE_LAST_FRAME: nameOf(30),
        TIMELAPSE_EXCLUDE: excluded,
        TIMELAPSE_HOLD_SECONDS: '1',
      },
    );
    const shown = Array.from({ length: 26 }, (_, index) => nameOf(index + 5)).filter(
      (name) => ![nameOf(7), nameOf(8), nameOf(20)].includes(name),
    );
    const held = Array.from({ length: report.fps }, () => nameOf(30));
    expectBars(frames, [...shown, ...held]);
  });

  it('of a steady choice', async () => {
    const heads = Array.from({ length: MANY }, (_, index) => 40 + 240 * new Random(index).uniform());
    const source = writeFrames(join(scratch, 'many'), MANY, SMALL.width, SMALL.height, (x, y, i) => {
      if (Math.abs(x - heads[i]!) < 40 && y < 120) return [20, 20, 24];
      return (x >> 4) % 2 === (y >> 4) % 2 ? [90, 100, 90] : [150, 140, 130];
    });
    const { frames, report } = await finished(
      { ...KNOWN, overlay: ONLY_BAR },
      { TIMELAPSE_STEADY: 'auto', TIMELAPSE_TARGET_SECONDS: '4' },
      source,
    );
    expect(report.steady.applied).toBe(true);
    expect(report.steady.chosen.length).toBeLessThan(MANY / 2);
    expectBars(frames, report.steady.chosen, SMALL);
  });

  it('where planning leaves out a picture', async () => {
    const failing = writeFrames(join(scratch, 'failing'), PICTURES, W, H, scene);
    writePicture(join(failing, nameOf(18)), W, H, (x, y) => {
      const level = (Math.floor(x / 13) * 101 + Math.floor(y / 11) * 77) % 256;
      return [level, 255 - level, level / 2];
    });
    const { frames, report } = await finished({ ...KNOWN, overlay: ONLY_BAR }, {}, failing);
    expect(report.frames).toMatchObject([{ name: nameOf(18), state: 'glitch', left_out: true }]);
    expect(report.frames_measured).toContain(nameOf(18));
    expectBars(frames, report.steady.chosen);
  });

  it('of a video, whose pictures have their times for names', async () => {
    const video = join(scratch, 'whole.mp4');
    ffmpeg([
      ...['-framerate', '10', '-i', join(folder, 'frame_%04d.jpg')],
      ...['-pix_fmt', 'yuv420p', '-crf', '12', video],
    ]);
    const pictures = KNOWN.pictures.map((each, index) => ({ ...each, name: (index / 10).toFixed(3) }));
    const { frames } = await finished(
      { ...KNOWN, pictures, overlay: ONLY_BAR },
      { TIMELAPSE_FIRST_FRAME: '1', TIMELAPSE_LAST_FRAME: '2.5' },
      video,
    );
    expectBars(
      frames,
      Array.from({ length: 15 }, (_, index) => nameOf(index + 11)),
    );
  });

  it('turned and cropped: it is upright in the corner of what is shown', async () => {
    const env = { TIMELAPSE_CROP: '0,0,0.75,1', TIMELAPSE_ROTATE: '180', TIMELAPSE_MAX_HEIGHT: '240' };
    const { output } = await finished({ ...KNOWN, overlay: { ...ONLY_BAR, position: 'top-right' } }, env);
    const { width, height, frames } = readVideo(output);
    expect([width, height]).toEqual([240, 240]);
    const row = Array.from({ length: width }, (_, x) => frames[9]![3 * (21 * width + x)]!);
    const [first, last] = [row.findIndex((each) => each > 190), row.findLastIndex((each) => each > 190)];
    // The panel takes the width of so small a picture, but for its margin.
    expect(Math.abs(first - 19)).toBeLessThan(3);
    expect(Math.abs(last - first - (progressOf(10) / 100) * 202)).toBeLessThan(4);
  });
});

describe('an overlay', { timeout: 120_000 }, () => {
  it('changes nothing that is measured, and nothing outside its panel', async () => {
    const drawn = await finished({ ...KNOWN, overlay: {} });
    const bare = await runEngine([folder, join(scratch, 'bare.mp4')], {
      TIMELAPSE_STEADY: 'off',
      TIMELAPSE_HOLD_SECONDS: '0',
      TIMELAPSE_QUALITY: '8',
    });
    expect(bare.report.recipe.overlay).toBe(false);
    const { flicker_before, flicker_after, curve, frames } = bare.report;
    expect(drawn.report).toMatchObject({ flicker_before, flicker_after, curve, frames });
    const plain = readVideo(join(scratch, 'bare.mp4')).frames;
    const box = drawnBox(drawn.frames[20]!, plain[20]!);
    expect(box.left).toBeGreaterThanOrEqual(PANEL_LEFT - 1);
    expect(box.right).toBeLessThanOrEqual(PANEL_LEFT + PANEL_WIDTH);
    expect(box.top).toBeGreaterThan(H / 3);
    expect(box.bottom).toBeLessThan(H - 8);
    // What the app finds again with a video that it made.
    const tags = JSON.parse(probe(drawn.output).format.tags.comment) as object;
    expect(tags).toMatchObject({ overlay: true });
  });

  it('draws a hostile title as a title', async () => {
    const file = { ...KNOWN, overlay: {} };
    const env = { TIMELAPSE_LAST_FRAME: nameOf(4) };
    const plain = await finished(file, { ...env, TIMELAPSE_TITLE: 'Owl' });
    const rowsThatDiffer = (frame: Buffer): number[] =>
      Array.from({ length: H }, (_, y) => y).filter((y) => {
        const [from, to] = [3 * y * W, 3 * (y + 1) * W];
        const other = plain.frames[2]!.subarray(from, to);
        return frame.subarray(from, to).some((each, at) => Math.abs(each - other[at]!) > 24);
      });
    const titles = HOSTILE_NAMES.filter(([what]) =>
      ['tags', 'a drawing', 'a tag behind a backslash', 'lines', 'Hebrew', 'Chinese'].includes(what),
    );
    expect(titles).toHaveLength(6);
    for (const [what, title] of titles) {
      const { frames } = await finished(file, { ...env, TIMELAPSE_TITLE: title });
      const rows = rowsThatDiffer(frames[2]!);
      expect([what, rows.length > 0, rows.at(-1)! - rows[0]! < 26]).toEqual([what, true, true]);
    }
  });

  it('of which nothing is known has what is always known: the title, and how far the video is', async () => {
    const { frames } = await finished({}, { TIMELAPSE_TITLE: 'Owl' });
    expect(Math.abs(barOf(frames[0]!) - 0)).toBeLessThan(1);
    expect(Math.abs(barOf(frames[20]!) - (100 * 20) / 39)).toBeLessThan(1.5);
    expect(barOf(frames[39]!)).toBeGreaterThan(99);
  });

  it('takes names and values as data, whatever they are', async () => {
    const pictures = [
      ...KNOWN.pictures,
      ...[null, 7, {}, { name: '__proto__', layer: 3 }, { name: '../../etc/passwd' }, { name: nameOf(99) }],
      { name: nameOf(3), at: KNOWN.pictures[2]!.at, progress: '50; rm', layer: [] },
    ];
    const { frames } = await finished({ ...KNOWN, pictures, overlay: ONLY_BAR });
    expect(Math.abs(barOf(frames[1]!) - progressOf(2))).toBeLessThan(1);
    // The last line counts, and says nothing: what was known before still holds.
    expect(Math.abs(barOf(frames[2]!) - progressOf(2))).toBeLessThan(1);
  });

  it.each([
    ['no JSON', 'layer', /TIMELAPSE_OVERLAY is ".*\.json", but must be .*JSON/],
    ['a list', '[]', /the file is no object/],
    ['a word that is none', '{"overlay": {"position": "middle"}}', /"position" must be one of bottom-left,/],
    ['a part that is no switch', '{"overlay": {"title": "yes"}}', /"title" must be true or false/],
    ['pictures that are no list', '{"pictures": {}}', /"pictures" is no list/],
  ])('that is %s ends the run with a sentence', async (_, text, sentence) => {
    const { code, stderr } = await renderWith(text);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('needs an ffmpeg that can draw text, and says so', async () => {
    const tools = join(scratch, 'tools');
    mkdirSync(tools);
    const before = process.env.PATH!;
    const script = [
      '#!/bin/sh',
      `PATH='${before}'`,
      `case "$*" in *ass=filename*) echo "[AVFilterGraph @ 0x1] [error] No such filter: 'ass'" >&2; exit 1;; esac`,
      'case "$*" in *-filters*) ffmpeg "$@" | grep -v " ass "; exit;; esac',
      'exec ffmpeg "$@"',
    ];
    writeFileSync(join(tools, 'ffmpeg'), script.join('\n'));
    chmodSync(join(tools, 'ffmpeg'), 0o755);
    const path = { PATH: tools + delimiter + before };
    const { code, stderr } = await renderWith({ ...KNOWN, overlay: {} }, path);
    expect([code, stderr.trim()]).toEqual([
      7,
      'This ffmpeg was built without libass, so it cannot draw what TIMELAPSE_OVERLAY describes.',
    ]);
    expect((await runEngine([folder, join(scratch, 'undrawn.mp4')], path)).code).toBe(0);
  });

  it('leaves nothing over, not even where the run is killed', async () => {
    const temporary = join(scratch, 'temporary');
    mkdirSync(temporary);
    const path = join(scratch, 'killed.json');
    writeFileSync(path, JSON.stringify(KNOWN));
    const output = join(scratch, '.killed.mp4');
    const killed = await runEngine(
      [folder, output],
      { TIMELAPSE_OVERLAY: path, TMPDIR: temporary },
      {
        during: (kill, stdout) => {
          if (stdout.includes('encoding')) kill('SIGKILL');
        },
      },
    );
    expect(killed.code).toBe(null);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
