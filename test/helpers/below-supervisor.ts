import type { Overrides } from '../../src/app.ts';
import type { Supervisor } from '../fakes/supervisor/supervisor.ts';
import { QUICK, startTestApp, type TestApp, type TestFolders, type TestOptions } from './start-app.ts';

/** What the user has saved in the Supervisor: the folders of a test, short times, and what the test wants. */
export function savedOptions(folders: TestFolders, options: TestOptions): TestOptions {
  return {
    timelapse_source_folder: folders.source,
    timelapse_output_folder: folders.output,
    ...QUICK,
    ...options,
    video: { ...QUICK.video, ...options.video },
  };
}

/** Starts the app as the Supervisor does: a new token, options.json written anew, ingress led to its port. */
export async function startBelow(
  supervisor: Supervisor,
  folders: TestFolders,
  overrides: Overrides,
): Promise<TestApp> {
  const env = { ...(await supervisor.prepareStart(folders.data)), HOST: '127.0.0.1' };
  const app = await startTestApp(supervisor.effectiveOptions(), { ...overrides, folders, env });
  supervisor.appPort = app.app.port;
  return app;
}
