import { basename, join } from 'node:path';
import type { Overrides } from '../../src/app.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { engine, makeFolders, startTestApp, type TestApp, type TestOptions } from './start-app.ts';

/** Nothing starts by itself, and renders are those of a foreign script. */
export const BY_HAND: TestOptions = {
  timelapse_auto_process_timeout: 0,
  timelapse_flickerfree_path: engine('foreign.sh'),
};

/** Starts the app on image folders of these names, each with frames and discovered. */
export async function startWithFolders(
  names: readonly string[],
  options: TestOptions = {},
  overrides: Overrides = {},
): Promise<{ app: TestApp; found: WireTimelapse[] }> {
  const folders = await makeFolders();
  for (const name of names) await putFrames(join(folders.source, name));
  const app = await startTestApp({ ...BY_HAND, ...options }, { folders, ...overrides });
  const found = [];
  for (const name of names) found.push(await app.waitForStatus(name, 'discovered'));
  return { app, found };
}

/** Renders a timelapse by hand. @returns it when it is done */
export async function render(app: TestApp, { id, source_folder }: WireTimelapse): Promise<WireTimelapse> {
  await app.request('POST', `/timelapses/${id}/process`);
  return app.waitForCompleted(basename(source_folder));
}

/** The next video that is done after `work` began. */
export async function rendered(
  app: TestApp,
  id: string,
  work: () => Promise<unknown>,
): Promise<WireTimelapse> {
  const began = Date.now();
  await work();
  await app.live.waitForEvent(
    'timelapse.completed',
    (data) => data.id === id && Date.parse(data.processing_completed_at ?? '') >= began,
  );
  return app.one(id);
}

/** Starts the app with one rendered timelapse. */
export async function startWithVideo(
  name = 'Benchy',
  options: TestOptions = {},
): Promise<{ app: TestApp; done: WireTimelapse }> {
  const { app, found } = await startWithFolders([name], options);
  return { app, done: await render(app, found[0]!) };
}
