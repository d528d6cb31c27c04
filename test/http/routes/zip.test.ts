import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanUp, type TestApp } from '../../helpers/start-app.ts';
import { render, startWithFolders } from '../../helpers/with-video.ts';

/** Unpacks an archive with Python's own reader, which checks every checksum. @returns contents by name */
async function unpack(bytes: Buffer): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'zip-'));
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'all.zip');
  await writeFile(path, bytes);
  execFileSync('python3', [
    '-c',
    'import sys,zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])',
    path,
    join(folder, 'out'),
  ]);
  const names = await readdir(join(folder, 'out'));
  const read = names.map(async (name) => [name, await readFile(join(folder, 'out', name))] as const);
  return new Map(await Promise.all(read));
}

async function withVideos(names: string[]) {
  const { app, found } = await startWithFolders(names);
  const done = [];
  for (const each of found) done.push(await render(app, each));
  return { app, done, ids: done.map(({ id }) => id).join(',') };
}

const ask = (app: TestApp, ids: string, method = 'GET') => app.request(method, `/timelapses/zip?ids=${ids}`);

describe('several videos', () => {
  it('come as one archive, of a size that is told before, with names for every system', async () => {
    const { app, done, ids } = await withVideos(['Über "A"', 'über  A', '龙 🐉']);
    const answer = await ask(app, `${ids},${done[0]!.id}`);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toContain('timelapses.zip');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBe(Number(answer.headers.get('content-length')));
    const files = await unpack(bytes);
    expect([...files.keys()].map((name) => name.toLowerCase()).toSorted()).toEqual(
      ['über a (2).mp4', 'über a.mp4', '龙 🐉.mp4'].toSorted(),
    );
    const originals = await Promise.all(done.map(({ output_video_path: path }) => readFile(path!)));
    for (const original of originals)
      expect([...files.values()].some((file) => file.equals(original))).toBe(true);
    const head = await ask(app, ids, 'HEAD');
    expect(head.headers.get('content-length')).toBe(answer.headers.get('content-length'));
  });

  it('are refused by name where one has no video', async () => {
    const { app, found } = await startWithFolders(['Benchy']);
    const answer = await ask(app, found[0]!.id);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      error: { message: expect.stringContaining('"Benchy" has no video') },
    });
    expect((await ask(app, 'nobody')).status).toBe(404);
    const many = Array.from({ length: 201 }, () => 'x').join(',');
    for (const ids of ['', ',', many]) expect((await ask(app, ids)).status).toBe(400);
  });

  it('that change or vanish on the way cut the download short, and the app goes on', async () => {
    const { app, done, ids } = await withVideos(['Benchy', 'Vase']);
    const [first, second] = done.map(({ output_video_path: path }) => path!);
    // Too large for any buffer on the way: the second is opened much later.
    appendFileSync(first!, Buffer.alloc(64 * 1024 * 1024));
    const answer = await ask(app, ids);
    await truncate(second!, 10);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    expect((await app.request('GET', '/health')).status).toBe(200);
  });
});
