import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll } from 'vitest';
import { type App, type Overrides, startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { createLoggers } from '../../src/lib/logger.ts';
import type { Options } from '../../src/options/catalogue.ts';
import type { Status } from '../../src/shared/statuses.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { LiveClient } from './live-client.ts';
import { waitFor } from './wait-for.ts';

/** Option values of a test; the video group may be partial. */
export type TestOptions = Partial<Omit<Options, 'video'>> & { video?: Partial<Options['video']> };

/** Folders of one test; they stay while the app is stopped and started again. */
export interface TestFolders {
  data: string;
  source: string;
  output: string;
}

const ENGINES = new URL('../fixtures/engines/', import.meta.url).pathname;

/** Path of a stand-in engine in `test/fixtures/engines`. */
export function engine(name: string): string {
  return join(ENGINES, name);
}

const toClean: (() => Promise<unknown>)[] = [];

async function cleanNow(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const clean of steps.toReversed()) await clean();
}

afterEach(() => cleanNow(toClean.splice(0)));

/** Runs at the end of the current test, last registered first. */
export function cleanUp(step: () => Promise<unknown>): void {
  toClean.push(step);
}

/** Sets up, before the first test of a file or group, what all of them share; it is cleaned up after the last. */
export function shareSetUp(setUp: () => Promise<unknown>): void {
  beforeAll(async () => {
    await setUp();
    const steps = toClean.splice(0);
    return () => cleanNow(steps);
  });
}

/** Makes the folders of a test. @param name becomes part of the path, to try odd ones */
export async function makeFolders(name = 'timelapse-test-'): Promise<TestFolders> {
  const top = await mkdtemp(join(tmpdir(), name));
  cleanUp(() => rm(top, { recursive: true, force: true }));
  const folders = { data: join(top, 'data'), source: join(top, 'images'), output: join(top, 'videos') };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder)));
  return folders;
}

/** Renders give way to everything else, so on a busy machine they take long; below the limit of a test. */
const MAX_RENDER_MS = 150_000;

/** The real app on a temporary folder and port 0, with its API and its events at hand. */
export class TestApp {
  readonly app: App;
  readonly folders: TestFolders;
  readonly live: LiveClient;
  readonly log: string[];
  readonly url: string;

  constructor(app: App, folders: TestFolders, log: string[]) {
    this.app = app;
    this.folders = folders;
    this.log = log;
    this.url = `http://127.0.0.1:${app.port}`;
    this.live = new LiveClient(`ws://127.0.0.1:${app.port}/ws`);
  }

  async stop(): Promise<void> {
    await this.app.stop();
    this.live.close();
  }

  /** Calls the API. @param path below `/api/v1` */
  request(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  }

  async get<T = unknown>(path: string): Promise<T> {
    return (await (await this.request('GET', path)).json()) as T;
  }

  /** Has the source folder looked at, often enough for whatever there is to see to be seen, confirmed and acted upon. */
  async scan(times = 3): Promise<void> {
    for (let scan = 0; scan < times; scan += 1) await this.app.scan();
  }

  list(query = ''): Promise<WireTimelapse[]> {
    return this.get<WireTimelapse[]>(`/timelapses${query}`);
  }

  one(id: string): Promise<WireTimelapse> {
    return this.get<WireTimelapse>(`/timelapses/${id}`);
  }

  /** Waits until the newest timelapse of a folder is in a status. */
  async waitForStatus(folderName: string, status: Status, limitMs?: number): Promise<WireTimelapse> {
    let last: WireTimelapse | undefined;
    // What is new is seen now, and not only when the next scan is due.
    void this.app.scan();
    try {
      return await waitFor(
        `"${folderName}" to be ${status}`,
        async () => {
          last = (await this.list('?limit=1000')).find((each) => each.folder_name === folderName);
          return last?.status === status ? last : null;
        },
        limitMs,
      );
    } catch (error) {
      throw new Error(`${(error as Error).message} It is ${last?.status}: ${last?.error_detail}`, {
        cause: error,
      });
    }
  }

  waitForCompleted(folderName: string): Promise<WireTimelapse> {
    return this.waitForStatus(folderName, 'completed', MAX_RENDER_MS);
  }
}

/** Options that make tests quick: frequent scans, a short quiet period, a small fast video. */
export const QUICK: TestOptions = {
  timelapse_scan_interval: 2,
  timelapse_auto_process_timeout: 1,
  // What is deleted is gone, but for tests of the trash.
  timelapse_trash_days: 0,
  video: { preset: 'veryfast', target_seconds: 1, hold_last_frame_seconds: 0 },
};

/** Looks at the source folder only when the test says so, for what must not be looked at in between. */
export const LOOKS_BY_HAND = { secondMs: 24 * 3_600_000 };

/** Starts the app; it is stopped at the end of the test. */
export async function startTestApp(
  options: TestOptions = {},
  overrides: Overrides & { folders?: TestFolders; env?: Record<string, string> } = {},
): Promise<TestApp> {
  const folders = overrides.folders ?? (await makeFolders());
  const values = {
    timelapse_source_folder: folders.source,
    timelapse_output_folder: folders.output,
    ...QUICK,
    ...options,
    video: { ...QUICK.video, ...options.video },
  };
  await writeFile(join(folders.data, 'options.json'), JSON.stringify(values));
  const log: string[] = [];
  const config = loadConfig({ DATA_DIR: folders.data, PORT: '0', ...overrides.env });
  const app = await startApp(config, {
    loggers: createLoggers({ level: 'debug', write: (line) => log.push(line) }),
    checkReplies: true,
    // Other tests are no reason to wait.
    copyNiceness: 0,
    mediaRoot: join(folders.data, '..', 'media'),
    ...overrides,
  });
  const testApp = new TestApp(app, folders, log);
  cleanUp(() => testApp.stop());
  return testApp;
}

/** Gives files or folders a time in the past. @param secondsAgo how far back */
export async function makeOld(secondsAgo: number, ...paths: string[]): Promise<void> {
  const then = new Date(Date.now() - secondsAgo * 1000);
  for (const path of paths) await utimes(path, then, then);
}
