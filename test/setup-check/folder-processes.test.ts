import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { optionsSchema } from '../../src/options/catalogue.ts';
import { FolderProcesses } from '../../src/setup-check/folder-processes.ts';
import { testConfiguration } from '../../src/setup-check/test-configuration.ts';
import { childProcesses } from '../helpers/child-processes.ts';
import { makeFolders } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const SILENT = new URL('../fixtures/silent-process.mjs', import.meta.url).pathname;

/** Waits until no process of a question is left. */
async function noneLeft(): Promise<void> {
  await waitFor('the processes to end', async () => (await childProcesses('silent-process')).length === 0);
}

let folders: FolderProcesses | undefined;

afterEach(() => folders?.stop());

describe('questions about folders', () => {
  it('are answered, many askers one after another', async () => {
    folders = new FolderProcesses(10_000);
    const { data, source } = await makeFolders();
    const asked = Array.from({ length: 5 }, () =>
      folders!.ask({ source: { path: source }, output: { paths: [data] }, engine: { configured: '/x' } }),
    );
    for (const answers of await Promise.all(asked)) {
      expect(answers).toMatchObject({
        source: { ok: true, folders: 0 },
        output: [{ path: data, problem: null, space: { freeBytes: expect.any(Number) } }],
        engine: { code: 'bundled_instead' },
      });
    }
  });

  it('are given up without an answer, again and again, and their processes end', async () => {
    folders = new FolderProcesses(50, SILENT);
    for (let time = 0; time < 8; time += 1) expect(await folders.ask({ source: { path: '/' } })).toEqual({});
    await noneLeft();
  });

  it('are given up at a stop, the waiting ones too, and none are asked after it', async () => {
    folders = new FolderProcesses(600_000, SILENT);
    const asked = [1, 2, 3, 4].map(() => folders!.ask({ source: { path: '/' } }));
    folders.stop();
    expect(await Promise.all(asked)).toEqual([{}, {}, {}, {}]);
    expect(await folders.ask({ source: { path: '/' } })).toEqual({});
    await noneLeft();
  });

  it('have no answer when the program cannot be loaded', async () => {
    folders = new FolderProcesses(10_000, join('/no', 'such', 'program.mjs'));
    expect(await folders.ask({ source: { path: '/' } })).toEqual({});
  });
});

describe('the configuration test on shares that give no answer', () => {
  it('ends all the same, with a line for each thing', async () => {
    folders = new FolderProcesses(3000, SILENT);
    const report = await testConfiguration(optionsSchema.parse({}), [], {
      folders,
      mediaRoot: '/media',
      savedEngine: optionsSchema.parse({}).timelapse_flickerfree_path,
    });
    const states = report.items.map(({ item, ok }) => `${item} ${ok ? 'ok' : 'ill'}`);
    expect(states).toEqual([
      'options ok',
      'source ill',
      'output ill',
      'space ill',
      'engine ill',
      'ffmpeg ok',
      'ffprobe ok',
      'encoder ok',
      'media ill',
    ]);
    for (const { ok, remedy } of report.items) expect(remedy === null).toBe(ok);
  });
});
