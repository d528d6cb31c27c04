import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cleanUp } from './start-app.ts';

/** Puts a script before ffprobe that notes what it is asked about. @returns the arguments of every call so far */
export async function watchFfprobe(): Promise<() => Promise<string[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'watched-ffprobe-'));
  const [log, script] = [join(folder, 'log'), join(folder, 'ffprobe')];
  const before = process.env.PATH ?? '';
  await writeFile(log, '');
  await writeFile(script, `#!/bin/sh\necho "$*" >> '${log}'\nPATH='${before}' exec ffprobe "$@"\n`);
  await chmod(script, 0o755);
  process.env.PATH = folder + delimiter + before;
  cleanUp(async () => {
    process.env.PATH = before;
    await rm(folder, { recursive: true, force: true });
  });
  return async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean);
}
