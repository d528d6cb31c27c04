import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, copyFile, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { makeFolders, makeOld, startTestApp, type TestApp, type TestFolders } from '../helpers/start-app.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** Three seconds of a moving picture of odd width, as somebody else would make it. */
function makeVideo(path: string, codec: readonly string[], seconds = 3): void {
  const input = ['-f', 'lavfi', '-i', `testsrc=size=321x240:rate=10:duration=${seconds}`];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...codec, path]);
}

const MJPEG = ['-c:v', 'mjpeg', '-q:v', '3'];
const H264 = ['-vf', 'scale=320:240', '-c:v', 'libx264', '-pix_fmt', 'yuv420p'];
const FULL_COLOURS = ['-c:v', 'libx264', '-pix_fmt', 'yuv444p'];

interface Made {
  streams: { codec_name: string; pix_fmt: string; width: number; codec_type: string }[];
  format: { duration: string };
}

function probe(path: string): Made {
  const shown = [
    '-show_entries',
    'stream=codec_name,codec_type,pix_fmt,width:format=duration',
    '-of',
    'json',
  ];
  return JSON.parse(execFileSync('ffprobe', ['-v', 'error', ...shown, path], { encoding: 'utf8' })) as Made;
}

async function sumOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** Where the index of an MP4 is: before the pictures, a browser can begin at once. */
async function startsAtOnce(path: string): Promise<boolean> {
  const bytes = await readFile(path);
  return bytes.indexOf('moov') < bytes.indexOf('mdat');
}

/** Looks often enough, over long enough, for a video to be taken in if it ever is. */
async function lookForLong(app: TestApp): Promise<void> {
  for (let look = 0; look < 3; look += 1) {
    await app.app.scan();
    await sleep(2100);
  }
  await app.app.scan();
}

test('videos in the source folder and one level below become timelapses that play in Safari', async () => {
  const folders = await makeFolders();
  await mkdir(join(folders.source, 'Camera'));
  await mkdir(join(folders.source, 'Camera', 'Deeper'));
  const originals = {
    'Printed.avi': MJPEG,
    'Plays.mp4': H264,
    'Camera/Colours.mov': FULL_COLOURS,
    'Camera/Ümlaut {\\b1} & <b>.MKV': H264,
  };
  for (const [name, codec] of Object.entries(originals)) {
    const format = name.endsWith('MKV') ? ['-f', 'matroska'] : [];
    makeVideo(join(folders.source, name), [...codec, ...format]);
  }
  makeVideo(join(folders.source, 'Camera', 'Deeper', 'Too deep.mp4'), H264);
  makeVideo(join(folders.source, '.hidden.mp4'), H264);
  await putFrames(join(folders.source, 'Pictures'));
  const before = await Promise.all(Object.keys(originals).map((name) => sumOf(join(folders.source, name))));

  const app = await startTestApp({}, { folders });
  for (const name of Object.keys(originals)) {
    const stem = basename(name).replace(/\.[^.]+$/, '');
    const made = await app.waitForCompleted(stem);
    expect(made).toMatchObject({
      origin: 'video',
      source_folder: join(folders.source, name),
      source_missing: true,
      image_count: 30,
      source_size_bytes: 0,
      output_video_path: join(folders.output, `${stem}.mp4`),
    });
    expect(made.video_duration).toBeCloseTo(3, 0);
    const { streams } = probe(made.output_video_path!);
    expect(streams).toEqual([{ codec_name: 'h264', codec_type: 'video', pix_fmt: 'yuv420p', width: 320 }]);
    expect(await startsAtOnce(made.output_video_path!)).toBe(true);
    expect((await app.request('GET', `/timelapses/${made.id}/poster`)).status).toBe(200);
    expect((await app.request('GET', `/timelapses/${made.id}/preview`)).status).toBe(200);
  }
  const pictures = await app.waitForCompleted('Pictures');
  expect(pictures).toMatchObject({ origin: 'frames', source_missing: false });
  expect((await app.list()).length).toBe(5);
  expect(await app.get('/timelapses/cleanup/frames')).toHaveLength(1);
  const after = await Promise.all(Object.keys(originals).map((name) => sumOf(join(folders.source, name))));
  expect(after).toEqual(before);
});

test('a video that plays everywhere is copied, not encoded again', async () => {
  const folders = await makeFolders();
  makeVideo(join(folders.source, 'Plays.mp4'), H264);
  const app = await startTestApp({}, { folders });
  const made = await app.waitForCompleted('Plays');
  expect(picturesOf(made.output_video_path!)).toBe(picturesOf(join(folders.source, 'Plays.mp4')));
});

function picturesOf(path: string): string {
  const args = ['-v', 'error', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'md5', '-'];
  return execFileSync('ffmpeg', args, { encoding: 'utf8' });
}

test('the same video is never brought in twice: copied, renamed, after a restart, once deleted', async () => {
  const folders = await makeFolders();
  const [first, again] = ['First', 'Again'].map((name) => join(folders.source, `${name}.avi`)) as [
    string,
    string,
  ];
  makeVideo(first, MJPEG);
  await copyFile(first, again);
  const app = await startTestApp({}, { folders });
  const one = await waitFor('one to be completed', async () =>
    (await app.list('?status=completed')).length > 0 ? (await app.list())[0]! : null,
  );
  await lookForLong(app);
  expect((await app.list()).map(({ id }) => id)).toEqual([one.id]);

  // One that is moved takes its timelapse with it.
  const other = one.source_folder === first ? again : first;
  await mkdir(join(folders.source, 'Moved'));
  const moved = join(folders.source, 'Moved', 'Elsewhere.avi');
  execFileSync('rm', [other]);
  await rename(one.source_folder, moved);
  const followed = await waitFor('it to be followed', async () => {
    await app.app.scan();
    const [each] = await app.list();
    return each?.source_folder === moved ? each : null;
  });
  expect(followed).toMatchObject({ id: one.id, folder_name: 'Elsewhere', status: 'completed' });
  await app.stop();

  const restarted = await startTestApp({}, { folders });
  await lookForLong(restarted);
  expect(await restarted.list()).toEqual([expect.objectContaining({ id: one.id, status: 'completed' })]);
  expect(await readdir(folders.output)).toHaveLength(1);

  const gone = await restarted.request('DELETE', `/timelapses/${one.id}?delete_source=true`);
  expect(gone.status).toBe(204);
  await rename(moved, first);
  await lookForLong(restarted);
  expect(await restarted.list()).toEqual([]);
  expect(existsSync(first)).toBe(true);
  await restarted.stop();
  const last = await startTestApp({}, { folders });
  await lookForLong(last);
  expect(await last.list()).toEqual([]);
});

test('a deleted one comes back when it is restored', async () => {
  const folders = await makeFolders();
  makeVideo(join(folders.source, 'Back.mkv'), H264);
  const app = await startTestApp({}, { folders });
  const { id } = await app.waitForCompleted('Back');
  await app.request('DELETE', `/timelapses/${id}`);
  expect(await readdir(folders.output)).toEqual([]);
  expect((await app.request('POST', `/timelapses/${id}/restore`)).status).toBe(200);
  expect(await app.waitForCompleted('Back')).toMatchObject({ id, origin: 'video' });
});

test('what cannot be read is told, lost nowhere, and looked at again when it changes', async () => {
  const folders = await makeFolders();
  const whole = join(folders.data, 'whole.mp4');
  makeVideo(whole, H264, 20);
  const bytes = await readFile(whole);
  const half = join(folders.source, 'Half.mp4');
  await writeFile(half, bytes.subarray(0, bytes.length / 2));
  await writeFile(join(folders.source, 'Letter.avi'), 'Dear printer, '.repeat(100));
  await writeFile(join(folders.source, 'List.mp4'), '#EXTM3U\n#EXTINF:1,\n/etc/hostname\n');
  await writeFile(join(folders.source, 'Empty.mov'), '');
  const app = await startTestApp({}, { folders });
  for (const name of ['Half', 'Letter', 'List', 'Empty']) {
    const failed = await app.waitForStatus(name, 'failed');
    expect(failed).toMatchObject({ error_code: 'unreadable_video', retry_count: 0 });
    expect(failed.error_message).toMatch(/broken, incomplete, or no video/);
  }
  expect(await readdir(folders.output)).toEqual([]);
  const { id, error_detail } = await app.waitForStatus('Letter', 'failed');
  expect(error_detail).toBe('It is no MP4, MOV, AVI or MKV in spite of its name.');

  await appendFile(half, bytes.subarray(bytes.length / 2));
  expect(await app.waitForCompleted('Half')).toMatchObject({ origin: 'video' });
  expect(await app.one(id)).toMatchObject({ status: 'failed' });
  expect(await sumOf(half)).toBe(await sumOf(whole));
});

test('one that grows is waited for, and a longer one replaces what was made of its half', async () => {
  const folders = await makeFolders();
  const whole = join(folders.data, 'whole.avi');
  makeVideo(whole, MJPEG, 20);
  const bytes = await readFile(whole);
  const path = join(folders.source, 'Growing.avi');
  const app = await startTestApp({}, { folders });
  const part = Math.ceil(bytes.length / 20);
  for (let at = 0; at < bytes.length / 2; at += part) {
    await appendFile(path, bytes.subarray(at, at + part));
    await app.app.scan();
    await sleep(400);
    expect(await app.list()).toEqual([]);
  }
  const half = await app.waitForCompleted('Growing');
  expect(half.video_duration).toBeLessThan(15);
  const written = (await readFile(path)).length;
  await appendFile(path, bytes.subarray(written));
  const longer = await waitFor('the whole to be made', async () => {
    const now = await app.one(half.id);
    return now.status === 'completed' && now.video_duration! > 15 ? now : null;
  });
  expect(longer.output_video_path).toBe(half.output_video_path);
  expect(await readdir(folders.output)).toEqual(['Growing.mp4']);
});

test('another video of the same name is another timelapse, and the earlier one stays', async () => {
  const folders = await makeFolders();
  const path = join(folders.source, 'latest.mp4');
  makeVideo(path, H264, 4);
  const app = await startTestApp({}, { folders });
  const first = await app.waitForCompleted('latest');
  makeVideo(path, H264, 2);
  const both = await waitFor('both to be completed', async () => {
    const all = await app.list('?status=completed');
    return all.length === 2 ? all : null;
  });
  expect(both.map(({ video_duration }) => Math.round(video_duration!)).toSorted()).toEqual([2, 4]);
  expect(existsSync(first.output_video_path!)).toBe(true);
});

test('links are not followed, pipes are not opened, and what the app makes is never taken in', async () => {
  const folders = await makeFolders();
  const outside = join(folders.data, 'private.mp4');
  makeVideo(outside, H264);
  await symlink(outside, join(folders.source, 'Link.mp4'));
  execFileSync('mkfifo', [join(folders.source, 'Pipe.mp4')]);
  makeVideo(join(folders.source, 'Mine.mp4'), H264);
  await putFrames(join(folders.source, 'Pictures'));
  const app = await startTestApp({ timelapse_output_strategy: 'same' }, { folders });
  const pictures = await app.waitForCompleted('Pictures');
  expect(pictures.output_video_path).toBe(join(folders.source, 'Pictures', 'Pictures.mp4'));
  const mine = await app.waitForCompleted('Mine');
  expect(mine.output_video_path).toBe(join(folders.source, 'Mine (2).mp4'));
  await lookForLong(app);
  expect((await app.list()).map(({ folder_name }) => folder_name).toSorted()).toEqual(['Mine', 'Pictures']);
});

test('is linked to its print, by its name and its time', async () => {
  const folders = await makeFolders();
  const app = await startTestApp({}, { folders });
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const job = await (
    await app.request('POST', '/jobs', {
      id: 'rocket-1',
      name: 'Rocket',
      status: 'completed',
      started_at: at(300),
      ended_at: at(200),
    })
  ).json();
  makeVideo(join(folders.source, 'Rocket.avi'), MJPEG);
  await makeOld(199 * 60, join(folders.source, 'Rocket.avi'));
  const made = await app.waitForCompleted('Rocket');
  const linked = await waitFor('it to be linked', async () => {
    const now = await app.one(made.id);
    return now.job_id === null ? null : now;
  });
  expect(linked).toMatchObject({ job_id: (job as WirePrintJob).id, link_source: 'auto' });
});

test('killed in the middle, it is made at the next start, and nothing is left over', async () => {
  const folders = await makeFolders();
  const path = join(folders.source, 'Long.avi');
  makeVideo(path, MJPEG, 120);
  await writeFile(join(folders.data, 'options.json'), JSON.stringify({ video: { preset: 'veryfast' } }));
  const before = await sumOf(path);
  const app = startProcess(folders);
  await app.ready();
  await waitFor('a partial video', async () =>
    (await readdir(folders.output)).some((name) => name.startsWith('.timelapse-')) ? true : null,
  );
  await app.end('SIGKILL');
  const made = await finishedBy(folders);
  expect(Math.round(made.video_duration!)).toBe(120);
  expect(await readdir(folders.output)).toEqual(['Long.mp4']);
  expect(await sumOf(path)).toBe(before);
});

async function finishedBy(folders: TestFolders): Promise<WireTimelapse> {
  const app = startProcess(folders);
  await app.ready();
  const made = await waitFor('it to be completed', async () => {
    const all = await app.list();
    expect(all.length).toBeLessThan(2);
    return all[0]?.status === 'completed' ? all[0] : null;
  });
  await app.end('SIGTERM');
  return made;
}
