import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanUp } from './start-app.ts';

/** A share that answers, or hangs until it is brought back; it hangs no longer at the end of the test. */
export interface DeadShare {
  /** A call on it. Hanging, it keeps one of the threads for files, as a call on a real one does. */
  call(): Promise<void>;
  die(): void;
  comeBack(): void;
}

/** @param folder an empty place for what acts the share out: a pipe, which nobody can open until someone writes */
export function makeShare(folder: string): DeadShare {
  const pipe = join(folder, 'share');
  execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', pipe]);
  let writer: number | undefined;
  const comeBack = (): void => {
    writer ??= openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  };
  const die = (): void => {
    if (writer !== undefined) closeSync(writer);
    writer = undefined;
  };
  comeBack();
  cleanUp(async () => comeBack());
  return {
    async call() {
      await (await open(pipe, 'r')).close();
    },
    die,
    comeBack,
  };
}
