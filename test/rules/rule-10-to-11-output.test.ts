import { execFileSync } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, makeFolders, startTestApp } from '../helpers/start-app.ts';
import { probeField } from '../helpers/video-luma.ts';
import { waitFor } from '../helpers/wait-for.ts';

const FOREIGN = { timelapse_flickerfree_path: engine('foreign.sh') };

/** Names that slicers and people make, and that break careless programs. */
const ODD_NAMES = [
  'My print (2) – Ümlaut.3mf',
  '-rf .. %d %s',
  `it's "quoted" $HOME \`ls\``,
  '<img src=x onerror=alert(1)>',
  'ペーパークラフト 🦆 العربية',
  'line\nbreak',
  "Robert'); DROP TABLE timelapses;--",
  '#hash?query&and=more',
  '100%.mp4',
  'n'.repeat(255),
  '漢'.repeat(85),
];

describe('rule 10: the output', () => {
  test('rule 10: is hidden while it is made, then renamed', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('slow.sh') });
    await putFrames(join(app.folders.source, 'Hidden'), { secondsAgo: 5000 });
    const seen = new Set<string>();
    await waitFor('the video', async () => {
      for (const name of await readdir(app.folders.output)) seen.add(name);
      return seen.has('Hidden.mp4');
    });
    const partials = [...seen].filter((name) => name !== 'Hidden.mp4');
    expect(partials.every((name) => name.startsWith('.'))).toBe(true);
    await app.waitForCompleted('Hidden');
    expect(await readdir(app.folders.output)).toEqual(['Hidden.mp4']);
  });

  test('rule 10: never overwrites a file that we did not write', async () => {
    const app = await startTestApp(FOREIGN);
    await writeFile(join(app.folders.output, 'Taken.mp4'), 'precious');
    await putFrames(join(app.folders.source, 'Taken'), { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Taken');
    expect(done.output_video_path).toBe(join(app.folders.output, 'Taken (2).mp4'));
    expect(await readFile(join(app.folders.output, 'Taken.mp4'), 'utf8')).toBe('precious');
  });

  test('rule 10: a link that leads nowhere, a folder and a pipe of that name stay [1.4]', async () => {
    const app = await startTestApp(FOREIGN);
    const at = (name: string) => join(app.folders.output, name);
    await symlink('/no/such/place', at('Taken.mp4'));
    await mkdir(at('Taken (2).mp4'));
    execFileSync('mkfifo', [at('Taken (3).mp4')]);
    await putFrames(join(app.folders.source, 'Taken'), { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Taken');
    expect(done.output_video_path).toBe(at('Taken (4).mp4'));
    expect(await readlink(at('Taken.mp4'))).toBe('/no/such/place');
    expect((await lstat(at('Taken (3).mp4'))).isFIFO()).toBe(true);
  });

  test.each(['mkfifo "$2"', 'mkdir "$2"', 'ln -s /no/such/file "$2"', 'ln -s /dev/zero "$2"'])(
    'rule 10: what an engine leaves is a video only as a file: %s [1.4]',
    async (script) => {
      const folders = await makeFolders();
      const path = join(folders.data, 'odd.sh');
      await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      const app = await startTestApp({ timelapse_flickerfree_path: path }, { folders });
      await putFrames(join(app.folders.source, 'Odd'), { secondsAgo: 5000 });
      expect(await app.waitForStatus('Odd', 'failed')).toMatchObject({ error_code: 'bad_output' });
      expect(await readdir(app.folders.output)).toEqual([]);
    },
  );

  test('rule 10: a second render replaces our own video, but not what someone put in its place', async () => {
    const app = await startTestApp(FOREIGN);
    await putFrames(join(app.folders.source, 'Twice'), { secondsAgo: 5000 });
    const first = await app.waitForCompleted('Twice');
    await app.request('POST', `/timelapses/${first.id}/process`);
    await waitFor('the second render', () => app.live.all('timelapse.completed')[1]);
    expect(await readdir(app.folders.output)).toEqual(['Twice.mp4']);

    await writeFile(join(app.folders.output, 'Twice.mp4'), 'edited by hand');
    await app.request('POST', `/timelapses/${first.id}/process`);
    await waitFor('the third render', () => app.live.all('timelapse.completed')[2]);
    expect(await readFile(join(app.folders.output, 'Twice.mp4'), 'utf8')).toBe('edited by hand');
    expect((await app.one(first.id)).output_video_path).toBe(join(app.folders.output, 'Twice (2).mp4'));
  });

  test('rule 10: strategy "same" puts the video beside its frames, "both" in each place', async () => {
    const app = await startTestApp({ ...FOREIGN, timelapse_output_strategy: 'same' });
    const folder = join(app.folders.source, 'Where');
    await putFrames(folder, { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Where');
    expect(done.output_video_path).toBe(join(folder, 'Where.mp4'));
    expect(await readdir(app.folders.output)).toEqual([]);

    const { options } = app.app;
    options.replace({ ...options.current, timelapse_output_strategy: 'both' });
    await app.request('POST', `/timelapses/${done.id}/process`);
    await waitFor('the second render', () => app.live.all('timelapse.completed')[1]);
    const video = join(app.folders.output, 'Where.mp4');
    expect((await app.one(done.id)).output_video_path).toBe(video);
    expect(await readFile(join(folder, 'Where.mp4'))).toEqual(await readFile(video));

    options.replace({ ...options.current, timelapse_output_strategy: 'same' });
    await app.request('POST', `/timelapses/${done.id}/process`);
    await waitFor('the third render', () => app.live.all('timelapse.completed')[2]);
    expect(await readdir(app.folders.output)).toEqual([]);
    expect((await app.one(done.id)).output_video_path).toBe(join(folder, 'Where.mp4'));

    await app.request('DELETE', `/timelapses/${done.id}`);
    expect((await readdir(folder)).filter((name) => name.endsWith('.mp4'))).toEqual([]);
    expect(await readdir(join(app.folders.data, 'posters'))).toEqual([]);
    expect(await readdir(join(app.folders.data, 'logs'))).toEqual([]);
  });

  test.each(ODD_NAMES)('rule 10: a folder called %j becomes a video of that name', async (name) => {
    const app = await startTestApp(FOREIGN);
    await putFrames(join(app.folders.source, name), { secondsAgo: 5000 });
    const done = await app.waitForCompleted(name);
    const [file = ''] = await readdir(app.folders.output);
    expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255);
    expect(name.startsWith(file.slice(0, -'.mp4'.length))).toBe(true);
    expect(await probeField(join(app.folders.output, file), 'codec_name')).toBe('h264');
    const download = await app.request('GET', `/timelapses/${done.id}/video?download=true`);
    expect(download.status).toBe(200);
    expect((await download.arrayBuffer()).byteLength).toBe(done.file_size_bytes);
  });

  test.each([
    ['nothing.sh', 'nothing was written'],
    ['garbage.sh', 'no video was written'],
  ])('rule 10: "done" from an engine is not believed when %s', async (script) => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine(script) });
    await putFrames(join(app.folders.source, 'Liar'), { secondsAgo: 5000 });
    const failed = await app.waitForStatus('Liar', 'failed');
    expect(failed.error_code).toBe('bad_output');
    expect(await readdir(app.folders.output)).toEqual([]);
  });
});

describe('rule 11: disk space', () => {
  const space = (freeBytes: number) => ({ diskSpace: async () => ({ freeBytes, totalBytes: 64e9 }) });

  test('rule 11: a render that would not fit is not begun, and says how much is missing', async () => {
    const app = await startTestApp(FOREIGN, space(1e9));
    await putFrames(join(app.folders.source, 'No room'), { secondsAgo: 5000 });
    const failed = await app.waitForStatus('No room', 'failed');
    expect(failed).toMatchObject({ error_code: 'disk_full', retry_count: 0 });
    expect(failed.error_message).toContain('clean-up');
    expect(failed.error_detail).toMatch(/ needs \d+ more bytes/);
    expect(await readdir(app.folders.output)).toEqual([]);
  });

  test('rule 11: the reserve on a small disk is 5 %', async () => {
    const app = await startTestApp(FOREIGN, {
      diskSpace: async () => ({ freeBytes: 600_000, totalBytes: 10_000_000 }),
    });
    await putFrames(join(app.folders.source, 'Just fits'), { secondsAgo: 5000 });
    await app.waitForCompleted('Just fits');
    await rm(app.folders.output, { recursive: true });
  });
});
