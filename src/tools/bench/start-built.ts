import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SERVER_ENVIRONMENT, SERVER_FLAGS } from '../support/server-process.mjs';

const BUILT = fileURLToPath(new URL('../../../dist/server/src/main.js', import.meta.url));

export interface BuiltApp {
  child: ChildProcess;
  /** Without a trailing slash. */
  url: string;
  stop(): Promise<void>;
}

/** On a free port. @param env its options, in upper case */
export async function startBuilt(dataDir: string, env: Record<string, string>): Promise<BuiltApp> {
  const child = spawn(process.execPath, [...SERVER_FLAGS, BUILT], {
    env: {
      ...SERVER_ENVIRONMENT,
      PATH: process.env.PATH ?? '',
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'warning',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const url = await new Promise<string>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      output += String(text);
      const found = /Open (http:\S+)\//.exec(output)?.[1];
      if (found) resolve(found);
    });
  });
  const stop = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  return { child, url, stop };
}
