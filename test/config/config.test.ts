import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/config.ts';
import { makeFolders } from '../helpers/start-app.ts';

/** A data folder, with this text as its options.json. */
async function dataFolder(text?: string): Promise<string> {
  const { data } = await makeFolders();
  if (text !== undefined) await writeFile(join(data, 'options.json'), text);
  return data;
}

describe('the configuration', () => {
  it('puts the folders into the data folder when it runs stand-alone', async () => {
    const DATA_DIR = await dataFolder();
    const config = loadConfig({ DATA_DIR });
    expect(config).toMatchObject({ dataDir: DATA_DIR, problems: [], supervisor: null });
    expect(config.options.timelapse_source_folder).toBe(join(DATA_DIR, 'timelapse-images'));
    expect(config.options.timelapse_output_folder).toBe(join(DATA_DIR, 'timelapses'));
  });

  it('puts the folders below /share under the Supervisor', async () => {
    const { options } = loadConfig({ DATA_DIR: await dataFolder(), SUPERVISOR_TOKEN: 'x' });
    expect(options.timelapse_source_folder).toBe('/share/timelapse-images');
    expect(options.timelapse_output_folder).toBe('/share/timelapses');
  });

  it('makes the data folder absolute', () => {
    expect(loadConfig({ DATA_DIR: 'somewhere' }).dataDir).toBe(join(process.cwd(), 'somewhere'));
  });

  it('lets the environment win over options.json, also within a group', async () => {
    const file = { min_frames: 4, log_level: 'debug', video: { fps: 12, quality: 18 } };
    const { options, problems } = loadConfig({
      DATA_DIR: await dataFolder(JSON.stringify(file)),
      MIN_FRAMES: '9',
      VIDEO_FPS: '48',
    });
    expect(problems).toEqual([]);
    expect(options).toMatchObject({ min_frames: 9, log_level: 'debug', video: { fps: 48, quality: 18 } });
  });

  it.each([
    ['options.json', '{"video": {"quality": 0, "fps": 12}}', {}],
    ['the environment', '{"video": {"fps": 12}}', { VIDEO_QUALITY: '0' }],
  ])(
    'reads the quality 0 that earlier versions kept in %s as 1, the best there is [1.27]',
    async (_, text, env) => {
      const { options, problems } = loadConfig({ DATA_DIR: await dataFolder(text), ...env });
      expect(problems).toEqual([]);
      expect(options.video).toMatchObject({ quality: 1, fps: 12 });
    },
  );

  it('adds up the problems of environment, file and options', async () => {
    const { problems, options, port } = loadConfig({
      DATA_DIR: await dataFolder('{"log_level": "loud", "min_frames": 3}'),
      PORT: 'eighty',
      VIDEO_QUALITY: '99',
    });
    expect(problems.map(({ option }) => option)).toEqual(['environment', 'video.quality', 'log_level']);
    expect(options).toMatchObject({ min_frames: 3, log_level: 'info', video: { quality: 20 } });
    expect(port).toBe(8099);
  });
});

describe('options.json', () => {
  it.each([
    ['is broken', '{"min_frames": ', /not valid JSON/],
    ['is empty', '', /not valid JSON/],
    ['holds a list', '[1, 2]', /JSON object/],
    ['holds null', 'null', /JSON object/],
    ['holds a word', '"hello"', /JSON object/],
  ])('is named when it %s, and the defaults stand in', async (_how, text, reason) => {
    const { problems, options } = loadConfig({ DATA_DIR: await dataFolder(text), MIN_FRAMES: '6' });
    expect(problems).toEqual([expect.objectContaining({ option: 'options.json' })]);
    expect(problems[0]!.reason).toMatch(reason);
    expect(problems[0]!.remedy).not.toBe('');
    expect(options).toMatchObject({ min_frames: 6, timelapse_scan_interval: 30 });
  });

  it('is named when it cannot be read', async () => {
    const DATA_DIR = await dataFolder();
    await mkdir(join(DATA_DIR, 'options.json'));
    const { problems, options } = loadConfig({ DATA_DIR });
    expect(problems).toEqual([
      expect.objectContaining({ option: 'options.json', reason: expect.stringContaining('cannot be read') }),
    ]);
    expect(options.min_frames).toBe(2);
  });

  it('may begin with the byte order mark of an editor', async () => {
    const { options, problems } = loadConfig({ DATA_DIR: await dataFolder('\uFEFF{"min_frames": 3}') });
    expect([options.min_frames, problems]).toEqual([3, []]);
  });

  it('cannot reach into the prototype of the options', async () => {
    const DATA_DIR = await dataFolder('{"__proto__": {"min_frames": 7}, "constructor": 1}');
    const { options, problems } = loadConfig({ DATA_DIR });
    expect(options.min_frames).toBe(2);
    expect(problems.map(({ option }) => option)).toEqual(['__proto__', 'constructor']);
  });
});
