import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonOf, rawRequest } from '../../helpers/raw-request.ts';
import { makeFolders, startTestApp, type TestApp } from '../../helpers/start-app.ts';
import { startWithFolders, startWithVideo } from '../../helpers/with-video.ts';

const SECRET = 'nobody may read this';

/** What someone may put in the place of a file of ours. @param elsewhere another file, of the kind that was there */
const IN_PLACE: Record<string, (path: string, elsewhere: string) => Promise<void>> = {
  'a link to a secret': async (path) => {
    const secret = join(dirname(dirname(path)), 'secret.txt');
    await writeFile(secret, SECRET);
    await symlink(secret, path);
  },
  'a link to another file of its kind': (path, elsewhere) => symlink(elsewhere, path),
  'a link that leads nowhere': (path) => symlink('/no/such/file', path),
  'a link to itself': (path) => symlink(path, path),
  'a folder': async (path) => void (await mkdir(path)),
  'a pipe': async (path) => void execFileSync('mkfifo', [path]),
  'a device': (path) => symlink('/dev/zero', path),
};
const KINDS = Object.keys(IN_PLACE);

/** Takes a file away and puts something else in its place. */
async function swap(path: string, kind: string): Promise<void> {
  const elsewhere = join(dirname(dirname(path)), `elsewhere-${Math.random()}`);
  await rename(path, elsewhere);
  await IN_PLACE[kind]!(path, elsewhere);
}

function ask(app: TestApp, path: string, headers: Record<string, string> = {}) {
  return rawRequest(app.app.port, { method: 'GET', path: `/api/v1/timelapses/${path}`, headers });
}

describe('in the place of a video', () => {
  it.each(KINDS)('%s is never sent, shown or trusted [1.22]', async (kind) => {
    const { app, done } = await startWithVideo('Benchy');
    await swap(done.output_video_path!, kind);
    for (const path of ['video', 'video?download=true', 'preview']) {
      for (const headers of [{}, { range: 'bytes=0-9' }] as Record<string, string>[]) {
        const answer = await ask(app, `${done.id}/${path}`, headers);
        expect([path, answer.status]).toEqual([path, 404]);
        expect(String(answer.bytes)).not.toContain(SECRET);
      }
    }
    expect(await app.one(done.id)).toMatchObject({ video_exists: false });
    const refused = await app.request('DELETE', `/timelapses/${done.id}?delete_source=true`);
    expect(await refused.json()).toMatchObject({ error: { code: 'not_playable' } });
  });
});

describe('in the place of a poster or a log', () => {
  it.each(KINDS)('%s is not followed [1.22]', async (kind) => {
    const { app, done } = await startWithVideo('Benchy');
    const at = (folder: string, ending: string) => join(app.folders.data, folder, `${done.id}.${ending}`);
    await swap(at('posters', 'jpg'), kind);
    await swap(at('logs', 'log'), kind);
    for (const file of ['poster', 'log']) {
      const answer = await ask(app, `${done.id}/${file}`);
      expect([file, answer.status]).toEqual([file, 404]);
      expect(jsonOf(answer)).toMatchObject({ error: { code: 'not_found' } });
    }
  });
});

describe('in the place of a frame', () => {
  it.each(KINDS)('%s is not shown [1.22]', async (kind) => {
    const { app, found } = await startWithFolders(['Benchy'], { timelapse_scan_interval: 3600 });
    const { id, source_folder } = found[0]!;
    const names = (await readFileNames(source_folder)).toSorted();
    await swap(join(source_folder, names.at(-1)!), kind);
    const answer = await ask(app, `${id}/frames/latest`);
    expect(answer.headers['content-type']).toMatch(answer.status === 200 ? 'image/jpeg' : 'json');
    const last = await ask(app, `${id}/frames/${names.length}`);
    expect(last.status).toBe(404);
  });

  it('a picture behind a link is not shown as the newest one [1.22]', async () => {
    const { app, found } = await startWithFolders(['Benchy'], { timelapse_scan_interval: 3600 });
    const { id, source_folder } = found[0]!;
    for (const name of await readFileNames(source_folder)) await swap(join(source_folder, name), KINDS[1]!);
    expect((await ask(app, `${id}/frames/latest`)).status).toBe(404);
  });
});

describe('in the output folder', () => {
  it('links, folders and pipes are not taken in as videos of ours [1.22]', async () => {
    const { app, done } = await startWithVideo('Benchy', { timelapse_flickerfree_path: '' });
    await app.stop();
    const folders = await makeFolders();
    const at = (name: string) => join(folders.output, name);
    await symlink(done.output_video_path!, at('link.mp4'));
    await mkdir(at('folder.mp4'));
    execFileSync('mkfifo', [at('pipe.mp4')]);
    await writeFile(at('real.mp4'), await readFile(done.output_video_path!));
    const other = await startTestApp({}, { folders });
    const adopted = await other.waitForCompleted('Benchy');
    expect(adopted.output_video_path).toBe(at('real.mp4'));
  });
});

describe('in the place of an image folder', () => {
  it('a link is not followed when frames are deleted [1.22]', async () => {
    const { app, done } = await startWithVideo('Benchy', { timelapse_scan_interval: 3600 });
    const precious = join(dirname(app.folders.source), 'precious');
    await rename(done.source_folder, precious);
    await symlink(precious, done.source_folder);
    const answer = await app.request('DELETE', `/timelapses/${done.id}?delete_source=true`);
    expect(answer.status).toBe(409);
    expect((await readFileNames(precious)).length).toBe(done.image_count);
    await unlink(done.source_folder);
    await rm(precious, { recursive: true });
  });
});

async function readFileNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.jpg'));
}
