import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { makeBackupCopy } from '../../src/db/backup-copy.ts';
import { openDatabase } from '../../src/db/open.ts';
import { readYaml } from '../package/repository.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';

const BACKUP = new URL('../../src/backup.ts', import.meta.url).pathname;
const FILE = 'timelapse.sqlite3';
const left = readYaml<{ backup_exclude: string[] }>('printernizer-timelapse/config.yaml').backup_exclude;

/** Whether a pattern of backup_exclude fits a path: Home Assistant compares from the right, part by part. */
function isLeftOut(path: string): boolean {
  const pattern = (text: string) => new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
  return left.some((each) => pattern(each).test(basename(path)));
}

/** What Home Assistant does: everything but what is left out, file after file. */
async function backUp(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (source) => source === from || !isLeftOut(source) });
}

function call(action: string, data: string) {
  return spawnSync(process.execPath, [BACKUP, action], {
    env: { PATH: process.env.PATH, DATA_DIR: data },
    encoding: 'utf8',
  });
}

async function namesIn(data: string): Promise<string[]> {
  const { db } = await openDatabase(data, 0);
  const names = (await db('settings').orderBy('name').pluck('name')) as string[];
  await db.destroy();
  return names;
}

async function write(data: string, ...names: string[]): Promise<void> {
  const { db } = await openDatabase(data, 0);
  await db('settings').insert(names.map((name) => ({ name, value: '1' })));
  await db.destroy();
}

describe('a backup while the app runs', () => {
  it('brings back every timelapse on another machine, though the database in it is torn', async () => {
    const folders = await makeFolders();
    const app = await startTestApp({}, { folders });
    const job = { name: 'Benchy', status: 'completed', started_at: '2026-11-20T12:30:00Z' };
    expect((await app.request('POST', '/jobs', job)).status).toBe(201);
    expect(call('make', folders.data)).toMatchObject({ status: 0, stderr: '' });
    // What comes after the copy is not in the backup, and what is copied meanwhile is torn.
    expect((await app.request('POST', '/jobs', { ...job, name: 'Too late' })).status).toBe(201);
    const other = await makeFolders();
    await rm(other.data, { recursive: true });
    await backUp(folders.data, other.data);
    expect(call('clear', folders.data)).toMatchObject({ status: 0, stderr: '' });
    expect((await readdir(folders.data)).filter((name) => /backup|made-here/.test(name))).toEqual([]);
    const torn = await readFile(join(other.data, FILE));
    await writeFile(join(other.data, FILE), Buffer.concat([torn.subarray(0, 4096), Buffer.alloc(8192, 3)]));

    const restored = await startTestApp({}, { folders: other });
    const jobs = await restored.get<{ name: string }[]>('/jobs');
    expect(jobs.map(({ name }) => name)).toEqual(['Benchy']);
    expect(restored.log.join('')).toMatch(/restored from a backup/);
    expect((await readdir(other.data)).filter((name) => /backup|made-here|broken/.test(name))).toEqual([]);
    expect((await app.get<unknown[]>('/jobs')).length).toBe(2);
  });

  it('leaves out what can be made again and what belongs to one machine', async () => {
    for (const name of ['previews', 'app.lock', `${FILE}.made-here`, `${FILE}.backup.tmp`])
      expect([name, isLeftOut(`/mnt/data/supervisor/apps/data/x/${name}`)]).toEqual([name, true]);
    for (const name of [FILE, `${FILE}-wal`, `${FILE}.backup`, 'options.json', 'posters'])
      expect([name, isLeftOut(`/mnt/data/supervisor/apps/data/x/${name}`)]).toEqual([name, false]);
  });
});

describe('the copy of the database', () => {
  it('is dropped for the newer database when it was made here and never cleared', async () => {
    const { data } = await makeFolders();
    await write(data, 'before');
    await makeBackupCopy(data);
    const { db } = await openDatabase(data, 0);
    await db.destroy();
    await write(data, 'after');
    expect(await namesIn(data)).toEqual(['after', 'before']);
    expect(await readdir(data)).toEqual([FILE]);
  });

  it('takes the place of a database whose log would undo it', async () => {
    const { data, output: restored } = await makeFolders();
    const { db } = await openDatabase(data, 0);
    await db('settings').insert({ name: 'kept', value: '1' });
    await makeBackupCopy(data);
    await db('settings').insert({ name: 'too late', value: '1' });
    await backUp(data, restored);
    await db.destroy();
    expect((await readFile(join(restored, `${FILE}-wal`))).length).toBeGreaterThan(0);
    expect(await namesIn(restored)).toEqual(['kept']);
  });

  it('is taken over though the taking over was cut off before', async () => {
    const { data } = await makeFolders();
    await write(data, 'kept');
    await makeBackupCopy(data);
    // As if the power had failed after the log was removed and before the copy was put in place.
    for (const name of [FILE, `${FILE}.made-here`]) await rm(join(data, name));
    expect(await namesIn(data)).toEqual(['kept']);
  });

  it('is not left half made', async () => {
    const { data } = await makeFolders();
    await write(data, 'kept');
    // Nothing can be written to where a folder is.
    await mkdir(join(data, `${FILE}.backup`, 'in the way'), { recursive: true });
    const { status, stderr } = call('make', data);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The database in .+ could not be prepared for a backup: .+\.\n$/);
  });

  it('is not needed where there is no database yet', async () => {
    const { data } = await makeFolders();
    expect(call('make', data)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(data, FILE))).toBe(false);
    expect(loadConfig({ DATA_DIR: data }).dataDir).toBe(data);
  });

  it('knows what it is asked for', () => {
    expect(call('', '/nowhere')).toMatchObject({
      status: 2,
      stderr: 'Unknown action "". Known actions: make, clear.\n',
    });
  });
});
