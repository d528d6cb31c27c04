import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasNoFrames } from '../../../web/api/recipes.ts';
import { RecipeSession } from '../../../web/recipe/recipe-session.ts';
import { FakeServer, refusal } from './fake-server.ts';
import { makeFrames } from './make-frame.ts';
import { VIEW } from './make-session.ts';

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
  server.frames = makeFrames(2500);
  vi.stubGlobal('fetch', server.fetch);
});

afterEach(() => vi.unstubAllGlobals());

async function open(): Promise<RecipeSession> {
  const session = new RecipeSession('one');
  await session.read(null);
  return session;
}

describe('editing a recipe [4.3]', () => {
  it('reads every frame, part by part', async () => {
    const { state } = await open();
    expect(state.state.frames).toHaveLength(2500);
    expect(server.asks('/frames')).toHaveLength(3);
  });

  it('is not changed by frames that are gone, and saves without them', async () => {
    server.view = {
      ...VIEW,
      recipe: { excluded_frames: ['img1.jpg', 'gone.jpg'] },
      missing_frames: ['gone.jpg'],
    };
    const session = await open();
    expect(session.isChanged).toBe(false);
    session.change({ ...session.state.state.draft, speed: 2 });
    expect(await session.save()).toBe(true);
    expect(server.asks('PUT /timelapses/one/recipe')).toEqual([{ excluded_frames: ['img1.jpg'], speed: 2 }]);
    expect(session.isChanged).toBe(false);
  });

  it('keeps what the server says about a field until that field changes', async () => {
    const session = await open();
    session.change({ crop: { x: 0, y: 0, width: 0.1, height: 1 } });
    server.instead.set(
      'PUT /timelapses/one/recipe',
      refusal(400, 'invalid_recipe', { in: 'body', field: 'crop.width' }),
    );
    expect(await session.save()).toBe(false);
    expect(session.state.state.refused.get('crop.width')).toEqual({
      path: 'crop.width',
      message: 'Refused: invalid_recipe.',
      why: null,
    });
    session.change({ ...session.state.state.draft, speed: 2 });
    expect(session.state.state.refused.size).toBe(1);
    session.change({ speed: 2 });
    expect(session.state.state.refused.size).toBe(0);
  });

  it('ends when the frames are gone, at the start and at saving', async () => {
    const session = await open();
    session.change({ speed: 2 });
    server.instead.set('PUT /timelapses/one/recipe', refusal(409, 'source_missing'));
    expect(await session.save()).toBe(false);
    expect(hasNoFrames(session.state.state.failed)).toBe(true);
    server.instead.set('GET /timelapses/one/frames', refusal(404, 'source_missing'));
    const other = await open();
    expect(hasNoFrames(other.state.state.failed)).toBe(true);
  });

  it('goes back to the original', async () => {
    server.view = { ...VIEW, recipe: { speed: 2 } };
    const session = await open();
    session.change({ speed: 4 });
    await session.reset();
    expect(session.isChanged).toBe(false);
    expect(session.state.state.draft).toEqual({});
    expect(server.asks('DELETE /timelapses/one/recipe')).toHaveLength(1);
  });

  it('saves what is set as a preset and builds on it', async () => {
    const session = await open();
    session.change({ first_frame: 'img2.jpg', quality: 17 });
    await session.savePreset('Fine');
    expect(server.asks('POST /presets')).toEqual([{ name: 'Fine', recipe: { quality: 17 } }]);
    expect(session.state.state.draft).toEqual({ first_frame: 'img2.jpg', preset_id: 'new' });
    expect(session.preset?.name).toBe('Fine');
  });

  it('keeps what a deleted preset set', async () => {
    server.view = { ...VIEW, recipe: { preset_id: 'own', speed: 2 } };
    const session = await open();
    await session.deletePreset(session.preset!);
    expect(session.state.state.draft).toEqual({ quality: 17, rotate: 180, speed: 2 });
    expect(session.isChanged).toBe(false);
    expect(session.state.state.presets.map(({ id }) => id)).toEqual(['standard', 'short']);
  });
});
