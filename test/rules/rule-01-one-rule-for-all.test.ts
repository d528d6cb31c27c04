import { mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listFrames } from '../../src/engine/input/list-frames.ts';
import { readFrames } from '../../src/previews/read-frames.ts';
import { scanFolder } from '../../src/watcher/scan-folder.ts';
import { writeGreyFrame } from '../fixtures/make-frames.ts';
import { makeFolders, startTestApp } from '../helpers/start-app.ts';
import { videoLuma } from '../helpers/video-luma.ts';

interface Case {
  what: string;
  /** In the order of the video; each is written as a file that is older than the one before it. */
  frames: string[];
  /** What lies beside them and is no frame. */
  others?: (folder: string, elsewhere: string) => Promise<unknown>;
}

const CASES: Case[] = [
  { what: 'extensions of any case', frames: ['a.jpg', 'b.JPEG', 'c.PnG', 'd.WebP'] },
  {
    what: 'hidden, unfinished and empty files, and folders',
    frames: ['a.jpg', 'a.tmp.jpg'],
    others: async (folder) => {
      for (const name of ['.a.jpg', 'b.jpg.tmp', 'b.jpg.part', 'b.jpg~', 'c.gif', 'jpg'])
        await writeFile(join(folder, name), 'x');
      await writeFile(join(folder, 'empty.jpg'), '');
      await mkdir(join(folder, 'folder.jpg'));
    },
  },
  {
    what: 'links to a frame, out of the folder, to nothing and in a circle',
    frames: ['a.jpg', 'b.jpg'],
    others: async (folder, elsewhere) => {
      await writeFile(join(elsewhere, 'private.jpg'), 'private');
      await symlink('b.jpg', join(folder, 'lastsnap.jpg'));
      await symlink(join(elsewhere, 'private.jpg'), join(folder, 'c.jpg'));
      await symlink('nothing.jpg', join(folder, 'd.jpg'));
      await symlink('e.jpg', join(folder, 'e.jpg'));
    },
  },
  {
    what: 'names that are not UTF-8',
    frames: ['a.jpg', 'caf\ufffd.jpg'],
    others: async (folder) => {
      for (const byte of [0xe9, 0xff]) {
        const name = Buffer.concat([Buffer.from('caf'), Buffer.of(byte), Buffer.from('.jpg')]);
        await writeFile(Buffer.concat([Buffer.from(`${folder}/`), name]), 'x');
      }
    },
  },
  { what: 'a first frame without a number', frames: ['snap.jpg', 'snap1.jpg', 'snap2.jpg', 'snap10.jpg'] },
  { what: 'numbers in brackets', frames: ['img.jpg', 'img (1).jpg', 'img (2).jpg', 'img (10).jpg'] },
  {
    what: 'a picture that is overwritten again and again, beside numbered ones [1.17]',
    frames: ['zoom9.jpg', 'zoom10.jpg'],
    others: async (folder) => {
      for (const name of ['latest.jpg', 'lastsnap.png', 'current_image.jpg'])
        await writeFile(join(folder, name), 'x');
    },
  },
  { what: 'a picture that is overwritten again and again, alone [1.17]', frames: ['latest.jpg'] },
  { what: 'words without a number [1.17]', frames: ['a.jpg', 'b.jpg', 'last.jpg'] },
  { what: 'letters beyond ASCII', frames: ['Ä1.jpg', 'ä2.JPG', 'Ä10.jpg', '层2.jpg', '层10.jpg'] },
  { what: 'numbers beyond what is exact', frames: ['99999999999999999999.jpg', '100000000000000000000.jpg'] },
];

describe('which files are frames, and in which order, is one rule', () => {
  test.each(CASES)(
    'for the watcher, the previews and the engine: $what [1.14]',
    async ({ frames, others }) => {
      const folders = await makeFolders();
      await others?.(folders.source, folders.data);
      for (const [index, name] of frames.toReversed().entries()) {
        const path = join(folders.source, name);
        await writeFile(path, name);
        await utimes(path, 1_700_000_000 + index, 1_700_000_000 + index);
      }
      expect(listFrames(folders.source).frames.map(({ name }) => name)).toEqual(frames);
      expect(readFrames(folders.source).frames?.map(({ name }) => name)).toEqual(frames);
      expect(scanFolder(folders.source, 0, undefined)).toMatchObject({
        state: 'seen',
        snapshot: { fingerprint: { count: frames.length, lastName: frames.at(-1) }, newestName: frames[0] },
      });
    },
  );

  test('of names that are alike the time decides the order for all three [1.14]', async () => {
    const { source } = await makeFolders();
    const frames = ['IMG001.JPG', 'img1.jpg', 'img01.jpg'];
    for (const [index, name] of frames.entries()) {
      await writeFile(join(source, name), name);
      await utimes(join(source, name), 1_700_000_000 + index, 1_700_000_000 + index);
    }
    expect(listFrames(source).frames.map(({ name }) => name)).toEqual(frames);
    expect(readFrames(source).frames?.map(({ name }) => name)).toEqual(frames);
    const last = { fingerprint: { lastName: 'img01.jpg' }, newestName: 'img01.jpg' };
    expect(scanFolder(source, 0, undefined)).toMatchObject({ snapshot: last });
  });

  test('what is counted is rendered, and nothing that a link leads to [1.14]', async () => {
    const app = await startTestApp({
      timelapse_auto_process_timeout: 0,
      video: { deflicker: 'off', target_seconds: 0, fps: 10, hold_last_frame_seconds: 0 },
    });
    const { source, data } = app.folders;
    await writeGreyFrame(join(data, 'private.jpg'), 240);
    // Made beside and moved, so that it is seen whole.
    const folder = join(data, 'Snaps');
    await mkdir(folder);
    const inOrder = ['snap.jpg', 'snap1.jpg', 'snap2.jpg', 'snap10.jpg'];
    for (const [index, name] of inOrder.entries()) await writeGreyFrame(join(folder, name), 40 + 40 * index);
    await symlink(join(data, 'private.jpg'), join(folder, 'a.jpg'));
    await symlink('snap10.jpg', join(folder, 'lastsnap.jpg'));
    await symlink('loop.jpg', join(folder, 'loop.jpg'));
    await rename(folder, join(source, 'Snaps'));

    const found = await app.waitForStatus('Snaps', 'discovered');
    expect(found.image_count).toBe(inOrder.length);
    await app.request('POST', `/timelapses/${found.id}/process`);
    const done = await app.waitForCompleted('Snaps');
    expect(done.dropped_frames).toBe(0);
    const luma = await videoLuma(done.output_video_path ?? '');
    expect(luma).toHaveLength(inOrder.length);
    expect(luma).toEqual(luma.toSorted((a, b) => a - b));
  });
});
