import { chmod, mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cleanUp } from './start-app.ts';

/** What stands before the real ffmpeg in a test. */
export interface WatchedFfmpeg {
  /** Arguments of every ffmpeg that was started to make a preview. */
  started(): Promise<string[]>;
  /** Lets those go on that are held back, and all later ones. */
  release(): Promise<void>;
}

/** Puts a script before ffmpeg that notes each preview and, if wanted, holds it back until released. */
export async function watchFfmpeg({ hold = false } = {}): Promise<WatchedFfmpeg> {
  const folder = await mkdtemp(join(tmpdir(), 'watched-ffmpeg-'));
  const [log, held, script] = ['log', 'held', 'ffmpeg'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const before = process.env.PATH ?? '';
  const real = `PATH='${before}' exec ffmpeg "$@"`;
  const note = `*previews*) echo "$*" >> ${log}; while [ -e ${held} ]; do sleep 0.05; done;;`;
  await writeFile(script, `#!/bin/sh\ncase "$*" in ${note} esac\n${real}\n`);
  await chmod(script, 0o755);
  await writeFile(log, '');
  if (hold) await writeFile(held, '');
  process.env.PATH = folder + delimiter + before;
  const release = (): Promise<void> => unlink(held).catch(() => {});
  cleanUp(async () => {
    process.env.PATH = before;
    await rm(folder, { recursive: true, force: true });
  });
  cleanUp(release);
  return { started: async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean), release };
}

/** Ids of this process's own children whose command line holds all these texts. */
export async function childrenWith(...texts: string[]): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (!texts.every((text) => command.includes(text))) return [];
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      return status.includes(`PPid:\t${process.pid}\n`) ? [Number(id)] : [];
    }),
  );
  return found.flat();
}
