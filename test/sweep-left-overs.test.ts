import { mkdir, readdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolders, startTestApp } from './helpers/start-app.ts';
import { BY_HAND } from './helpers/with-video.ts';

describe('what was half written when the app was killed', () => {
  it('is removed at the next start, and nothing that is not ours [1.24]', async () => {
    const folders = await makeFolders();
    const { data } = folders;
    await mkdir(join(data, 'posters'));
    await mkdir(join(data, 'options.json.folder.tmp'));
    const run = '11111111-2222-4333-8444-555555555555';
    for (const name of [run, 'holiday']) await mkdir(join(data, 'renders', name), { recursive: true });
    const ours = [
      `renders/${run}/excluded.tmp`,
      'options.json.tmp',
      'timelapse.sqlite3.backup.tmp',
      'posters/a.jpg.part.jpg',
    ];
    const theirs = ['renders/holiday/a.jpg', 'notes.tmp', 'my-options.json.tmp', 'posters/a.jpg'];
    for (const name of [...ours, ...theirs]) await writeFile(join(data, name), '{');
    await startTestApp(BY_HAND, { folders });
    const left = (await readdir(data, { recursive: true })).filter((name) => /tmp$|jpg$/.test(name));
    expect(left.toSorted()).toEqual([...theirs, 'options.json.folder.tmp'].toSorted());
  });

  it('is removed where the options really are [1.24]', async () => {
    const folders = await makeFolders();
    const first = await startTestApp(BY_HAND, { folders });
    await first.stop();
    const elsewhere = join(folders.source, 'kept-elsewhere.json');
    await rename(join(folders.data, 'options.json'), elsewhere);
    await symlink(elsewhere, join(folders.data, 'options.json'));
    await writeFile(`${elsewhere}.tmp`, '{');
    await startTestApp(BY_HAND, { folders });
    expect(await readdir(folders.source)).toEqual(['kept-elsewhere.json']);
  });

  it('by the configuration test is removed by the next one [1.24]', async () => {
    const app = await startTestApp(BY_HAND);
    const [old, young] = ['.timelapse-test-1.tmp', '.timelapse-test-2.tmp'];
    for (const name of [old, young]) await writeFile(join(app.folders.output, name), '');
    await utimes(join(app.folders.output, old), 1, 1);
    expect((await app.request('POST', '/settings/test')).status).toBe(200);
    expect(await readdir(app.folders.output)).toEqual([young]);
  });
});
