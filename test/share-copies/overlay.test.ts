import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireNewShare, WireShare } from '../../src/shared/share-copies.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { HOSTILE_NAMES } from '../overlay/hostile-names.ts';
import { askCopy, bytesOf, makeVideo, startWithMadeVideo, whenOver } from '../helpers/copied-video.ts';
import { cleanUp, type TestApp } from '../helpers/start-app.ts';
import { startWithPrintLog } from '../helpers/with-print-log.ts';

const [WIDTH, HEIGHT] = [640, 360];
const GROUND = 'color=c=0x808080:s=S:r=R:d=D';
/** How far a pixel may be from the ground where nothing is drawn. */
const CODEC = 12;
const PICTURES = 12;

/** One picture in shades of grey. */
type Grey = Buffer;

/** A grey video of the twelve pictures of which it was logged what the printer did. */
async function start(name?: string): Promise<{ app: TestApp; done: WireTimelapse }> {
  const { app, done } = await startWithPrintLog(name);
  const { fps, video_duration: seconds } = done;
  await makeVideo(done.output_video_path!, {
    seconds: seconds!,
    fps: fps!,
    width: WIDTH,
    height: HEIGHT,
    draw: GROUND,
  });
  return { app, done };
}

async function copyOf(
  app: TestApp,
  done: WireTimelapse,
  wish: Partial<WireNewShare> = {},
): Promise<WireShare & { path: string }> {
  const share = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4', overlay: {}, ...wish }));
  expect([share.reason, share.state]).toEqual([null, 'ready']);
  const path = join(app.folders.data, `${share.id}.${share.kind}`);
  await writeFile(path, await bytesOf(app, share));
  return { ...share, path };
}

/** A picture of the video, from 1. */
function pictureOf(path: string, n: number): Grey {
  const output = ['-vf', `select=eq(n\\,${n - 1}),format=gray`, '-frames:v', '1', '-f', 'rawvideo', '-'];
  return execFileSync('ffmpeg', ['-v', 'error', '-i', path, ...output], { maxBuffer: 1e9 });
}

/** The longest stretch of white: nothing else in the overlay is as long as even a short bar. */
function whiteStretch(grey: Grey): number {
  let [longest, current] = [0, 0];
  for (let at = 0; at < grey.length; at += 1) {
    current = at % WIDTH !== 0 && grey[at]! > 190 ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}

/** Around everything that is not the ground. */
function drawnBox(grey: Grey): { left: number; top: number; right: number; bottom: number } {
  const places = [...grey.keys()].filter((at) => Math.abs(grey[at]! - 128) > CODEC);
  const [xs, ys] = [places.map((at) => at % WIDTH), places.map((at) => Math.floor(at / WIDTH))];
  const most = (all: number[], pick: (...two: number[]) => number) =>
    all.reduce((one, other) => pick(one, other));
  return {
    left: most(xs, Math.min),
    top: most(ys, Math.min),
    right: most(xs, Math.max),
    bottom: most(ys, Math.max),
  };
}

/** How much two pictures differ in some rows, on average. */
function differenceOf(one: Grey, other: Grey, top: number, bottom: number): number {
  let sum = 0;
  for (let at = top * WIDTH; at < bottom * WIDTH; at += 1) sum += Math.abs(one[at]! - other[at]!);
  return sum / ((bottom - top) * WIDTH);
}

describe('a copy with title and print data', () => {
  it('shows them in its corner, and nothing elsewhere', async () => {
    const { app, done } = await start();
    const share = await copyOf(app, done);
    expect(share).toMatchObject({
      width: WIDTH,
      height: HEIGHT,
      overlay: { title: true, position: 'bottom-left' },
    });
    const [first, middle, last] = [1, 6, PICTURES].map((n) => pictureOf(share.path, n)) as [Grey, Grey, Grey];
    const box = drawnBox(last);
    expect(box.left).toBeGreaterThan(4);
    expect(box.right).toBeLessThan(WIDTH / 2);
    expect(box.top).toBeGreaterThan(HEIGHT / 2);
    expect(box.bottom).toBeLessThan(HEIGHT - 4);
    expect(drawnBox(first)).toEqual(box);
    // The bar: one of twelve pictures, six, and all.
    const whole = whiteStretch(last);
    expect(whole).toBeGreaterThan(0.8 * (box.right - box.left));
    expect(whiteStretch(first) / whole).toBeCloseTo(1 / 12, 1);
    expect(Math.abs(whiteStretch(middle) / whole - 6 / 12)).toBeLessThan(0.02);
    // Time and layer are other ones in each picture.
    expect(differenceOf(first, last, box.top + 25, box.top + 60)).toBeGreaterThan(1);
    expect(await app.get<WireShare[]>(`/timelapses/${done.id}/shares`)).toMatchObject([{ id: share.id }]);
  });

  it('has only what is wished, where it is wished, and is another than the one without', async () => {
    const { app, done } = await start();
    const bare = await copyOf(app, done, { overlay: null });
    const onlyBar = { title: false, elapsed: false, layer: false, temperatures: 'none' } as const;
    const share = await copyOf(app, done, { overlay: { ...onlyBar, position: 'top-right' } });
    expect(share.id).not.toBe(bare.id);
    expect(
      (await askCopy(app, done.id, { kind: 'mp4', overlay: { position: 'top-right', ...onlyBar } })).id,
    ).toBe(share.id);
    const grey = pictureOf(share.path, 6);
    const { left, top, right, bottom } = drawnBox(grey);
    expect([left > WIDTH / 2, top < 30, right > WIDTH - 30, bottom < HEIGHT / 4]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(differenceOf(pictureOf(bare.path, 6), grey, HEIGHT / 2, HEIGHT)).toBeLessThan(1);
  });

  it('is also a GIF, in another shape and faster, within its limit', async () => {
    const { app, done } = await start();
    const gif = await copyOf(app, done, { kind: 'gif', aspect: '1:1', max_bytes: 200_000 });
    expect(gif.bytes).toBeLessThanOrEqual(200_000);
    const mp4 = await copyOf(app, done, { max_bytes: 100_000, max_seconds: 1 });
    expect(mp4.bytes).toBeLessThanOrEqual(100_000);
    expect(mp4.seconds).toBeLessThan(1.2);
  });

  it('draws a hostile name as a name', { timeout: 240_000 }, async () => {
    const { app, done } = await start();
    const titled = async (title: string): Promise<Grey> => {
      const answer = await app.request('PATCH', `/timelapses/${done.id}`, { title });
      expect([title, answer.status]).toEqual([title, 200]);
      const share = await copyOf(app, done);
      await app.request('DELETE', `/timelapses/${done.id}/shares/${share.id}`);
      return pictureOf(share.path, 6);
    };
    const plain = await titled('Owl');
    const box = drawnBox(plain);
    const bar = whiteStretch(plain);
    for (const [what, name] of HOSTILE_NAMES.filter(
      ([, each]) => each.isWellFormed() && !/\p{Cc}/u.test(each),
    )) {
      const title = name.slice(0, 200);
      const grey = await titled(title);
      expect([what, drawnBox(grey), whiteStretch(grey)]).toEqual([what, box, bar]);
      // All but the line with the title is as it was.
      expect([what, differenceOf(plain, grey, box.top + 28, HEIGHT) < 0.5]).toEqual([what, true]);
      expect([what, differenceOf(plain, grey, 0, box.top) < 0.5]).toEqual([what, true]);
      expect([what, differenceOf(plain, grey, box.top + 8, box.top + 28) > 0.1]).toEqual([what, true]);
    }
  });

  it('of a folder with a hostile name is made too', async () => {
    const { app, done } = await start(String.raw`{\pos(0,0)}, [x]: it's ;\N`);
    const share = await copyOf(app, done);
    expect(drawnBox(pictureOf(share.path, 1)).top).toBeGreaterThan(HEIGHT / 2);
  });

  it('of a print of which nothing is known shows how far the video is', async () => {
    const { app, done } = await startWithMadeVideo({
      seconds: 2,
      width: WIDTH,
      height: HEIGHT,
      draw: GROUND,
    });
    const share = await copyOf(app, done);
    const at = (n: number): number => whiteStretch(pictureOf(share.path, n));
    expect(at(50)).toBeGreaterThan(200);
    expect(Math.abs(at(25) / at(50) - 0.5)).toBeLessThan(0.04);
  });

  it('says so where ffmpeg cannot draw text', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 1 });
    const folder = await mkdtemp(join(tmpdir(), 'no-libass-'));
    const before = process.env.PATH ?? '';
    const text = "[AVFilterGraph @ 0x1] No such filter: 'ass'";
    const script = `#!/bin/sh\ncase "$*" in *ass=filename*) echo "${text}" >&2; exit 1;; esac\nPATH='${before}' exec ffmpeg "$@"\n`;
    await writeFile(join(folder, 'ffmpeg'), script);
    await chmod(join(folder, 'ffmpeg'), 0o755);
    process.env.PATH = folder + delimiter + before;
    cleanUp(async () => {
      process.env.PATH = before;
      await rm(folder, { recursive: true });
    });
    const failed = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4', overlay: {} }));
    expect(failed).toMatchObject({ state: 'failed', reason_code: 'filter_missing' });
    expect(failed.reason).toMatch(/built without libass.*without title and print data/);
  });
});
