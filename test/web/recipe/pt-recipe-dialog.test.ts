import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TimelapseCollection } from '../../../web/api/timelapses.ts';
import type { WireTimelapse } from '../../../web/contract.ts';
import type { Page } from '../../../web/page/page.ts';
import '../../../web/recipe/pt-recipe-dialog.ts';
import type { PtRecipeDialog } from '../../../web/recipe/pt-recipe-dialog.ts';
import { recipeTextsEn as texts } from '../../../web/recipe/recipe-texts-en.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { settled } from '../settled.ts';
import { FakeServer, refusal } from './fake-server.ts';
import { makeFrames } from './make-frame.ts';
import { VIEW } from './make-session.ts';

// happy-dom knows nothing of form controls that are elements of one's own.
vi.mock('@awesome.me/webawesome/dist/components/select/select.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/option/option.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/number-input/number-input.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/input/input.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/switch/switch.js', () => ({}));

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
  server.frames = makeFrames(480, (n) => (n === 5 ? { state: 'black' } : {}));
  vi.stubGlobal('fetch', server.fetch);
});

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

async function show(timelapse: Partial<WireTimelapse> = {}) {
  const page = { timelapses: new TimelapseCollection() } as unknown as Page;
  const dialog = Object.assign(document.createElement('pt-recipe-dialog'), {
    page,
    timelapse: makeTimelapse({ image_count: 480, ...timelapse }),
  });
  document.body.append(dialog);
  await settled();
  return dialog;
}

/** Inside the shadow roots of these, one after the other. */
function inside(dialog: PtRecipeDialog, ...names: string[]): ShadowRoot {
  return names.reduce((root, name) => root.querySelector<HTMLElement>(name)!.shadowRoot!, dialog.shadowRoot!);
}

const film = (dialog: PtRecipeDialog, ...parts: string[]) =>
  inside(dialog, 'pt-recipe-editor', 'pt-film', ...parts);
const panel = (dialog: PtRecipeDialog, part: string) =>
  inside(dialog, 'pt-recipe-editor', 'pt-recipe-panel', part);
const bar = (dialog: PtRecipeDialog) => film(dialog, 'pt-trim-bar', 'pt-range-bar');
const result = (dialog: PtRecipeDialog) =>
  inside(dialog, 'pt-recipe-result').textContent.replace(/\s+/g, ' ');
const button = (dialog: PtRecipeDialog, name: string) =>
  [...dialog.shadowRoot!.querySelectorAll<HTMLButtonElement>('button')].find(
    ({ textContent }) => textContent.trim() === name,
  )!;

async function press(dialog: PtRecipeDialog, selector: string, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    const target =
      film(dialog, 'pt-film-strip').querySelector(selector) ?? bar(dialog).querySelector(selector)!;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    await settled();
  }
}

describe('the editor [4.3]', () => {
  it('says at once what the video becomes', async () => {
    const dialog = await show();
    expect(result(dialog)).toContain('22 s · 24 fps · 479 frames');
    expect(result(dialog)).toContain('Rendering takes about 1 min');
    await press(dialog, '.strip', 'x', 'ArrowRight', 'x', 'End', 'o');
    expect(result(dialog)).toContain('477 frames');
  });

  it('says that a steady picture makes the video shorter, and what happens otherwise', async () => {
    server.view = { ...VIEW, options: { ...VIEW.options, steady: 'auto' } };
    const all = '22 s · 24 fps · 479 frames';
    const chosen = '12.6 s · 15 fps · 159 frames';
    const before = await show({ frames_chosen: 160 });
    expect(result(before)).toMatch(new RegExp(`^\\s*${chosen}`));
    expect(result(before)).toContain(texts.resultAll(all));
    const never = await show({ frames_chosen: null });
    expect(result(never)).toMatch(new RegExp(`^\\s*${all}`));
    expect(result(never)).toContain(texts.resultSteady(chosen));
    server.view = { ...server.view, unsupported: ['steady'] };
    expect(result(await show({ frames_chosen: 160 }))).not.toContain(chosen);
  });

  it('trims by keys, and never turns the range round', async () => {
    const dialog = await show();
    await press(dialog, '.handle.first', 'ArrowRight', 'ArrowRight', 'ArrowLeft');
    const first = bar(dialog).querySelector('.handle.first')!;
    expect(first.getAttribute('aria-valuetext')).toBe(texts.rangeValue('2', '480'));
    await press(dialog, '.handle.last', 'Home');
    const last = bar(dialog).querySelector('.handle.last')!;
    expect(last.getAttribute('aria-valuenow')).toBe('2');
  });

  it('says to screen readers what is wrong with a frame, and takes it in', async () => {
    const dialog = await show();
    await press(dialog, '.strip', 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    const current = () => film(dialog, 'pt-film-strip').querySelector('[aria-selected=true]')!;
    expect(current().getAttribute('aria-label')).toBe('Frame 5 of 480, left out automatically, black');
    await press(dialog, '.strip', 'x');
    expect(current().getAttribute('aria-label')).toBe('Frame 5 of 480, black');
  });

  it('offers all frames only where frames were left out or cut off by hand', async () => {
    const dialog = await show();
    const all = () =>
      [...film(dialog).querySelectorAll('button')].find(({ textContent }) =>
        textContent.includes(texts.allFrames),
      );
    expect(all()).toBeUndefined();
    await press(dialog, '.strip', 'Home', 'x');
    all()!.click();
    await settled();
    expect(result(dialog)).toContain('479 frames');
    expect(all()).toBeUndefined();
  });

  it('draws only frames that are near the view', async () => {
    server.frames = makeFrames(5000);
    const dialog = await show();
    expect(film(dialog, 'pt-film-strip').querySelectorAll('.frame').length).toBeLessThan(30);
    await press(dialog, '.strip', 'End');
    expect(film(dialog, 'pt-film-strip').querySelectorAll('.frame').length).toBeLessThan(30);
  });

  it('asks for one preview after a change, and only for what a picture shows', async () => {
    const dialog = await show();
    const preview = () => server.asks('/recipe/preview');
    await vi.waitFor(() => expect(preview()).toHaveLength(1));
    const stage = inside(dialog, 'pt-recipe-editor').querySelector('pt-stage')!;
    for (const rotate of [90, 180] as const) {
      stage.recipe = { rotate };
      await stage.updateComplete;
    }
    await vi.waitFor(() => expect(preview()).toHaveLength(2));
    expect(preview()).toEqual([{ rotate: 0, flip: 'none', deflicker: 'strong' }, { rotate: 180 }]);
  });

  it('shows what the server says at the field', async () => {
    server.view = { ...VIEW, recipe: { crop: { x: 0, y: 0, width: 0.1, height: 0.1 } } };
    server.instead.set(
      'PUT /timelapses/one/recipe',
      refusal(400, 'invalid_recipe', { in: 'body', field: 'crop.width' }),
    );
    const dialog = await show();
    await press(dialog, '.strip', 'x');
    button(dialog, 'Save').click();
    await settled();
    expect(panel(dialog, 'pt-framing').querySelector('.problem')!.textContent).toBe(
      'Refused: invalid_recipe.',
    );
  });

  it('asks before changes are lost, and not without', async () => {
    const dialog = await show();
    const hide = () => {
      const event = new CustomEvent('wa-hide', { cancelable: true });
      dialog.shadowRoot!.querySelector('wa-dialog')!.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect([hide(), leave()]).toEqual([false, false]);
    await press(dialog, '.strip', 'x');
    expect([hide(), leave()]).toEqual([true, true]);
    await settled();
    expect(document.querySelector('pt-confirm-dialog')).not.toBeNull();
  });

  it.each([
    [{}, 'same', 'As in the settings (Faster)'],
    [{ preset_id: 'archive' }, 'same', 'As in the preset (Slow)'],
    [{ preset: 'medium' as const }, 'medium', 'As in the settings (Faster)'],
  ])('says how fast it is encoded with %j', async (recipe, value, same) => {
    server.view = { ...VIEW, recipe };
    server.presets.push({
      id: 'archive',
      name: 'Archive',
      built_in: true,
      recipe: { preset: 'slow', quality: 17 },
    });
    const dialog = await show();
    await vi.waitFor(() =>
      expect(panel(dialog, 'pt-video-values').querySelector('[data-field=preset]')).not.toBeNull(),
    );
    const select = panel(dialog, 'pt-video-values').querySelector('[data-field=preset] wa-select')!;
    expect(select).toMatchObject({ value, label: texts.encoding, hint: texts.encodingHint });
    expect(select.querySelector('[value=same]')!.textContent).toBe(same);
  });

  it('greys out what the engine cannot do, with the reason', async () => {
    server.view = {
      ...VIEW,
      unsupported: ['included_frames', 'crop', 'rotate', 'flip', 'steady', 'deflicker', 'overlay'],
    };
    const dialog = await show();
    const framing = panel(dialog, 'pt-framing');
    expect([...framing.querySelectorAll<HTMLButtonElement>('button')].every(({ disabled }) => disabled)).toBe(
      true,
    );
    expect(framing.textContent).toContain(texts.unsupported);
    const steady = panel(dialog, 'pt-video-values').querySelector('[data-field=steady] wa-select');
    expect(steady).toMatchObject({ disabled: true, hint: texts.unsupported });
    const drawn = panel(dialog, 'pt-overlay').querySelector('wa-switch');
    expect(drawn).toMatchObject({ disabled: true, hint: texts.unsupported });
  });

  it('names frames that are gone', async () => {
    server.view = { ...VIEW, recipe: { excluded_frames: ['gone.jpg'] }, missing_frames: ['gone.jpg'] };
    const dialog = await show();
    expect(film(dialog).querySelector('.note')!.textContent).toContain('gone.jpg');
  });

  it('says so when all frames are gone, and offers nothing', async () => {
    server.instead.set('GET /timelapses/one/frames', refusal(404, 'source_missing'));
    const dialog = await show();
    expect(dialog.shadowRoot!.querySelector('pt-empty')!.heading).toBe(texts.gone);
    expect(dialog.shadowRoot!.querySelector('.foot')).toBeNull();
  });
});
