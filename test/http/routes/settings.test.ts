import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/config.ts';
import { optionsSchema, videoOptionsSchema } from '../../../src/options/catalogue.ts';
import type { WireFolderList, WireSettings, WireTestReport } from '../../../src/shared/settings.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { optionOf, putSettings, savedOptions } from '../../helpers/settings.ts';
import { engine, makeFolders, startTestApp, type TestApp } from '../../helpers/start-app.ts';
import { BY_HAND } from '../../helpers/with-video.ts';

interface Refusal {
  error: {
    code: string;
    message: string;
    remedy: string;
    detail: { field: string; problems: { option: string; value: unknown; reason: string; remedy: string }[] };
  };
}

/** A PUT that is refused: its status, its body, and proof that nothing was saved. */
async function refused(app: TestApp, options: Record<string, unknown>) {
  const before = await readFile(join(app.folders.data, 'options.json'), 'utf8');
  const current = app.app.options.current;
  const answer = await app.request('PUT', '/settings', { options });
  expect(await readFile(join(app.folders.data, 'options.json'), 'utf8')).toBe(before);
  expect(app.app.options.current).toBe(current);
  const { error } = (await answer.json()) as Refusal;
  return { status: answer.status, ...error, named: error.detail?.problems?.map(({ option }) => option) };
}

describe('GET /settings', () => {
  it('lists every option of the schema once, with help and a default', async () => {
    const app = await startTestApp(BY_HAND);
    const { options } = await app.get<WireSettings>('/settings');
    const expected = [
      ...Object.keys(optionsSchema.shape).filter((name) => name !== 'video'),
      ...Object.keys(videoOptionsSchema.shape).map((name) => `video.${name}`),
    ];
    expect(options.map(({ name }) => name).sort()).toEqual(expected.sort());
    for (const { name, help, read_only } of options) {
      expect(help, name).toMatch(/\w{3,}/);
      expect(read_only, name).toBe(false);
    }
  });

  it('gives kind and limits of an option as the schema has them', async () => {
    const app = await startTestApp(BY_HAND);
    expect(await optionOf(app, 'timelapse_cleanup_age_days')).toMatchObject({
      value: 30,
      default: 30,
      source: 'default',
      type: 'integer',
      limits: { min: 7, max: 90, choices: null },
    });
    expect(await optionOf(app, 'video.fps')).toMatchObject({ type: 'number', limits: { min: 1, max: 120 } });
    expect(await optionOf(app, 'timelapse_output_strategy')).toMatchObject({
      type: 'choice',
      limits: { choices: ['same', 'separate', 'both'] },
    });
    expect(await optionOf(app, 'timelapse_source_folder')).toMatchObject({
      type: 'folder',
      value: app.folders.source,
      default: join(app.folders.data, 'timelapse-images'),
      source: 'file',
    });
    expect(await optionOf(app, 'timelapse_flickerfree_path')).toMatchObject({ type: 'file' });
    expect(await optionOf(app, 'timelapse_enabled')).toMatchObject({ type: 'boolean' });
    expect(await optionOf(app, 'printernizer_url')).toMatchObject({
      type: 'url',
      value: null,
      default: null,
    });
    const { type, fields } = await optionOf(app, 'printers');
    expect(type).toBe('list');
    expect(fields?.map(({ name, required }) => [name, required])).toEqual([
      ['name', true],
      ['status_entity', true],
      ['file_entity', false],
      ['camera_entity', false],
    ]);
  });

  it('says of an option set by the environment that it can only be changed there', async () => {
    const app = await startTestApp(BY_HAND, { env: { MIN_FRAMES: '4', VIDEO_QUALITY: '18' } });
    expect(await optionOf(app, 'min_frames')).toMatchObject({
      value: 4,
      source: 'environment',
      read_only: true,
      reason: expect.stringContaining('MIN_FRAMES'),
    });
    expect(await optionOf(app, 'video.quality')).toMatchObject({ source: 'environment', read_only: true });
    expect(await optionOf(app, 'video.fps')).toMatchObject({ source: 'default', read_only: false });
    expect(await optionOf(app, 'video.preset')).toMatchObject({ source: 'file', read_only: false });
  });

  it('reports what is wrong with the options, and that the default is in effect', async () => {
    const app = await startTestApp({ ...BY_HAND, min_frames: 0 }, { env: { LOG_LEVEL: 'loud' } });
    const { problems } = await app.get<WireSettings>('/settings');
    expect(problems.map(({ option }) => option).sort()).toEqual(['log_level', 'min_frames']);
    expect(await optionOf(app, 'min_frames')).toMatchObject({ value: 2, source: 'default' });
    expect(await optionOf(app, 'log_level')).toMatchObject({ source: 'default', read_only: true });
  });
});

describe('PUT /settings', () => {
  it('saves what is given, leaves the rest, and is still so after the next start', async () => {
    const folders = await makeFolders();
    const app = await startTestApp(BY_HAND, { folders });
    const { options } = await putSettings(app, {
      timelapse_cleanup_age_days: 60,
      video: { quality: 25 },
      'video.fps': 30,
    });
    expect(options.find(({ name }) => name === 'timelapse_cleanup_age_days')).toMatchObject({
      value: 60,
      source: 'file',
    });
    expect(await savedOptions(app)).toMatchObject({
      timelapse_cleanup_age_days: 60,
      timelapse_source_folder: folders.source,
      video: { quality: 25, fps: 30, preset: 'veryfast' },
    });
    await app.stop();
    const again = loadConfig({ DATA_DIR: folders.data });
    expect(again.problems).toEqual([]);
    expect(again.options).toMatchObject({
      timelapse_cleanup_age_days: 60,
      video: { quality: 25, fps: 30, preset: 'veryfast' },
    });
  });

  it('saves the quality 0 of an earlier version as 1, and takes no new 0 [1.27]', async () => {
    const app = await startTestApp({ ...BY_HAND, video: { quality: 0, fps: 12 } });
    expect(await optionOf(app, 'video.quality')).toMatchObject({ value: 1, limits: { min: 1, max: 51 } });
    await putSettings(app, { min_frames: 4 });
    expect(await savedOptions(app)).toMatchObject({ min_frames: 4, video: { quality: 1, fps: 12 } });
    const refused = await app.request('PUT', '/settings', { options: { 'video.quality': 0 } });
    expect(refused.status).toBe(400);
  });

  it('notifies every page of the options that changed', async () => {
    const app = await startTestApp(BY_HAND);
    await app.live.waitForEvent('snapshot');
    await putSettings(app, { min_frames: 7, timelapse_cleanup_age_days: 30, video: { fps: 31 } });
    expect((await app.live.waitForEvent('settings.changed')).options).toEqual(['min_frames', 'video.fps']);
  });

  it.each([null, ''])('puts an option back to its default with %j', async (value) => {
    const app = await startTestApp({ ...BY_HAND, min_frames: 9, printernizer_url: 'http://p.example/' });
    await putSettings(app, { min_frames: value, printernizer_url: value, 'video.preset': value });
    expect(await optionOf(app, 'min_frames')).toMatchObject({ value: 2, source: 'default' });
    expect(await optionOf(app, 'printernizer_url')).toMatchObject({ value: null });
    expect(await optionOf(app, 'video.preset')).toMatchObject({ value: 'faster', source: 'default' });
    expect(await savedOptions(app)).not.toHaveProperty('min_frames');
  });

  it.each(['', '   '])(
    'refuses an empty path, %j: null puts it back to its default [1.31]',
    async (value) => {
      const app = await startTestApp(BY_HAND);
      for (const name of [
        'timelapse_source_folder',
        'timelapse_output_folder',
        'timelapse_flickerfree_path',
      ]) {
        const { status, named } = await refused(app, { [name]: value });
        expect([status, ...new Set(named)]).toEqual([400, name]);
        await putSettings(app, { [name]: null });
      }
    },
  );

  it('puts the whole group back with null', async () => {
    const app = await startTestApp(BY_HAND);
    await putSettings(app, { video: null });
    expect(await savedOptions(app)).not.toHaveProperty('video');
    expect(app.app.options.current.video).toEqual(optionsSchema.parse({}).video);
  });

  it('keeps what is no option of ours in the file, and removes it when asked to', async () => {
    const folders = await makeFolders();
    const app = await startTestApp({ ...BY_HAND, my_note: { a: [1] } } as typeof BY_HAND, { folders });
    await putSettings(app, { min_frames: 3 });
    expect(await savedOptions(app)).toMatchObject({ my_note: { a: [1] }, min_frames: 3 });
    const { problems } = await putSettings(app, { my_note: null });
    expect(problems).toEqual([]);
    expect(await savedOptions(app)).not.toHaveProperty('my_note');
  });

  it('keeps and takes over what someone wrote into the file meanwhile', async () => {
    const app = await startTestApp(BY_HAND);
    const file = join(app.folders.data, 'options.json');
    await writeFile(file, JSON.stringify({ ...(await savedOptions(app)), timelapse_cleanup_age_days: 77 }));
    await putSettings(app, { min_frames: 3 });
    expect(await savedOptions(app)).toMatchObject({ timelapse_cleanup_age_days: 77, min_frames: 3 });
    expect(app.app.options.current).toMatchObject({ timelapse_cleanup_age_days: 77, min_frames: 3 });
  });

  it('keeps a broken file beside the new one', async () => {
    const app = await startTestApp(BY_HAND);
    const file = join(app.folders.data, 'options.json');
    await writeFile(file, '{"min_frames": 4');
    await putSettings(app, { min_frames: 3 });
    expect(await savedOptions(app)).toEqual({ min_frames: 3 });
    expect(await readFile(`${file}.broken`, 'utf8')).toBe('{"min_frames": 4');
  });

  it('leaves nothing beside the file', async () => {
    const app = await startTestApp(BY_HAND);
    const before = await readdir(app.folders.data);
    await putSettings(app, { min_frames: 3 });
    expect(await readdir(app.folders.data)).toEqual(before);
  });

  it('carries out many at once, one after another', async () => {
    const app = await startTestApp(BY_HAND);
    const names = ['min_frames', 'timelapse_cleanup_age_days', 'timelapse_processing_timeout', 'video.fps'];
    await Promise.all(names.map((name) => putSettings(app, { [name]: 11 })));
    for (const name of names) expect(await optionOf(app, name)).toMatchObject({ value: 11 });
    expect(await savedOptions(app)).toMatchObject({
      min_frames: 11,
      timelapse_cleanup_age_days: 11,
      video: { fps: 11 },
    });
  });

  it('takes everything that GET shows, locked options included, as no change', async () => {
    const app = await startTestApp(BY_HAND, { env: { MIN_FRAMES: '4' } });
    const { options } = await app.get<WireSettings>('/settings');
    await putSettings(app, Object.fromEntries(options.map(({ name, value }) => [name, value])));
    expect(await savedOptions(app)).not.toHaveProperty('min_frames');
  });

  it('names every problem at once and saves nothing', async () => {
    const app = await startTestApp(BY_HAND, { env: { LOG_LEVEL: 'info' } });
    const answer = await refused(app, {
      min_frames: 'many',
      timelapse_cleanup_age_days: 91,
      timelapse_source_folder: 'images',
      timelapse_scan_intervall: 5,
      log_level: 'debug',
      timelapse_enabled: false,
      video: { fps: 500, fsp: 1, preset: 'placebo' },
    });
    expect(answer).toMatchObject({ status: 400, code: 'invalid_options' });
    expect(answer.named).toEqual([
      'min_frames',
      'timelapse_cleanup_age_days',
      'timelapse_source_folder',
      'timelapse_scan_intervall',
      'log_level',
      'video.fps',
      'video.fsp',
      'video.preset',
    ]);
    for (const { option, value, reason, remedy } of answer.detail.problems) {
      expect(value, option).not.toBeNull();
      expect(reason, option).toMatch(/\w{3,}/);
      expect(remedy, option).toMatch(/\w{3,}.*\.$/);
    }
  });

  it.each([
    ['a contradiction within the body', { 'video.min_fps': 50, 'video.max_fps': 40 }, 'video.min_fps'],
    ['a contradiction with what is there', { 'video.max_fps': 5 }, 'video.min_fps'],
    ['a group that is none', { video: 7 }, 'video'],
    ['a member that is a group', { 'video.fps': { a: 1 } }, 'video.fps'],
    ['an entry of a list', { printers: [{ name: 'Mini' }] }, 'printers.0.status_entity'],
    ['a path with NUL', { timelapse_source_folder: '/a\0b' }, 'timelapse_source_folder'],
    ['a very long path', { timelapse_output_folder: `/${'x'.repeat(5000)}` }, 'timelapse_output_folder'],
    ['an inherited name', { constructor: 1 }, 'constructor'],
    ['a name that is none', { '': 1 }, ''],
    ['null for what is no option', { nothing_of_ours: null }, 'nothing_of_ours'],
    ['a member of a member', { 'video.fps.x': null }, 'video.fps.x'],
  ])('refuses %s', async (_what, options, named) => {
    const app = await startTestApp(BY_HAND);
    expect(await refused(app, options)).toMatchObject({ status: 400, named: [named] });
  });

  it('refuses the source folder as output folder, unless that is the strategy', async () => {
    const app = await startTestApp(BY_HAND);
    const same = { timelapse_output_folder: app.folders.source };
    expect(await refused(app, same)).toMatchObject({ status: 400, named: ['timelapse_output_folder'] });
    await putSettings(app, { ...same, timelapse_output_strategy: 'same' });
  });

  it('is not kept from good values by an earlier problem of another option', async () => {
    const app = await startTestApp({ ...BY_HAND, timelapse_cleanup_age_days: 1 });
    const { problems } = await putSettings(app, { min_frames: 3 });
    expect(problems.map(({ option }) => option)).toEqual(['timelapse_cleanup_age_days']);
    expect(await savedOptions(app)).toMatchObject({ timelapse_cleanup_age_days: 1, min_frames: 3 });
  });

  it.each([[{}], [{ options: 7 }], [{ options: [] }], [{ min_frames: 3 }], [[]], ['x'], [undefined]])(
    'refuses the body %j',
    async (body) => {
      const app = await startTestApp(BY_HAND);
      const answer = await app.request('PUT', '/settings', body);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code: 'invalid_request' } });
    },
  );

  it('changes nothing when the file cannot be written', async () => {
    const app = await startTestApp(BY_HAND);
    const current = app.app.options.current;
    // A folder in the place of the temporary file keeps even an administrator from writing there.
    await mkdir(join(app.folders.data, 'options.json.tmp', 'x'), { recursive: true });
    const answer = await app.request('PUT', '/settings', { options: { min_frames: 3 } });
    expect(answer.status).toBe(409);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'cannot_save' } });
    expect(text).not.toContain(app.folders.data);
    expect(app.app.options.current).toBe(current);
    expect(await savedOptions(app)).not.toHaveProperty('min_frames');
  });
});

describe('POST /settings/test', () => {
  const lineOf = ({ items }: WireTestReport, item: string) => items.find((line) => line.item === item)!;

  async function testSettings(app: TestApp, body?: unknown): Promise<WireTestReport> {
    const answer = await app.request('POST', '/settings/test', body);
    expect(answer.status).toBe(200);
    return (await answer.json()) as WireTestReport;
  }

  it('has a line for each check, and leaves nothing behind', async () => {
    const app = await startTestApp({
      ...BY_HAND,
      timelapse_flickerfree_path: '/usr/local/bin/do_timelapse.sh',
    });
    await putFrames(join(app.folders.source, 'One'));
    await putFrames(join(app.folders.source, 'Two'));
    const report = await testSettings(app);
    expect(report.items.map(({ item }) => item)).toEqual([
      'options',
      'source',
      'output',
      'space',
      'engine',
      'ffmpeg',
      'ffprobe',
      'encoder',
      'media',
    ]);
    expect(report.items.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.ok).toBe(true);
    expect(lineOf(report, 'source').message).toContain('2 folders');
    expect(lineOf(report, 'ffmpeg').message).toMatch(/^ffmpeg version \S+$/);
    expect(lineOf(report, 'media').message).toContain('outside Home Assistant');
    expect(report.problems).toEqual([]);
    expect(lineOf(report, 'source').findings).toEqual([
      { code: 'source_readable', facts: { path: app.folders.source, folders: 2 } },
    ]);
    expect(await readdir(app.folders.output)).toEqual([]);
    expect((await readdir(app.folders.source)).sort()).toEqual(['One', 'Two']);
  });

  it('tests values before they are saved', async () => {
    const app = await startTestApp(BY_HAND);
    const missing = join(app.folders.data, 'not', 'there');
    const report = await testSettings(app, {
      options: {
        timelapse_source_folder: missing,
        timelapse_output_folder: missing,
        timelapse_flickerfree_path: join(missing, 'do_timelapse.sh'),
        min_frames: 0,
      },
    });
    expect(report.ok).toBe(false);
    const bad = report.items.filter(({ ok }) => !ok);
    expect(bad.map(({ item }) => item)).toEqual(['options', 'source', 'output', 'space', 'engine']);
    for (const { item, remedy } of bad) expect(remedy, item).toMatch(/\w{3,}.*\.$/);
    expect(lineOf(report, 'options').message).toContain('min_frames');
    expect(report.problems).toMatchObject([
      { option: 'min_frames', value: 0, code: 'invalid_value' },
      { option: 'timelapse_output_folder', code: 'output_is_source' },
    ]);
    expect(lineOf(report, 'source').findings).toMatchObject([
      { code: 'source_unreadable', facts: { path: missing, cause: 'ENOENT' } },
    ]);
    expect(lineOf(report, 'engine').findings).toMatchObject([
      { code: 'engine_bundled_instead', facts: { configured: join(missing, 'do_timelapse.sh') } },
    ]);
    expect(app.app.options.current.timelapse_source_folder).toBe(app.folders.source);
    expect((await testSettings(app)).ok).toBe(true);
  });

  it('makes an output folder for the test only', async () => {
    const app = await startTestApp(BY_HAND);
    const next = join(app.folders.data, 'new-videos');
    const report = await testSettings(app, { options: { timelapse_output_folder: next } });
    expect(lineOf(report, 'output')).toMatchObject({ ok: true });
    expect(await readdir(app.folders.data)).not.toContain('new-videos');
  });

  it('checks the source folder too when videos go there', async () => {
    const app = await startTestApp(BY_HAND);
    const report = await testSettings(app, { options: { timelapse_output_strategy: 'both' } });
    expect(lineOf(report, 'output').message).toContain(app.folders.source);
    expect(lineOf(report, 'output').message).toContain(app.folders.output);
  });

  it.each([
    ['fails', 'fail.sh', true],
    ['has no ffmpeg', 'no-ffmpeg.sh', true],
  ])('takes any start of an engine of the user for one that runs: %s', async (_how, name, ok) => {
    const app = await startTestApp({ ...BY_HAND, timelapse_flickerfree_path: engine(name) });
    expect(lineOf(await testSettings(app), 'engine')).toMatchObject({ ok });
  });

  it('ends an engine that does not end on its own', async () => {
    const app = await startTestApp(
      { ...BY_HAND, timelapse_flickerfree_path: engine('hang.sh') },
      { times: { folderMs: 5000 } },
    );
    expect(lineOf(await testSettings(app), 'engine')).toMatchObject({ ok: true });
  });

  it('names an engine that may not be run, and one whose interpreter is missing', async () => {
    const app = await startTestApp(BY_HAND);
    const path = join(app.folders.data, 'do_timelapse.sh');
    await writeFile(path, '#!/no/such/shell\n', { mode: 0o644 });
    const options = { timelapse_flickerfree_path: path };
    const closed = lineOf(await testSettings(app, { options }), 'engine');
    expect(closed).toMatchObject({ ok: false, message: expect.stringContaining('is not executable') });
    const open = join(app.folders.data, 'open.sh');
    await writeFile(open, '#!/no/such/shell\n', { mode: 0o755 });
    await putSettings(app, { timelapse_flickerfree_path: open });
    const started = await testSettings(app);
    expect(lineOf(started, 'engine')).toMatchObject({
      ok: false,
      message: expect.stringContaining('cannot be started'),
    });
  });

  it('starts no engine that has not been saved [1.18]', async () => {
    const app = await startTestApp(BY_HAND);
    const [path, mark] = [join(app.folders.data, 'mine.sh'), join(app.folders.data, 'it-ran')];
    await writeFile(path, `#!/bin/sh\ntouch '${mark}'\n`, { mode: 0o755 });
    const options = { timelapse_flickerfree_path: path };
    expect(lineOf(await testSettings(app, { options }), 'engine')).toMatchObject({
      ok: true,
      message: expect.stringContaining('tested after saving'),
      findings: [{ code: 'engine_not_saved', facts: { path } }],
    });
    expect(await readdir(app.folders.data)).not.toContain('it-ran');
    await putSettings(app, options);
    expect(lineOf(await testSettings(app), 'engine')).toMatchObject({ ok: true });
    expect(await readdir(app.folders.data)).toContain('it-ran');
  });

  it.each([[{ options: 7 }], [{ option: {} }], [[]]])('refuses the body %j', async (body) => {
    const app = await startTestApp(BY_HAND);
    expect((await app.request('POST', '/settings/test', body)).status).toBe(400);
  });
});

describe('GET /settings/folders', () => {
  const list = (app: TestApp, path: string) =>
    app.request('GET', `/settings/folders?path=${encodeURIComponent(path)}`);

  it('lists the roots without a path', async () => {
    const app = await startTestApp(BY_HAND);
    const roots = await app.get<WireFolderList>('/settings/folders');
    expect(roots).toMatchObject({ path: null, parent: null });
    const paths = roots.folders.map(({ path }) => path);
    expect(paths).toContain(app.folders.data);
    expect(paths).toContain(dirname(app.folders.source));
    expect(paths).not.toContain('/');
  });

  it('lists the folders in a folder by natural order, with their pictures counted', async () => {
    const app = await startTestApp({ ...BY_HAND, timelapse_enabled: false });
    const { source } = app.folders;
    for (const name of ['img10', 'img2', '.hidden', 'Äpfel & Birnen']) await mkdir(join(source, name));
    await putFrames(join(source, 'img2'), { names: ['a.jpg', 'b.PNG'] });
    await writeFile(join(source, 'a file'), '');
    await symlink(join(source, 'img10'), join(source, 'link'));
    await symlink('/usr', join(source, 'link-out'));
    await symlink('/no/such/place', join(source, 'link-nowhere'));
    const answer = await list(app, source);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      path: source,
      parent: dirname(source),
      folders: [
        { name: 'img2', path: join(source, 'img2'), image_count: 2 },
        { name: 'img10', path: join(source, 'img10'), image_count: 0 },
        { name: 'link', path: join(source, 'link'), image_count: 0 },
        { name: 'Äpfel & Birnen', path: join(source, 'Äpfel & Birnen'), image_count: 0 },
      ],
    });
    const through = (await (await list(app, join(source, 'link'))).json()) as WireFolderList;
    expect(through.path).toBe(join(source, 'img10'));
  });

  it('never leaves the roots', async () => {
    const app = await startTestApp(BY_HAND);
    const { source } = app.folders;
    await symlink('/usr', join(source, 'out'));
    await symlink('/', join(source, 'root'));
    const outside = [
      '/',
      '/etc',
      '/no/such/folder',
      `${source}/../../../../../etc`,
      `${source}/out`,
      `${source}/out/bin`,
      `${source}/root/usr`,
      `${dirname(source)}-beside`,
      '//etc',
    ];
    for (const path of outside) {
      const answer = await list(app, path);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.json()).toMatchObject({
        error: { code: 'forbidden', detail: { cause: 'outside' } },
      });
    }
    expect((await list(app, `${source}/../${source.split('/').at(-1)}`)).status).toBe(200);
  });

  it.each([
    ['nothing', 'nothing-there', 404, 'no_folder'],
    ['a file', 'a-file', 404, 'no_folder'],
    ['below a file', 'a-file/x', 404, 'no_folder'],
    ['a name that is too long', 'x'.repeat(300), 404, 'too_long'],
  ])('says clearly that there is %s', async (_what, name, status, cause) => {
    const app = await startTestApp(BY_HAND);
    await writeFile(join(app.folders.data, 'a-file'), '');
    const answer = await list(app, join(app.folders.data, name));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { detail: { cause } } });
  });

  it.each([
    ['that is empty', ''],
    ['that is relative', 'relative'],
    ['from here', './x'],
    ['from above', '../x'],
    ['with NUL', '/a\0b'],
    ['of 5,000 characters', `/${'x'.repeat(5000)}`],
  ])('refuses a path %s', async (_what, path) => {
    const app = await startTestApp(BY_HAND);
    const answer = await list(app, path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid_request', detail: { field: 'path' } },
    });
  });
});
