import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecipeProblem } from '../../src/shared/recipe-problems.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { makeFolders, shareSetUp, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { BY_HAND } from '../helpers/with-video.ts';

const crop = { x: 0, y: 0, width: 1, height: 1 };
const first = 'frame_0001.jpg';
const all = Array.from({ length: 12 }, (_, index) => `frame_${String(index + 1).padStart(4, '0')}.jpg`);

/** Each with the field that the answer has to name. */
const BAD: [recipe: unknown, field: string][] = [
  [{ first_frame: 'nothing.jpg' }, 'first_frame'],
  [{ last_frame: 'nothing.jpg' }, 'last_frame'],
  [{ first_frame: '' }, 'first_frame'],
  [{ first_frame: '../frame_0001.jpg' }, 'first_frame'],
  [{ first_frame: 1 }, 'first_frame'],
  [{ first_frame: 'frame_0009.jpg', last_frame: 'frame_0003.jpg' }, 'last_frame'],
  [{ excluded_frames: ['frame_0002.jpg', 'nothing.jpg'] }, 'excluded_frames.1'],
  [{ excluded_frames: 'frame_0002.jpg' }, 'excluded_frames'],
  [{ excluded_frames: [null] }, 'excluded_frames.0'],
  [{ excluded_frames: all }, 'excluded_frames'],
  [{ first_frame: first, last_frame: first, excluded_frames: [first] }, 'excluded_frames'],
  [{ included_frames: ['nothing.jpg'] }, 'included_frames.0'],
  [{ excluded_frames: [first], included_frames: [first] }, 'included_frames.0'],
  [{ target_seconds: -1 }, 'target_seconds'],
  [{ target_seconds: 3601 }, 'target_seconds'],
  [{ target_seconds: '20' }, 'target_seconds'],
  [{ fps: 0 }, 'fps'],
  [{ fps: 121 }, 'fps'],
  [{ hold_last_frame_seconds: 61 }, 'hold_last_frame_seconds'],
  [{ hold_last_frame_seconds: -0.1 }, 'hold_last_frame_seconds'],
  [{ speed: 0.2 }, 'speed'],
  [{ speed: 8.1 }, 'speed'],
  [{ deflicker: 'most' }, 'deflicker'],
  [{ steady: true }, 'steady'],
  [{ crop: [0, 0, 1, 1] }, 'crop'],
  [{ crop: { x: 0, y: 0, width: 1 } }, 'crop.height'],
  [{ crop: { ...crop, x: -0.1 } }, 'crop.x'],
  [{ crop: { ...crop, y: 2 } }, 'crop.y'],
  [{ crop: { ...crop, width: 0 } }, 'crop.width'],
  [{ crop: { ...crop, x: 0.2 } }, 'crop.width'],
  [{ crop: { ...crop, y: 0.5, height: 0.6 } }, 'crop.height'],
  [{ crop: { ...crop, width: 0.3 } }, 'crop.width'],
  [{ crop: { ...crop, height: 0.5 } }, 'crop.height'],
  [{ crop: { ...crop, left: 0 } }, 'crop.left'],
  [{ rotate: 45 }, 'rotate'],
  [{ rotate: '90' }, 'rotate'],
  [{ flip: 'both' }, 'flip'],
  [{ max_height: 100 }, 'max_height'],
  [{ max_height: 720.5 }, 'max_height'],
  [{ quality: 0 }, 'quality'],
  [{ quality: 52 }, 'quality'],
  [{ preset: 'ultrafast' }, 'preset'],
  [{ overlay: 'layer' }, 'overlay'],
  [{ overlay: { title: 1 } }, 'overlay.title'],
  [{ overlay: { position: 'middle' } }, 'overlay.position'],
  [{ overlay: { logo: 'owl.png' } }, 'overlay.logo'],
  [{ overlay: { colour: 'red' } }, 'overlay.colour'],
  [{ preset_id: 'nothing' }, 'preset_id'],
  [{ colour: 'red' }, 'colour'],
  [[], ''],
  ['recipe', ''],
];

/** Each with the code and the values that clients translate. */
const CODED: [recipe: unknown, problem: RecipeProblem][] = [
  [{ first_frame: 'nothing.jpg' }, { problem: 'unknown_frame', facts: { name: 'nothing.jpg' } }],
  [
    { excluded_frames: [first], included_frames: [first] },
    { problem: 'also_excluded', facts: { name: first } },
  ],
  [
    { first_frame: 'frame_0009.jpg', last_frame: 'frame_0003.jpg' },
    { problem: 'ends_before_start', facts: {} },
  ],
  [{ excluded_frames: all }, { problem: 'none_left', facts: {} }],
  [{ crop: { ...crop, x: 0.2 } }, { problem: 'beyond_right', facts: {} }],
  [{ crop: { ...crop, y: 0.5, height: 0.6 } }, { problem: 'beyond_bottom', facts: {} }],
  [{ crop: { ...crop, width: 0.3 } }, { problem: 'crop_too_small', facts: { pixels: 48, least: 64 } }],
  [{ preset_id: 'nothing' }, { problem: 'unknown_preset', facts: {} }],
];

describe('a recipe that cannot be carried out', () => {
  let app: TestApp;
  let id: string;

  shareSetUp(async () => {
    const folders = await makeFolders();
    await putFrames(join(folders.source, 'Owl'));
    app = await startTestApp(BY_HAND, { folders });
    ({ id } = await app.waitForStatus('Owl', 'discovered'));
  });

  it.each(BAD)('%j is refused with its field, and nothing is saved [4.2]', async (recipe, field) => {
    const answer = await app.request('PUT', `/timelapses/${id}/recipe`, recipe);
    const body = (await answer.json()) as { error: { message: string; detail?: { field: string } } };
    expect([answer.status, body.error.detail?.field ?? ''], body.error.message).toEqual([400, field]);
    expect(body.error.message).toMatch(/not valid/);
    const { recipe: saved } = await app.get<{ recipe: Record<string, string | null> }>(
      `/timelapses/${id}/recipe`,
    );
    expect(Object.values(saved).filter((value) => value !== null && value.length !== 0)).toEqual([]);
  });

  it.each(CODED)('%j says by a code why it is refused [4.2]', async (recipe, problem) => {
    const answer = await app.request('PUT', `/timelapses/${id}/recipe`, recipe);
    const { error } = (await answer.json()) as { error: { detail: unknown } };
    expect(error.detail).toMatchObject(problem);
  });
});
