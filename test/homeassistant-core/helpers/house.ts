import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Overrides } from '../../../src/app.ts';
import { MEDIA_LINK_NAME } from '../../../src/homeassistant/media/media-address.ts';
import { type Supervisor, type SupervisorSpec, startSupervisor } from '../../fakes/supervisor/supervisor.ts';
import { savedOptions, startBelow } from '../../helpers/below-supervisor.ts';
import {
  cleanUp,
  makeFolders,
  type TestApp,
  type TestFolders,
  type TestOptions,
} from '../../helpers/start-app.ts';
import { waitForCore } from '../../helpers/start-in-home-assistant.ts';
import { Core, type CoreConfiguration } from './core.ts';

/** One Core for all tests of a file. @returns it, from the first test on */
export function shareCore(
  configuration: CoreConfiguration = {},
  prepare?: (core: Core) => Promise<unknown>,
): () => Core {
  let core: Core | undefined;
  beforeAll(async () => {
    core = await Core.start(configuration, prepare);
  });
  afterAll(() => core?.end());
  return () => core!;
}

/** The app in Home Assistant: a real Core, and the stand-in Supervisor before it. */
export interface House {
  supervisor: Supervisor;
  folders: TestFolders;
  /** Starts the app (again), as the Supervisor does, and waits until it has connected with Core. */
  start(overrides?: Overrides): Promise<TestApp>;
}

/** Puts a Supervisor before a Core. @param options what the user has chosen for the app */
export async function makeHouse(
  core: Core,
  options: TestOptions = {},
  spec: Omit<SupervisorSpec, 'core' | 'options'> = {},
): Promise<House> {
  const folders = await makeFolders();
  // The next house of this Core has other folders, and leaves links alone that are not its own.
  cleanUp(() => rm(join(core.mediaDir, MEDIA_LINK_NAME), { recursive: true, force: true }));
  const supervisor = await startSupervisor({
    ...spec,
    core: core.target,
    options: savedOptions(folders, options),
  });
  const start = async (overrides: Overrides = {}): Promise<TestApp> => {
    const app = await startBelow(supervisor, folders, { mediaRoot: core.mediaDir, ...overrides });
    await waitForCore(app);
    return app;
  };
  return { supervisor, folders, start };
}
