import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { apiErrorSchema } from '../../src/shared/api-error.ts';
import type { WireRecipe, WireRecipeView } from '../../src/shared/recipe.ts';
import { frameName, putFrames } from '../fixtures/make-frames.ts';
import { jsonOf, type RawAnswer, rawRequest } from '../helpers/raw-request.ts';
import { engine, makeFolders, shareSetUp, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { probeField } from '../helpers/video-luma.ts';
import { BY_HAND, render, startWithFolders } from '../helpers/with-video.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** A refusal that says what is wrong, in words, and leaks nothing. */
function expectRefusal(answer: RawAnswer, status: number | readonly number[]): string {
  const text = answer.bytes.toString();
  expect([status].flat(), text).toContain(answer.status);
  const { error } = apiErrorSchema.parse(jsonOf(answer));
  expect(error.message).toMatch(/^[A-Z].*\.$/s);
  expect(text).not.toMatch(/\n\s+at |node_modules|\.ts:|SQLITE|zod/i);
  return (error.detail as { field?: string } | undefined)?.field ?? '';
}

describe('what is no recipe is refused, and what is saved stays', () => {
  let app: TestApp;
  let id: string;
  const saved = { first_frame: frameName(2), rotate: 180 } as const;
  const ask = (
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Record<string, string> = JSON_TYPE,
  ) =>
    rawRequest(app.app.port, {
      method,
      path: `/api/v1/${path}`,
      headers,
      ...(body === undefined ? {} : { body }),
    });

  shareSetUp(async () => {
    const folders = await makeFolders();
    await putFrames(join(folders.source, 'Owl'));
    app = await startTestApp(BY_HAND, { folders });
    ({ id } = await app.waitForStatus('Owl', 'discovered'));
    expect((await app.request('PUT', `/timelapses/${id}/recipe`, saved)).status).toBe(200);
  });

  const stillSaved = async (): Promise<void> => {
    const { recipe } = await app.get<WireRecipeView>(`/timelapses/${id}/recipe`);
    expect(recipe).toMatchObject({
      ...saved,
      last_frame: null,
      crop: null,
      excluded_frames: [],
      speed: null,
    });
  };

  it.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['half of it', '{"rotate": 90'],
    ['no number', '{"speed": NaN}'],
    ['an endless number', '{"speed": 1e999}'],
    ['an endless crop', '{"crop": {"x": -1e999, "y": 0, "width": 1, "height": 1}}'],
    ['null', 'null'],
    ['a number', '7'],
    ['a list of recipes', '[{"rotate": 90}]'],
    ['a proto', '{"__proto__": {"rotate": 90}, "rotate": 7}'],
    ['a constructor', '{"constructor": {"prototype": {"rotate": 90}}}'],
    ['deep lists', `{"excluded_frames": ${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['a recipe within', '{"recipe": {"rotate": 90}}'],
    ['bytes', '\xff\xfe\x00{'],
    ['another case', '{"Rotate": 90}'],
    ['a crop as text', '{"crop": "0,0,1,1"}'],
    ['a crop below nothing', '{"crop": {"x": 0, "y": 0, "width": -1, "height": 1}}'],
    ['a crop of nothing', '{"crop": {"x": 0, "y": 0, "width": 1e-320, "height": 1}}'],
    ['a crop beyond the edge', '{"crop": {"x": 1, "y": 0, "width": 1, "height": 1}}'],
    ['a crop that is 62 pixels wide', '{"crop": {"x": 0.00625, "y": 0, "width": 0.39375, "height": 1}}'],
    ['a path up', '{"first_frame": "../frame_0003.jpg"}'],
    ['a path from the root', '{"excluded_frames": ["/etc/passwd"]}'],
    ['a folder', '{"last_frame": ".."}'],
    ['a NUL', '{"first_frame": "frame_0003.jpg\\u0000.png"}'],
    ['half a character', '{"first_frame": "\\ud83d.jpg"}'],
    ['another case of a name', '{"first_frame": "FRAME_0003.JPG"}'],
    ['a name in another script', '{"included_frames": ["フレーム_0003.jpg"]}'],
    ['a name with a blank', '{"first_frame": "frame_0003.jpg "}'],
    ['a name that is too long', JSON.stringify({ first_frame: `${'ü'.repeat(200)}.jpg` })],
    ['a name as a list', '{"first_frame": ["frame_0003.jpg"]}'],
    ['a time though there are pictures', '{"first_frame": "0.5"}'],
    ['a trim back', '{"first_frame": "frame_0009.jpg", "last_frame": "frame_0008.jpg"}'],
    [
      'too many names',
      JSON.stringify({ excluded_frames: Array.from({ length: 10_001 }, () => 'frame_0003.jpg') }),
    ],
    [
      'every picture',
      JSON.stringify({ excluded_frames: Array.from({ length: 12 }, (_, at) => frameName(at + 1)) }),
    ],
    [
      'a picture in and out',
      '{"excluded_frames": ["frame_0003.jpg"], "included_frames": ["frame_0003.jpg"]}',
    ],
    ['a preset of nobody', '{"preset_id": "__proto__"}'],
    ['a preset as a path', '{"preset_id": "../standard"}'],
    ['a preset as text of a query', `{"preset_id": "' OR 1=1 --"}`],
    ['a preset without a name', '{"preset_id": ""}'],
    ['yes and no', '{"rotate": true}'],
    ['a turn as text', '{"rotate": "90"}'],
    ['an overlay with a picture', '{"overlay": {"logo": "/etc/passwd"}}'],
    ['an overlay with a tag', '{"overlay": {"position": "{\\\\pos(0,0)}"}}'],
  ])('%s [4.2]', async (_, body) => {
    expectRefusal(await ask('PUT', `timelapses/${id}/recipe`, Buffer.from(body, 'utf8')), 400);
    expectRefusal(
      await ask('POST', `timelapses/${id}/recipe/preview?frame=1`, Buffer.from(body, 'utf8')),
      400,
    );
    await stillSaved();
  });

  it('a recipe in another wrapping [4.2]', async () => {
    const recipe = JSON.stringify({ rotate: 90 });
    const path = `timelapses/${id}/recipe`;
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'image/jpeg',
    ])
      expectRefusal(await ask('PUT', path, recipe, { 'content-type': type }), [400, 415]);
    expectRefusal(
      await ask('PUT', path, recipe, { 'content-type': 'application/json; charset=klingon' }),
      [400, 415],
    );
    expectRefusal(await ask('PUT', path, recipe, { ...JSON_TYPE, 'content-encoding': 'gzip' }), 400);
    expectRefusal(await ask('PUT', path, `{"first_frame": "${'x'.repeat(3_000_000)}"}`), 413);
    expectRefusal(await ask('PATCH', path, recipe), 405);
    await stillSaved();
  });

  it.each(['nobody', '%00', '..%2f..%2fpresets', '%F0%9F%92%A9', "'--", 'x'.repeat(3000)])(
    'for the timelapse %s [4.2]',
    async (nobody) => {
      for (const [method, path] of [
        ['GET', 'recipe'],
        ['PUT', 'recipe'],
        ['DELETE', 'recipe'],
        ['POST', 'recipe/preview?frame=1'],
        ['GET', 'frames'],
      ] as const)
        expectRefusal(
          await ask(method, `timelapses/${nobody}/${path}`, method === 'GET' ? undefined : '{}'),
          [400, 404],
        );
      await stillSaved();
    },
  );

  it.each([
    '',
    '?frame=',
    '?frame=0',
    '?frame=-1',
    '?frame=1.5',
    '?frame=1e1',
    '?frame=latest',
    '?frame=1&frame=2',
    '?frame=9999999999',
  ])('a preview of picture %s [4.2]', async (query) => {
    const answer = await ask('POST', `timelapses/${id}/recipe/preview${query}`, '{}');
    expect(expectRefusal(answer, 400)).toBe('frame');
  });

  it('a preview of a picture that is not there [4.2]', async () => {
    expectRefusal(await ask('POST', `timelapses/${id}/recipe/preview?frame=13`, '{}'), 404);
  });

  it.each(['limit=0', 'limit=-1', 'limit=1001', 'limit=NaN', 'offset=-1', 'offset=1e309', 'limit=1&limit=2'])(
    'a page of pictures with %s [4.2]',
    async (query) => {
      expectRefusal(await ask('GET', `timelapses/${id}/frames?${query}`), 400);
    },
  );

  it.each([
    ['beyond the edge', { crop: { x: 0.6, y: 0, width: 0.6, height: 1 } }, 'recipe.crop.width'],
    ['below the edge', { crop: { x: 0, y: 0.9, width: 1, height: 0.2 } }, 'recipe.crop.height'],
    ['with pictures', { excluded_frames: [] }, 'recipe.excluded_frames'],
    ['on another', { preset_id: 'short' }, 'recipe.preset_id'],
  ])('a preset %s [4.2]', async (_, recipe, field) => {
    const body = JSON.stringify({ name: 'Mine', recipe });
    expect(expectRefusal(await ask('POST', 'presets', body), 400)).toBe(field);
    expectRefusal(await ask('PUT', 'presets/nobody', body), [400, 404]);
  });

  it('a preset whose crop leaves next to nothing of these pictures [4.2]', async () => {
    const recipe = { crop: { x: 0, y: 0, width: 0.3, height: 1 } };
    const answer = await app.request('POST', '/presets', { name: 'Narrow', recipe });
    const { id: preset } = (await answer.json()) as { id: string };
    const put = (body: WireRecipe) => ask('PUT', `timelapses/${id}/recipe`, JSON.stringify(body));
    expect(expectRefusal(await put({ preset_id: preset }), 400)).toBe('preset_id');
    await stillSaved();
    // A crop of its own counts instead of that of the preset.
    expect((await put({ preset_id: preset, crop: { x: 0, y: 0, width: 0.5, height: 1 } })).status).toBe(200);
    expect((await put(saved)).status).toBe(200);
  });
});

test('many recipes at once: one of them is saved as a whole, and none is mixed [4.2]', async () => {
  const { app, found } = await startWithFolders(['Owl']);
  const { id } = found[0]!;
  const recipes = Array.from({ length: 40 }, (_, at) => ({
    quality: at + 1,
    excluded_frames: [frameName((at % 11) + 1)],
    fps: at + 1,
  }));
  const calls = recipes.flatMap((recipe, at) => [
    app.request('PUT', `/timelapses/${id}/recipe`, recipe),
    ...(at % 4 === 0 ? [app.request('DELETE', `/timelapses/${id}/recipe`)] : []),
  ]);
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  expect([...new Set(statuses)].sort()).toEqual([200, 204]);
  const { recipe } = await app.get<WireRecipeView>(`/timelapses/${id}/recipe`);
  const { quality, excluded_frames, fps } = recipe;
  if (quality === null) expect({ excluded_frames, fps }).toEqual({ excluded_frames: [], fps: null });
  else expect({ quality, excluded_frames, fps }).toEqual(recipes[quality! - 1]);
});

test('a recipe for a timelapse that is deleted meanwhile is refused, and comes to nothing [4.2]', async () => {
  const { app, found } = await startWithFolders(['Owl', 'Bear']);
  const { id } = found[0]!;
  const put = () => app.request('PUT', `/timelapses/${id}/recipe`, { excluded_frames: [frameName(3)] });
  const answers = await Promise.all([put(), put(), app.request('DELETE', `/timelapses/${id}`), put(), put()]);
  for (const { status } of answers) expect([200, 204, 404]).toContain(status);
  expect((await put()).status).toBe(404);
  expect((await app.list()).map(({ folder_name: name }) => name)).toEqual(['Bear']);
});

test('a recipe that is saved while its video renders counts for the next one [4.2]', async () => {
  const video = { target_seconds: 0, fps: 12, hold_last_frame_seconds: 0 };
  const { app, found } = await startWithFolders(['Owl'], {
    timelapse_flickerfree_path: engine('slow.sh'),
    video,
  });
  const { id } = found[0]!;
  await app.request('POST', `/timelapses/${id}/process`);
  await app.waitForStatus('Owl', 'processing');
  const answer = await app.request('PUT', `/timelapses/${id}/recipe`, { last_frame: frameName(6) });
  expect(answer.status).toBe(200);
  const done = await app.waitForCompleted('Owl');
  expect((await app.get<WireRecipeView>(`/timelapses/${id}/recipe`)).differs_from_video).toBe(true);
  await app.request('DELETE', `/timelapses/${id}/recipe`);
  expect((await app.get<WireRecipeView>(`/timelapses/${id}/recipe`)).differs_from_video).toBe(false);
  expect(done.video_exists).toBe(true);
});

test.each([
  { speed: 8 },
  { speed: 8, fps: 120, target_seconds: 0 },
  { speed: 0.25, fps: 1 },
  { speed: 8, target_seconds: 3600, hold_last_frame_seconds: 60 },
  { crop: { x: 0.6, y: 0.4666, width: 0.4, height: 0.5334 }, rotate: 90, max_height: 120, quality: 51 },
  { crop: { x: 0, y: 0, width: 1, height: 1 }, rotate: 0, flip: 'none', quality: 1 },
] satisfies WireRecipe[])('what is accepted can be rendered: %j [4.2]', async (recipe) => {
  const bundled = '/nowhere/do_timelapse.sh';
  const { app, found } = await startWithFolders(['Owl'], { timelapse_flickerfree_path: bundled });
  const answer = await app.request('PUT', `/timelapses/${found[0]!.id}/recipe`, recipe);
  expect(answer.status, await answer.text()).toBe(200);
  const done = await render(app, found[0]!);
  expect(Number(await probeField(done.output_video_path!, 'nb_frames'))).toBeGreaterThanOrEqual(12);
});

test('odd names of pictures can be trimmed to and left out, with every engine [4.2]', async () => {
  const odd = [
    '-i 1.jpg',
    '2 "Größe" 層 🖨️.jpg',
    '3\nzwei Zeilen.jpg',
    "4 it's [a] *? {b}.jpg",
    '5\\6.jpg',
    '7 %04d.jpg',
    '8.jpg',
  ];
  for (const path of [engine('foreign.sh'), '/nowhere/do_timelapse.sh']) {
    const folders = await makeFolders();
    await putFrames(join(folders.source, 'Owl'), { names: odd });
    const video = { target_seconds: 0, fps: 12, hold_last_frame_seconds: 0 };
    const app = await startTestApp({ ...BY_HAND, timelapse_flickerfree_path: path, video }, { folders });
    const found = await app.waitForStatus('Owl', 'discovered');
    const recipe = { first_frame: odd[1]!, last_frame: odd[5]!, excluded_frames: [odd[2]!, odd[4]!] };
    expect((await app.request('PUT', `/timelapses/${found.id}/recipe`, recipe)).status).toBe(200);
    const done = await render(app, found);
    expect(await probeField(done.output_video_path!, 'nb_frames')).toBe('3');
    await app.stop();
  }
});

test('a crop is measured by a picture that is whole [4.2]', async () => {
  const { app, found } = await startWithFolders(['Owl']);
  const { id, source_folder: folder } = found[0]!;
  await truncate(join(folder, frameName(12)), 40);
  const crop = { x: 0, y: 0, width: 0.3, height: 1 };
  const answer = await app.request('PUT', `/timelapses/${id}/recipe`, { crop });
  expect(answer.status).toBe(400);
});
