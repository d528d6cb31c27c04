import type { Overrides } from '../../src/app.ts';
import { type FakeCore, startFakeCore } from '../fakes/fake-core.ts';
import { type Supervisor, startSupervisor } from '../fakes/supervisor/supervisor.ts';
import { savedOptions, startBelow } from './below-supervisor.ts';
import { makeFolders, type TestApp, type TestFolders, type TestOptions } from './start-app.ts';
import { waitFor } from './wait-for.ts';

/** The app below a stand-in Supervisor, with a small Core behind it. */
export interface InHomeAssistant {
  core: FakeCore;
  supervisor: Supervisor;
  folders: TestFolders;
  app: TestApp;
  /** Starts the app (again) as the Supervisor does: new token, options.json written anew. */
  start(overrides?: Overrides): Promise<TestApp>;
}

/** Starts all three; `options` are the user's, saved in the Supervisor. */
export async function startInHomeAssistant(
  options: TestOptions = {},
  overrides: Overrides & {
    prepare?: (core: FakeCore) => void;
    mqtt?: Supervisor['mqtt'];
    beforeStart?: (folders: TestFolders) => Promise<void>;
  } = {},
): Promise<InHomeAssistant> {
  const { prepare, beforeStart, mqtt = null, ...edge } = overrides;
  const core = await startFakeCore();
  prepare?.(core);
  const folders = await makeFolders();
  await beforeStart?.(folders);
  const supervisor = await startSupervisor({
    core: core.target,
    mqtt,
    options: savedOptions(folders, options),
  });
  const start = async (more: Overrides = {}): Promise<TestApp> => {
    const app = await startBelow(supervisor, folders, { ...edge, ...more });
    if (supervisor.core) await waitForCore(app);
    return app;
  };
  return { core, supervisor, folders, app: await start(), start };
}

/** Waits until the app has connected with Core, for the `times`th time. */
export async function waitForCore(app: TestApp, times = 1): Promise<void> {
  const connected = () => app.log.filter((line) => line.includes('Home Assistant is connected')).length;
  await waitFor('Home Assistant to be connected', () => connected() >= times);
}
