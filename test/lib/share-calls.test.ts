import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ShareCalls, shareOf } from '../../src/lib/share-calls.ts';
import { childProcesses } from '../helpers/child-processes.ts';
import { makeShare, noDeadShare } from '../helpers/dead-share.ts';
import { cleanUp, makeFolders } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const NO_ANSWER = expect.objectContaining({ code: 'ETIMEDOUT' });

/** The guard with the folders of a test, each a share of its own. */
async function start(limitMs = 10_000) {
  const folders = await makeFolders();
  const shares = new ShareCalls(limitMs, () => [folders.source, folders.output], '/nowhere');
  cleanUp(async () => shares.stop());
  return { ...folders, shares, files: shares.files };
}

describe('calls on a share', () => {
  it('are answered, with what they bring or throw', async () => {
    const { files, output } = await start();
    const path = join(output, 'a.txt');
    await files.writeAtomic(path, 'text');
    expect(await files.inspect(path)).toMatchObject({ kind: 'file', sizeBytes: 4 });
    expect(await Promise.all([files.list(output), files.readText(path)])).toEqual([['a.txt'], 'text']);
    expect(await files.reserve(path)).toBe(false);
    await expect(files.remove(join(output, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.copyInto(path, path)).rejects.toMatchObject({ code: 'EEXIST' });
  });

  it('bring any part of a file, however long', async () => {
    const { files, output } = await start();
    const bytes = Buffer.alloc(3_000_000, 'abcdefg');
    await writeFile(join(output, 'long'), bytes);
    const file = await files.open(join(output, 'long'));
    for (const [first, last] of [
      [0, bytes.length - 1],
      [5, 5],
      [600_000, Infinity],
    ] as const) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of file.read(first, last)) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(bytes.subarray(first, last + 1))).toBe(true);
    }
    await file.close();
    await expect(files.open(output)).rejects.toMatchObject({ code: 'EFTYPE' });
  });

  it('tell of many files at once which are there, each share for its own', async () => {
    const { files, source, output } = await start();
    await mkdir(join(source, 'folder.mp4'));
    await writeFile(join(output, 'a.mp4'), 'a');
    await writeFile(join(source, 'b.mp4'), 'b');
    const under = (folder: string, ...names: string[]) => names.map((name) => join(folder, name));
    const [a, below] = under(output, 'a.mp4', 'a.mp4/c.mp4') as [string, string];
    const [b, none, folder] = under(source, 'b.mp4', 'none.mp4', 'folder.mp4') as [string, string, string];
    expect(await files.areFiles([b, a, none, below, folder])).toEqual([true, true, false, null, false]);
    expect(await files.areFiles([])).toEqual([]);
  });

  it('are made by one process for each share', async () => {
    const { files, source, output } = await start();
    await mkdir(join(source, 'folder'));
    const paths = [source, join(source, 'folder'), output, join(output, 'x'), source, output];
    await Promise.all(paths.map((path) => files.inspect(path)));
    expect((await childProcesses('share-call-process')).length).toBe(2);
  });
});

describe('the share of a path', () => {
  it.each([
    ['/media/prints/a/b.jpg', '/media/prints'],
    ['/media/prints', '/media/prints'],
    ['/media/printsome/a', '/media'],
    ['/media/videos/x.mp4', '/media/videos'],
    ['/old/videos/x.mp4', '/old/videos'],
  ])('%s is %s', (path, share) => {
    expect(shareOf(path, ['/media', '/media/prints', '/media/videos'])).toBe(share);
  });
});

describe.skipIf(noDeadShare !== null)('calls on a share that hangs', () => {
  it('keep no one waiting and have one process at most, and others are answered [1.2]', async () => {
    const { files, source, output, data } = await start(500);
    const share = makeShare(output);
    await files.inspect(output);
    await share.die();
    const asked = Array.from({ length: 30 }, () => files.inspect(output).catch((error: unknown) => error));
    for (const answer of await Promise.all(asked)) expect(answer).toEqual(NO_ANSWER);
    for (let time = 0; time < 5; time += 1) await expect(files.space(output)).rejects.toEqual(NO_ANSWER);
    expect(await files.list(source)).toEqual([]);
    expect(await files.list(data)).toEqual([]);
    expect((await childProcesses('share-call-process')).length).toBeLessThanOrEqual(3);
    expect(await readFile(import.meta.filename, 'utf8')).toContain('keep no one waiting');
    share.comeBack();
    await waitFor('an answer', () => files.list(output).catch(() => null));
  });

  it('are waited for with patience where something is being changed [1.2]', async () => {
    const { files, output } = await start(500);
    const share = makeShare(output);
    await files.inspect(output);
    await share.die();
    const writing = files.writeAtomic(join(output, 'a.txt'), 'text').then(() => 'written');
    await expect(files.inspect(output)).rejects.toEqual(NO_ANSWER);
    // The one that waits no longer has not ended the other.
    expect(await Promise.race([writing, new Promise((resolve) => setImmediate(resolve, 'waits'))])).toBe(
      'waits',
    );
    await expect(writing).rejects.toEqual(NO_ANSWER);
  });

  it('are waited for briefly when the app is stopping [1.2]', async () => {
    const { shares, files, output } = await start(60_000);
    const share = makeShare(output);
    await files.inspect(output);
    await share.die();
    const asked = files.flush(join(output, 'a')).catch((error: unknown) => error);
    shares.hasten(200);
    expect(await asked).toEqual(NO_ANSWER);
  });
});
