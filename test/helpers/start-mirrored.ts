import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import createKnex from 'knex';
import type { Overrides } from '../../src/app.ts';
import { DATABASE_FILE } from '../../src/db/file-name.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { type MirrorCore, startMirrorCore } from '../fakes/mirror-core.ts';
import { startSupervisor, type Supervisor } from '../fakes/supervisor/supervisor.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { savedOptions, startBelow } from './below-supervisor.ts';
import { makeFolders, type TestApp, type TestFolders, type TestOptions } from './start-app.ts';
import { waitFor } from './wait-for.ts';
import { BY_HAND } from './with-video.ts';

/** Core's automations are being set up for so long when it says that it has started. */
const SETTLE_MS = 3000;

export interface Mirrored {
  core: MirrorCore;
  supervisor: Supervisor;
  clock: FakeClock;
  folders: TestFolders;
  /** Home Assistant's media folder. */
  media: string;
  /** The app that was started last. */
  app: TestApp;
  /** Starts the app (again). */
  start(): Promise<TestApp>;
}

export interface MirroredSpec {
  /** Image folders, each with frames. */
  names?: readonly string[];
  options?: TestOptions;
  mqtt?: Supervisor['mqtt'];
  overrides?: Overrides;
  /** Readies Core before the app starts. */
  prepare?: (core: MirrorCore, supervisor: Supervisor, media: string) => void;
}

/** The app below a stand-in Supervisor, with a Core behind it that takes states and events; nothing starts by itself. */
export async function startMirrored(spec: MirroredSpec = {}): Promise<Mirrored> {
  const { names = [], options = {}, mqtt = null, overrides = {}, prepare } = spec;
  const core = await startMirrorCore();
  const folders = await makeFolders();
  const media = join(dirname(folders.data), 'media');
  await mkdir(media);
  for (const name of names) await putFrames(join(folders.source, name));
  const saved = savedOptions(folders, { ...BY_HAND, ...options });
  const supervisor = await startSupervisor({ core: core.target, mqtt, options: saved });
  prepare?.(core, supervisor, media);
  const clock = new FakeClock();
  const start = async (): Promise<TestApp> => {
    mirrored.app = await startBelow(supervisor, folders, { clock, mediaRoot: media, ...overrides });
    if (supervisor.core && core.phase === 'RUNNING') await settle(mirrored);
    return mirrored.app;
  };
  const mirrored = { core, supervisor, clock, folders, media, start } as Mirrored;
  await start();
  return mirrored;
}

/** Waits until the app is connected with Core, and lets the pause pass that it makes before it sends events. */
async function settle({ app, clock }: Mirrored): Promise<void> {
  await waitFor('the connection', () => app.log.some((line) => line.includes('Home Assistant is connected')));
  clock.advance(SETTLE_MS);
}

/** Waits until Core has received an event of a folder for the `times`th time. @returns its data */
export async function heard(
  { core }: Pick<Mirrored, 'core'>,
  event: string,
  folderName: string,
  times = 1,
): Promise<Record<string, unknown>> {
  return waitFor(`the event ${event} of "${folderName}"`, () => {
    const all = core.eventsOf(`timelapse.${event}`).filter((data) => data.folder_name === folderName);
    return all[times - 1];
  });
}

/**
 * Waits until everything that Core has received so far is done with: what it has received is sent again where the connection
 * is cut before its answer has come.
 */
export async function allTaken({ folders }: Pick<Mirrored, 'folders'>): Promise<void> {
  const db = createKnex({
    client: 'sqlite3',
    connection: { filename: join(folders.data, DATABASE_FILE) },
    useNullAsDefault: true,
  });
  try {
    await waitFor('an empty outbox', async () => (await db('outbox').first()) === undefined);
  } finally {
    await db.destroy();
  }
}

/** As `heard`, while time goes on: a try to connect that fails only now begins its pause only now. */
export async function heardInTime(
  house: Pick<Mirrored, 'core' | 'clock'>,
  event: string,
  folderName: string,
): Promise<Record<string, unknown>> {
  return waitFor(`the event ${event} of "${folderName}"`, () => {
    // Not faster than a ping on the loopback is answered.
    house.clock.advance(2000);
    return house.core.eventsOf(`timelapse.${event}`).find((data) => data.folder_name === folderName);
  });
}

/** What Core received of one folder, in order, without what all events begin with. */
export function story({ core }: Pick<Mirrored, 'core'>, folderName: string): string[] {
  return core.events
    .filter(({ type, data }) => !type.includes('command') && data.folder_name === folderName)
    .map(({ type }) => type.replace('timelapse.', ''));
}
