import { execFileSync } from 'node:child_process';
import { cleanUp } from './start-app.ts';

/** Makes a folder one that can only be read, as a share often is; undone at the end of the test at the latest. */
export function makeReadOnly(path: string): () => void {
  const run = (program: string, ...args: string[]): unknown =>
    execFileSync(program, args, { stdio: 'ignore' });
  run('mount', '--bind', path, path);
  run('mount', '-o', 'remount,bind,ro', path);
  let isReadOnly = true;
  const undo = (): void => {
    if (isReadOnly) run('umount', '--lazy', path);
    isReadOnly = false;
  };
  cleanUp(async () => undo());
  return undo;
}
