import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { cleanUp, type TestFolders } from './start-app.ts';
import { waitFor } from './wait-for.ts';

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;

/** Variable that every process started from a test's app inherits; its value is the test's data folder. */
export const TEST_MARK = 'TIMELAPSE_TEST_MARK';

/** The app as a process of its own, so that it can be killed. */
export interface AppProcess {
  child: ChildProcess;
  /** Waits until it serves. @returns its URL */
  ready(): Promise<string>;
  list(): Promise<WireTimelapse[]>;
  /** Sends a signal and waits for the end. @returns the exit code, null when a signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** What it has printed so far. */
  output(): string;
}

/**
 * Starts `src/main.ts`; whatever is left of it is killed at the end of the test.
 *
 * @param how `node` = the program that runs it; `uid` = the user it runs as; `program` = another entry; `folders: false` =
 *   they are options as others
 */
export function startProcess(
  folders: TestFolders,
  env: Record<string, string> = {},
  how: { node?: string; uid?: number; program?: string; folders?: false } = {},
): AppProcess {
  const child = spawn(how.node ?? process.execPath, [how.program ?? MAIN], {
    ...(how.uid === undefined ? {} : { uid: how.uid, gid: how.uid }),
    env: {
      PATH: process.env.PATH ?? '',
      DATA_DIR: folders.data,
      PORT: '0',
      ...(how.folders === false
        ? {}
        : { TIMELAPSE_SOURCE_FOLDER: folders.source, TIMELAPSE_OUTPUT_FOLDER: folders.output }),
      TIMELAPSE_SCAN_INTERVAL: '2',
      TIMELAPSE_AUTO_PROCESS_TIMEOUT: '1',
      TIMELAPSE_TRASH_DAYS: '0',
      // Its media folder is this machine's own.
      TIMELAPSE_SHOW_IN_MEDIA: 'false',
      [TEST_MARK]: folders.data,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (text: Buffer): void => {
    output += String(text);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  };
  cleanUp(() => end('SIGKILL'));
  const ready = () => waitFor('the app to be ready', () => /Open (http:\S+)\//.exec(output)?.[1]);
  const list = async () =>
    (await (await fetch(`${await ready()}/api/v1/timelapses`)).json()) as WireTimelapse[];
  return { child, ready, list, end, output: () => output };
}
