import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WireOption, WireSettings } from '../../src/shared/settings.ts';
import type { TestApp } from './start-app.ts';

/** Changes options. @throws Error with the answer when it is not 200 */
export async function putSettings(app: TestApp, options: Record<string, unknown>): Promise<WireSettings> {
  const answer = await app.request('PUT', '/settings', { options });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as WireSettings;
}

/** One option as GET shows it. */
export async function optionOf(app: TestApp, name: string): Promise<WireOption> {
  const { options } = await app.get<WireSettings>('/settings');
  return options.find((each) => each.name === name)!;
}

/** What is in the options.json of an app. */
export async function savedOptions(app: TestApp): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(app.folders.data, 'options.json'), 'utf8')) as Record<
    string,
    unknown
  >;
}
