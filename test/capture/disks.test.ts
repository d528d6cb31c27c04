import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFakeCamera } from '../fakes/fake-camera.ts';
import { makeShare, noDeadShare } from '../helpers/dead-share.ts';
import { mountSmallDisk, noSmallDisk } from '../helpers/small-disk.ts';
import { makeFolders } from '../helpers/start-app.ts';
import { startWithCamera } from '../helpers/capture-by-hand.ts';

describe('a capture', () => {
  it.skipIf(noSmallDisk)(
    'goes on when a full disk has space again, without anything half written',
    async () => {
      const folders = await makeFolders();
      const disk = mountSmallDisk(folders.source);
      const { capture, until, stop } = await startWithCamera(await startFakeCamera(), { folders });
      await until('pictures', ({ image_count: count }) => count >= 4);
      disk.fill();
      const { refused } = await until('a full disk', ({ problem }) => problem?.code === 'disk_full');
      expect(refused.disk_full).toBeGreaterThanOrEqual(5);
      const kept = (await readdir(join(folders.source, capture.folder_name))).toSorted();
      expect(kept.filter((name) => !/^\d{6}\.jpg$|^\.capture\.jsonl$/.test(name))).toEqual([]);
      disk.free();
      const { image_count: before } = await until('its end', ({ problem }) => problem === null);
      await until('more', ({ image_count: count }) => count > before);
      await stop();
    },
  );

  it.skipIf(noDeadShare)('waits for a share that hangs, and the app goes on meanwhile', async () => {
    const folders = await makeFolders();
    const share = makeShare(folders.source);
    const times = { shareMs: 300 };
    const { app, until, stop } = await startWithCamera(await startFakeCamera(), { folders, times });
    const { image_count: before } = await until('pictures', ({ image_count: count }) => count >= 4);
    await share.die();
    await until('a problem', ({ problem }) => problem?.code === 'folder');
    expect((await app.request('GET', '/health')).status).toBe(200);
    share.comeBack();
    await until('pictures again', ({ image_count: count, problem }) => problem === null && count > before);
    await stop();
  });
});
