import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localFiles } from '../../src/lib/files.ts';
import { findEngine, isConfiguredEngineMissing } from '../../src/queue/engine-lookup.ts';
import { optionsSchema } from '../../src/options/catalogue.ts';
import { makeFolders } from '../helpers/start-app.ts';

const DEFAULT = optionsSchema.parse({}).timelapse_flickerfree_path;

/** A script with this mode. @returns its path */
async function script(mode: number): Promise<string> {
  const path = join((await makeFolders()).data, 'do_timelapse.sh');
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, mode);
  return path;
}

describe('the engine', () => {
  it('is the configured one', async () => {
    const path = await script(0o755);
    const found = await findEngine(path, localFiles);
    expect(found).toMatchObject({ path, code: 'configured' });
    expect(isConfiguredEngineMissing(found, path)).toBe(false);
  });

  it('is none when the configured one may not be run: the user wants that one', async () => {
    const path = await script(0o644);
    const found = await findEngine(path, localFiles);
    expect(found).toMatchObject({ path: null, code: 'engine_not_executable' });
    expect(found.why).toContain(path);
  });

  it.each(['/nowhere/do_timelapse.sh', '/dev/null'])(
    'is another one when the configured one, %s, is no file, and that is told',
    async (configured) => {
      const found = await findEngine(configured, localFiles);
      expect(found.path).toMatch(/\/do_timelapse\.sh$/);
      expect(found.path).not.toBe(configured);
      expect(found.why).toContain(configured);
      expect(found.code).toMatch(/^(bundled_instead|elsewhere)$/);
      expect(isConfiguredEngineMissing(found, configured)).toBe(true);
    },
  );

  it('is known as the bundled one where a link leads to it, as in the image', async () => {
    const link = join((await makeFolders()).data, 'do_timelapse.sh');
    await symlink(join(import.meta.dirname, '../../src/engine/do_timelapse.sh'), link);
    expect(await findEngine(link, localFiles)).toEqual({
      path: link,
      why: 'this is the bundled engine',
      code: 'bundled',
    });
  });

  it('is no folder', async () => {
    const folder = join((await makeFolders()).data, 'do_timelapse.sh');
    await mkdir(folder);
    expect((await findEngine(folder, localFiles)).path).not.toBe(folder);
  });

  it('is not missed when the path is the default and the bundled one stands in', async () => {
    const found = await findEngine(DEFAULT, localFiles);
    expect(found.path).not.toBeNull();
    expect(isConfiguredEngineMissing(found, DEFAULT)).toBe(false);
  });
});
