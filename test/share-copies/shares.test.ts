import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHARE_PRESETS } from '../../src/shared/share-presets.ts';
import type { WireNewShare, WireShare } from '../../src/shared/share-copies.ts';
import type { WireStats } from '../../src/shared/stats.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { findProcessesByEnv } from '../../src/lib/process-tree.ts';
import { RUN_ID_VARIABLE } from '../../src/lib/run-command.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { askCopy, bytesOf, makeVideo, NOISE, startWithMadeVideo, whenOver } from '../helpers/copied-video.ts';
import { decodePicture } from '../helpers/decode-picture.ts';
import { mountSmallDisk, noSmallDisk } from '../helpers/small-disk.ts';
import { engine, makeFolders, shareSetUp, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { probeField } from '../helpers/video-luma.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';

const copiesIn = ({ output_video_path }: WireTimelapse): Promise<string[]> =>
  readdir(join(dirname(output_video_path!), '.timelapse-shares')).catch(() => []);

/** Asks, waits and reads. */
async function makeCopy(app: TestApp, id: string, wish: WireNewShare) {
  const share = await whenOver(app, await askCopy(app, id, wish));
  expect([share.reason, share.state]).toEqual([null, 'ready']);
  const bytes = await bytesOf(app, share);
  expect(bytes.length).toBe(share.bytes);
  const path = join(app.folders.data, `copy-${share.id}.${share.kind}`);
  await writeFile(path, bytes);
  return { share, bytes, path };
}

/** Places of the boxes of an MP4, in order. */
function boxesOf(bytes: Buffer): string[] {
  const names = [];
  for (let at = 0; at + 8 <= bytes.length; at += bytes.readUInt32BE(at))
    names.push(bytes.toString('latin1', at + 4, at + 8));
  return names;
}

function shot(path: string, at: number) {
  const args = [
    '-v',
    'error',
    '-ss',
    String(at),
    '-i',
    path,
    '-frames:v',
    '1',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    '-',
  ];
  return decodePicture(execFileSync('ffmpeg', args));
}

/** A dark picture where a bright bar grows at the right, while a small grey one passes above. */
const GROWS = [
  'color=c=0x202020:s=S:r=R:d=D[ground]',
  'color=c=white:s=S:r=R:d=D,crop=iw/10:ih[bar]',
  'color=c=gray:s=S:r=R:d=D,crop=iw/10:ih/10[head]',
  "[ground][bar]overlay=x=W*0.75:y='H*(1-0.9*t/D)'[both]",
  "[both][head]overlay=x='W*0.3*mod(t*3,1)':y=0",
].join(';');

describe('a copy', () => {
  it('is the video itself where that fits and plays everywhere', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 2 });
    const { share, bytes, path } = await makeCopy(app, done.id, { kind: 'mp4', max_bytes: 10_000_000 });
    expect(boxesOf(bytes).slice(0, 2)).toEqual(['ftyp', 'moov']);
    const frames = (file: string) =>
      execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:v', '-f', 'framemd5', '-'])
        .toString()
        .split('\n')
        .filter((line) => !line.startsWith('#'));
    expect(frames(path)).toEqual(frames(done.output_video_path!));
    expect(share).toMatchObject({ width: 320, height: 180, max_bytes: 10_000_000, progress_percent: null });
  });

  it('is made anew where the video does not play everywhere', async () => {
    const encode = ['-pix_fmt', 'yuv444p'];
    const { app, done } = await startWithMadeVideo({ seconds: 1, encode });
    const { path } = await makeCopy(app, done.id, { kind: 'mp4', max_bytes: 10_000_000 });
    expect(await probeField(path, 'pix_fmt')).toBe('yuv420p');
    expect(await probeField(path, 'codec_name')).toBe('h264');
  });

  it.each([
    ['little room', { seconds: 4, draw: NOISE }, 300_000],
    ['hardly any room', { seconds: 6, draw: NOISE }, 60_000],
    ['an odd size', { seconds: 2, width: 402, height: 226, draw: NOISE }, 100_000],
    ['few pictures', { seconds: 3, fps: 2, draw: NOISE }, 50_000],
  ])('with %s is below its limit and plays [shares]', async (_, spec, limit) => {
    const { app, done } = await startWithMadeVideo(spec);
    const { share, bytes, path } = await makeCopy(app, done.id, { kind: 'mp4', max_bytes: limit });
    expect(bytes.length).toBeLessThanOrEqual(limit);
    expect(bytes.length).toBeGreaterThan(limit * 0.5);
    expect(boxesOf(bytes).slice(0, 2)).toEqual(['ftyp', 'moov']);
    expect(await probeField(path, 'pix_fmt')).toBe('yuv420p');
    expect(share.seconds).toBeCloseTo(spec.seconds, 0);
    expect([await probeField(path, 'width'), await probeField(path, 'height')]).toEqual([
      String(share.width),
      String(share.height),
    ]);
  });

  it('that cannot be made small enough says how small it got', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 5, draw: NOISE });
    const failed = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4', max_bytes: 1000 }));
    expect(failed).toMatchObject({ state: 'failed', reason_code: 'too_large', bytes: null });
    expect(failed.smallest_bytes).toBeGreaterThan(1000);
    expect(failed.reason).toContain(failed.smallest_bytes!.toLocaleString('en'));
    expect(await copiesIn(done)).toEqual([]);
    // The same wish again is another try.
    const again = await askCopy(app, done.id, { kind: 'mp4', max_bytes: 1000 });
    expect(again.id).not.toBe(failed.id);
    expect(await app.get<WireShare[]>(`/timelapses/${done.id}/shares`)).toHaveLength(1);
  });

  it('shorter than the video shows all of it, faster', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 6, draw: GROWS });
    const { share, path } = await makeCopy(app, done.id, { kind: 'mp4', max_seconds: 2 });
    expect(share.seconds).toBeLessThan(2.2);
    expect(shot(path, 0).mean(242, 20, 26, 100)[0]).toBeLessThan(60);
    expect(shot(path, share.seconds! - 0.1).mean(242, 30, 26, 100)[0]).toBeGreaterThan(200);
  });

  it('in 9:16 keeps the part that grows', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 4, width: 640, height: 360, draw: GROWS });
    const { share, path } = await makeCopy(app, done.id, { kind: 'mp4', aspect: '9:16' });
    expect(share.width! / share.height!).toBeCloseTo(9 / 16, 1);
    const last = shot(path, share.seconds! - 0.1);
    // The bar is 64 pixels wide, in the middle of 202.
    expect(last.mean(80, 60, 40, 250)[0]).toBeGreaterThan(220);
    expect(last.mean(0, 60, 30, 250)[0]).toBeLessThan(60);
    const { crop } = await app.get<{ crop: { x: number; width: number } }>(
      `/timelapses/${done.id}/shares/crop?aspect=9:16`,
    );
    expect(crop.x + crop.width / 2).toBeCloseTo(0.8, 1);
  });

  it('shows the part that is wanted', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 2, width: 640, height: 360, draw: GROWS });
    const crop = { x: 0.75, y: 0, width: 0.1, height: 1 };
    const { share, path } = await makeCopy(app, done.id, { kind: 'mp4', crop });
    expect([share.width, share.height]).toEqual([64, 360]);
    expect(shot(path, 1.9).mean(4, 60, 56, 290)[0]).toBeGreaterThan(220);
  });

  it('as GIF loops for ever, at most ten seconds long', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 12, draw: GROWS });
    const { share, bytes, path } = await makeCopy(app, done.id, { kind: 'gif', max_bytes: 9_800_000 });
    expect(bytes.toString('latin1', 0, 6)).toBe('GIF89a');
    const loop = bytes.indexOf('NETSCAPE2.0');
    expect([...bytes.subarray(loop + 11, loop + 16)]).toEqual([3, 1, 0, 0, 0]);
    expect(share).toMatchObject({ seconds: 10, width: 320, height: 180 });
    expect(Number(await probeField(path, 'duration'))).toBeLessThan(10.2);
    expect(shot(path, 9.5).mean(242, 30, 26, 100)[0]).toBeGreaterThan(200);
  });

  it('as GIF is made smaller until it fits', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 3, width: 640, height: 360, draw: NOISE });
    const { share, bytes } = await makeCopy(app, done.id, { kind: 'gif', max_bytes: 400_000 });
    expect(bytes.length).toBeLessThanOrEqual(400_000);
    expect(share.width).toBeLessThan(480);
  });

  it('as WebP loops for ever', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 2, draw: GROWS });
    const { bytes } = await makeCopy(app, done.id, { kind: 'webp', max_bytes: 1_000_000 });
    expect(bytes.toString('latin1', 8, 12)).toBe('WEBP');
    const animation = bytes.indexOf('ANIM');
    expect(bytes.readUInt16LE(animation + 12)).toBe(0);
  });

  it('of each preset is below its limit', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 3, draw: NOISE });
    for (const { kind, maxBytes, aspect, maxSeconds } of Object.values(SHARE_PRESETS)) {
      const wish = { kind, max_bytes: maxBytes, aspect, max_seconds: maxSeconds };
      const { bytes } = await makeCopy(app, done.id, wish);
      if (maxBytes !== null) expect(bytes.length).toBeLessThanOrEqual(maxBytes);
    }
  });
});

describe('a wish', () => {
  let started: Awaited<ReturnType<typeof startWithVideo>>;
  shareSetUp(async () => {
    started = await startWithVideo();
  });

  it.each<[object, string, RegExp]>([
    [{ kind: 'avi' }, 'kind', /one of "mp4", "gif", "webp"/],
    [{ kind: 'mp4', max_bytes: 0 }, 'max_bytes', /at least 1/],
    [{ kind: 'mp4', max_seconds: 0.5 }, 'max_seconds', /at least 1/],
    [{ kind: 'mp4', aspect: '4:3' }, 'aspect', /one of/],
    [
      { kind: 'mp4', overlay: { logo: '/share/logo.png' } },
      'overlay.logo',
      /must be null: a picture of your own/,
    ],
    [{ kind: 'mp4', overlay: { position: 'middle' } }, 'overlay.position', /one of "top-left", "top-right"/],
    [{ kind: 'mp4', overlay: { colour: 'red' } }, 'overlay.colour', /not known/],
    [
      {
        kind: 'mp4',
        overlay: { title: false, elapsed: false, layer: false, temperatures: 'none', progress_bar: false },
      },
      'overlay',
      /shows nothing: turn on at least one part/,
    ],
    [{ kind: 'mp4', size: 5 }, 'size', /not known/],
    [
      { kind: 'mp4', crop: { x: 0.5, y: 0, width: 0.6, height: 1 } },
      'crop.width',
      /0\.6 and x must not be more than 1/,
    ],
    [{ kind: 'mp4', crop: { x: 0, y: 0.9, width: 1, height: 0.2 } }, 'crop.height', /0\.2 and y/],
    [{ kind: 'mp4', crop: { x: 0, y: 0, width: 0.001, height: 1 } }, 'crop.width', /at least 0\.02/],
  ])('of %o is refused, naming %s', async (wish, field, text) => {
    const { app, done } = started;
    const answer = await app.request('POST', `/timelapses/${done.id}/shares`, wish);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid_request', message: expect.stringMatching(text), detail: { field } },
    });
  });
});

describe('asking for a copy', () => {
  it('twice for the same makes one', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 1 });
    const first = await askCopy(app, done.id, { kind: 'gif' });
    expect((await askCopy(app, done.id, { kind: 'gif', aspect: 'original' })).id).toBe(first.id);
    expect((await askCopy(app, done.id, { kind: 'gif', max_seconds: 5 })).id).not.toBe(first.id);
  });

  it('for more than twenty is refused', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 1 });
    for (let seconds = 1; seconds <= 20; seconds += 1)
      await askCopy(app, done.id, { kind: 'mp4', max_seconds: seconds });
    const answer = await app.request('POST', `/timelapses/${done.id}/shares`, {
      kind: 'mp4',
      max_seconds: 21,
    });
    expect([answer.status, ((await answer.json()) as { error: object }).error]).toMatchObject([
      409,
      { code: 'too_many_shares', message: 'A video can have 20 copies, and this one has them.' },
    ]);
  });
});

describe('the file of a copy', () => {
  it('is sent in ranges, and as a download with the name of the video', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 1 });
    const { share, bytes } = await makeCopy(app, done.id, { kind: 'gif' });
    const path = `/api/v1/timelapses/${done.id}/shares/${share.id}/file`;
    const part = await fetch(`${app.url}${path}`, { headers: { range: 'bytes=6-12' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 6-12/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(6, 13));
    const download = await fetch(`${app.url}${path}?download=true`);
    expect(download.headers.get('content-type')).toBe('image/gif');
    expect(download.headers.get('content-disposition')).toBe('attachment; filename=Benchy.gif');
    await download.arrayBuffer();
  });

  it('counts, is not taken for a video, and leaves with its timelapse', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 2, draw: NOISE });
    const before = await app.get<WireStats>('/timelapses/stats');
    const { share } = await makeCopy(app, done.id, { kind: 'mp4', max_bytes: 100_000 });
    const stats = await app.get<WireStats>('/timelapses/stats');
    expect(stats.total_size_bytes - before.total_size_bytes).toBe(share.bytes);
    expect(stats.total_videos).toBe(1);
    await app.scan();
    expect(await app.list()).toHaveLength(1);
    expect(await copiesIn(done)).toHaveLength(1);
    await app.request('DELETE', `/timelapses/${done.id}`);
    expect(await readdir(app.folders.output)).toEqual([]);
  });

  it('goes when it is deleted, with its folder', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 1 });
    const { share } = await makeCopy(app, done.id, { kind: 'mp4' });
    expect((await app.request('DELETE', `/timelapses/${done.id}/shares/${share.id}`)).status).toBe(204);
    expect(await readdir(app.folders.output)).toEqual(['Benchy.mp4']);
    expect(await app.get(`/timelapses/${done.id}/shares`)).toEqual([]);
    await app.live.waitForEvent('share.deleted', ({ id }) => id === share.id);
  });

  it('goes when another render replaces the video, and what waits is made of the new one', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 2 });
    const { share } = await makeCopy(app, done.id, { kind: 'mp4', max_bytes: 9_000_000 });
    await render(app, done);
    await waitFor('the copy to be gone', async () => (await copiesIn(done)).length === 0);
    expect(await app.get(`/timelapses/${done.id}/shares`)).toEqual([]);
    const answer = await app.request('GET', `/timelapses/${done.id}/shares/${share.id}/file`);
    expect(answer.status).toBe(404);
  });

  it('that somebody has deleted is reported, and made anew', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 1 });
    const { share } = await makeCopy(app, done.id, { kind: 'mp4' });
    const [name] = await copiesIn(done);
    await unlink(join(app.folders.output, '.timelapse-shares', name!));
    const path = `/timelapses/${done.id}/shares`;
    expect((await app.request('GET', `${path}/${share.id}/file`)).status).toBe(404);
    expect(await app.get(path)).toMatchObject([
      { state: 'failed', reason_code: 'copy_missing', bytes: null },
    ]);
    const { share: again } = await makeCopy(app, done.id, { kind: 'mp4' });
    expect(again.id).not.toBe(share.id);
  });

  it('is never written through a link that has the name of the folder', async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 1 });
    const elsewhere = join(app.folders.data, 'elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, join(app.folders.output, '.timelapse-shares'));
    const failed = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4' }));
    expect(failed).toMatchObject({ state: 'failed', reason_code: 'folder_blocked' });
    expect(await readdir(elsewhere)).toEqual([]);
  });
});

describe('the option', () => {
  it('makes a copy of each new video', async () => {
    const { app, found } = await startWithFolders(['Benchy'], { timelapse_share_copy: '10mb' });
    const done = await render(app, found[0]!);
    const [share] = await app.get<WireShare[]>(`/timelapses/${done.id}/shares`);
    expect(share).toMatchObject({ kind: 'mp4', max_bytes: SHARE_PRESETS.chat.maxBytes, aspect: 'original' });
    const ready = await whenOver(app, share!);
    expect(ready.state).toBe('ready');
    // Asked for by hand, it is the same.
    const { kind, maxBytes } = SHARE_PRESETS.chat;
    expect((await askCopy(app, done.id, { kind, max_bytes: maxBytes })).id).toBe(ready.id);
  });

  it('that is off makes none', async () => {
    const { app, done } = await startWithVideo();
    expect(await app.get(`/timelapses/${done.id}/shares`)).toEqual([]);
  });
});

/** Takes a while, even on a fast machine. */
const LONG = { seconds: 16, width: 960, height: 540, draw: NOISE, encode: ['-crf', '30'] };

/** Waits until ffmpeg has begun to write it. */
async function inTheMiddle(app: TestApp, share: WireShare): Promise<void> {
  await app.live.waitForEvent(
    'share.changed',
    ({ id, progress_percent: percent }) => id === share.id && (percent ?? 0) > 0,
  );
  expect((await findProcessesByEnv(RUN_ID_VARIABLE, share.id)).length).toBeGreaterThan(0);
}

describe('a copy that is being made', () => {
  it('ends with its processes when it is deleted', async () => {
    const { app, done } = await startWithMadeVideo(LONG);
    const share = await askCopy(app, done.id, { kind: 'mp4', max_bytes: 2_000_000 });
    const next = await askCopy(app, done.id, { kind: 'mp4', max_seconds: 1, aspect: '1:1' });
    await inTheMiddle(app, share);
    expect((await app.request('DELETE', `/timelapses/${done.id}/shares/${share.id}`)).status).toBe(204);
    expect(await findProcessesByEnv(RUN_ID_VARIABLE, share.id)).toEqual([]);
    expect((await whenOver(app, next)).state).toBe('ready');
    expect(await copiesIn(done)).toHaveLength(1);
    expect(await readdir(join(app.folders.data, 'renders'))).toEqual([]);
  });

  it('ends when its timelapse is deleted, and leaves nothing', async () => {
    const { app, done } = await startWithMadeVideo(LONG);
    const share = await askCopy(app, done.id, { kind: 'mp4', max_bytes: 2_000_000 });
    await inTheMiddle(app, share);
    expect((await app.request('DELETE', `/timelapses/${done.id}`)).status).toBe(204);
    await waitFor('its processes to end', async () => {
      return (await findProcessesByEnv(RUN_ID_VARIABLE, share.id)).length === 0;
    });
    await waitFor('its folder to go', async () => (await readdir(app.folders.output)).length === 0);
    await waitFor(
      'its work to go',
      async () => (await readdir(join(app.folders.data, 'renders'))).length === 0,
    );
  });

  it('is made of the new video when another render ends meanwhile', async () => {
    const { app, done } = await startWithMadeVideo(LONG);
    const share = await askCopy(app, done.id, { kind: 'mp4', max_bytes: 2_000_000 });
    await inTheMiddle(app, share);
    await render(app, done);
    const ready = await whenOver(app, share);
    expect(ready).toMatchObject({ state: 'ready', id: share.id });
    // The video of the engine is a second long.
    expect(ready.seconds).toBeLessThan(5);
    expect(await copiesIn(done)).toHaveLength(1);
  });

  it('keeps to one thread as soon as something renders', async () => {
    const { app, done } = await startWithMadeVideo(LONG);
    await putFrames(join(app.folders.source, 'Next'));
    const next = await app.waitForStatus('Next', 'discovered');
    const share = await askCopy(app, done.id, { kind: 'mp4', max_bytes: 2_000_000 });
    await inTheMiddle(app, share);
    const { options } = app.app;
    options.replace({ ...options.current, timelapse_flickerfree_path: engine('hang.sh') });
    await app.request('POST', `/timelapses/${next.id}/process`);
    await waitFor('a copy with one thread', async () => {
      const [id] = await findProcessesByEnv(RUN_ID_VARIABLE, share.id);
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      return command.includes('\0-threads\x001\0');
    });
    await app.request('DELETE', `/timelapses/${done.id}/shares/${share.id}`);
  });

  it('goes on after the app was stopped', async () => {
    const { app, done } = await startWithMadeVideo({ ...LONG, seconds: 8 });
    const share = await askCopy(app, done.id, { kind: 'mp4', max_bytes: 600_000 });
    await inTheMiddle(app, share);
    await app.stop();
    expect(await findProcessesByEnv(RUN_ID_VARIABLE, share.id)).toEqual([]);
    expect(await copiesIn(done)).toEqual([]);
    const later = await startTestApp(BY_HAND, { folders: app.folders });
    expect((await whenOver(later, share)).state).toBe('ready');
  });
});

it.skipIf(noSmallDisk !== null)(
  'on a full disk a copy fails with a sentence, and leaves nothing',
  async () => {
    const { app, done } = await startWithMadeVideo({ seconds: 1 });
    const videos = await makeFolders();
    const disk = mountSmallDisk(videos.output, 4);
    const { options } = app.app;
    options.replace({ ...options.current, timelapse_output_folder: disk.path });
    const again = await render(app, done);
    await makeVideo(again.output_video_path!, { seconds: 4, draw: NOISE, encode: ['-b:v', '4M'] });
    const { size } = await stat(again.output_video_path!);
    expect(size).toBeGreaterThan(1_200_000);
    // Foreseen: with the reserve there is no room for as much.
    const foreseen = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4', max_bytes: 3_500_000 }));
    expect(foreseen).toMatchObject({ state: 'failed', reason_code: 'disk_full' });
    expect(foreseen.reason).toMatch(/^There is not enough free space where videos are saved\./);
    expect(await copiesIn(again)).toEqual([]);
    const digest = createHash('sha256')
      .update(await readFile(again.output_video_path!))
      .digest('hex');
    // Met on the way: nobody could know.
    const met = await askCopy(app, done.id, {
      kind: 'mp4',
      max_seconds: 60,
      crop: { x: 0, y: 0, width: 1, height: 0.98 },
    });
    disk.fill();
    expect(await whenOver(app, met)).toMatchObject({ state: 'failed', reason_code: 'disk_full' });
    expect(await copiesIn(again)).toEqual([]);
    disk.free();
    expect(
      createHash('sha256')
        .update(await readFile(again.output_video_path!))
        .digest('hex'),
    ).toBe(digest);
  },
);
