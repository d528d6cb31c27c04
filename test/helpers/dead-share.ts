import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanUp } from './start-app.ts';

/** A folder that answers, or hangs until it is brought back; it hangs no longer at the end of the test. */
export interface MortalShare {
  die(): Promise<void>;
  comeBack(): void;
}

/** A file system whose daemon never answers: the first question of the kernel, and with it every other, waits for ever. */
const MOUNT = `exec 3<>/dev/fuse
mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0,allow_other dead "$1" || exit 1
echo dead
exec sleep 3600`;

/** Why no share can die here; null = it can. */
export const noDeadShare = await reasonAgainst();

async function reasonAgainst(): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'dead-share-'));
  try {
    const daemon = await mount(folder);
    execFileSync('umount', ['--lazy', folder]);
    daemon.kill();
    return null;
  } catch {
    return 'a file system that hangs may not be mounted here (it takes root and /dev/fuse)';
  } finally {
    rmdirSync(folder);
  }
}

/** Lets a folder die as a share does: what was opened before still works, and everything else hangs. */
export function makeShare(folder: string): MortalShare {
  let daemon: ChildProcess | undefined;
  const comeBack = (): void => {
    if (daemon === undefined) return;
    execFileSync('umount', ['--lazy', folder]);
    daemon.kill();
    daemon = undefined;
  };
  cleanUp(async () => comeBack());
  return {
    async die() {
      daemon ??= await mount(folder);
    },
    comeBack,
  };
}

async function mount(folder: string): Promise<ChildProcess> {
  const daemon = spawn('sh', ['-c', MOUNT, 'sh', folder], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [reported] = (await Promise.race([once(daemon.stdout, 'data'), once(daemon, 'exit')])) as [unknown];
  if (String(reported) !== 'dead\n') throw new Error(`no dead share could be mounted at ${folder}`);
  return daemon;
}
