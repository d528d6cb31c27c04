import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { WireHealth, WireNotice } from '../../src/shared/system.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { makeOld, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

type Unused = Extract<WireNotice, { code: 'pictures_unused' }>;
const isUnused = (notice: WireNotice): notice is Unused => notice.code === 'pictures_unused';

const unusedNotices = async (app: TestApp): Promise<Unused[]> =>
  (await app.get<WireHealth>('/health')).notices.filter(isUnused);

const untilTold = (app: TestApp, count: number): Promise<Unused[]> =>
  waitFor(`${count} notices`, async () => {
    const reported = await unusedNotices(app);
    return reported.length === count && reported;
  });

const bytes = (name: string, code: number): Buffer =>
  Buffer.concat([Buffer.from(`${name}/caf`), Buffer.of(code), Buffer.from('.jpg')]);

const LATIN_1 = [0xe9, 0xfc];

const CASES: [
  reason: Unused['facts']['reason'],
  make: (folder: string) => Promise<unknown>,
  remedy: string,
][] = [
  [
    'links',
    async (folder) => {
      await putFrames(join(folder, '..', '..', 'elsewhere'));
      for (const name of ['frame_0001.jpg', 'frame_0002.jpg'])
        await symlink(join(folder, '..', '..', 'elsewhere', name), join(folder, name));
    },
    'the pictures themselves',
  ],
  [
    'format',
    async (folder) => {
      for (const name of ['IMG_1.HEIC', 'IMG_2.heif', 'IMG_3.MOV']) await writeFile(join(folder, name), 'x');
    },
    'Most Compatible',
  ],
  ['deeper', (folder) => putFrames(join(folder, 'layer', 'one')), 'directly in the source folder'],
  [
    'names',
    async (folder) => {
      for (const code of LATIN_1) await writeFile(bytes(folder, code), 'x');
    },
    'convmv',
  ],
  [
    'empty',
    async (folder) => {
      for (const name of ['a1.jpg', 'a2.jpg']) await writeFile(join(folder, name), '');
      await makeOld(100, folder);
    },
    'disk is full',
  ],
];

describe('a folder that seems to hold pictures but yields none', () => {
  test.each(CASES)('is told of once, with what helps: %s [1.16]', async (reason, make, remedy) => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    const beside = join(app.folders.source, '.beside');
    await mkdir(beside);
    await make(beside);
    await rename(beside, join(app.folders.source, 'Odd'));
    await putFrames(join(app.folders.source, 'Good'));
    const [notice] = await untilTold(app, 1);
    expect(notice).toMatchObject({ area: 'source', facts: { reason, names: ['Odd'], count: 1 } });
    expect(notice?.message).toContain('"Odd"');
    expect(notice?.remedy).toContain(remedy);
    expect((await app.waitForStatus('Good', 'discovered')).image_count).toBe(12);

    const odd = join(app.folders.source, 'Odd');
    // Renamed; beside good ones they are reported as well, see below.
    if (reason === 'names') for (const code of LATIN_1) await rm(bytes(odd, code));
    await putFrames(odd);
    await untilTold(app, 0);
    await app.waitForStatus('Odd', 'discovered');
  });

  test('is reported too where only some names are not UTF-8, and the others are frames [1.16]', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    const some = join(app.folders.source, 'Some');
    await putFrames(some, { frames: 3 });
    await writeFile(bytes(some, LATIN_1[0]!), 'x');
    const [notice] = await untilTold(app, 1);
    expect(notice?.facts).toEqual({ reason: 'names', names: ['Some'], count: 1 });
    expect((await app.waitForStatus('Some', 'discovered')).image_count).toBe(3);
    await rm(bytes(some, LATIN_1[0]!));
    await untilTold(app, 0);
  });

  test('is reported together with others of the same kind, until they are gone [1.16]', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    const names = Array.from({ length: 7 }, (_, index) => `Phone ${index + 1}`);
    for (const name of names) {
      await mkdir(join(app.folders.source, name));
      await writeFile(join(app.folders.source, name, 'IMG_1.heic'), 'x');
    }
    const notice = await waitFor('all seven', async () =>
      (await unusedNotices(app)).find(({ facts }) => facts.count === 7),
    );
    expect(notice.facts).toEqual({ reason: 'format', names: names.slice(0, 5), count: 7 });
    expect(notice.message).toContain('and 2 more');
    for (const name of names.slice(1)) await rm(join(app.folders.source, name), { recursive: true });
    await waitFor('one', async () => (await unusedNotices(app))[0]?.facts.count === 1);
  });

  test('is reported when its own name is not UTF-8 [1.16]', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    const misnamed = bytes(app.folders.source, 0xe9);
    await mkdir(misnamed);
    await writeFile(Buffer.concat([misnamed, Buffer.from('/a1.jpg')]), 'x');
    const [notice] = await untilTold(app, 1);
    expect(notice).toMatchObject({ facts: { reason: 'names', names: ['caf\ufffd.jpg'], count: 1 } });
    expect(notice?.remedy).toContain('convmv');
    const { notices } = await app.get<WireHealth>('/health');
    expect(notices.map(({ code }) => code)).not.toContain('entries_skipped');
  });

  test('is the source folder itself when pictures lie there [1.16]', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    await putFrames(app.folders.source, { frames: 3 });
    const [notice] = await untilTold(app, 1);
    expect(notice?.facts).toMatchObject({ reason: 'loose', count: 3 });
  });

  test('is nothing that a print has in its first moments, or what a storage adds [1.16]', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    const { source } = app.folders;
    await mkdir(join(source, 'Just begun'));
    await writeFile(join(source, 'Just begun', 'frame_0001.jpg'), '');
    await putFrames(join(source, 'No pictures', '@eaDir'));
    await writeFile(join(source, 'No pictures', 'notes.txt'), 'x');
    await mkdir(join(source, 'Empty'));
    await putFrames(join(source, 'Good'));
    await app.waitForStatus('Good', 'discovered');
    expect(await unusedNotices(app)).toEqual([]);
  });

  test.skipIf(process.getuid?.() === 0)('is one that may not be read [1.16]', async () => {
    const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
    const folder = join(app.folders.source, 'Locked');
    await putFrames(folder);
    await chmod(folder, 0o000);
    const [notice] = await untilTold(app, 1);
    await chmod(folder, 0o755);
    expect(notice?.facts).toMatchObject({ reason: 'unreadable', names: ['Locked'] });
    await untilTold(app, 0);
  });
});
