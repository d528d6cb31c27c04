import { ContextProvider } from '@lit/context';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readViewer, viewer } from '../../../web/api/viewer.ts';
import type { WireNotice, WireOption, WireStats } from '../../../web/contract.ts';
import '../../../web/gallery/pt-card.ts';
import '../../../web/gallery/pt-queue-banner.ts';
import '../../../web/gallery/pt-storage.ts';
import '../../../web/player/pt-player-actions.ts';
import '../../../web/settings/pt-settings.ts';
import '../../../web/app/pt-header.ts';
import '../../../web/app/pt-notices.ts';
import { pageContext } from '../../../web/page/page.ts';
import { GALLERY, NO_FILTER } from '../../../web/state/route.ts';
import { Collection } from '../../../web/state/collection.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';
import { settled } from '../settled.ts';
import { en } from '../../../web/i18n/en.ts';

const EVERYONE = { may_change: true, name: null };
const GUEST = { may_change: false, name: 'Jürgen' };

const option = {
  name: 'printers',
  type: 'list',
  value: [],
  default: [],
  source: 'default',
  limits: { min: null, max: null, choices: null },
  fields: [],
  help: 'Printers that are not found automatically',
  read_only: false,
  reason: null,
} as unknown as WireOption;

async function show<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): Promise<ShadowRoot> {
  const element = Object.assign(document.createElement(name), properties);
  document.body.append(element);
  await settled();
  return element.shadowRoot!;
}

/** Everything that can be pressed, by what it does. */
const actions = (root: ShadowRoot): string[] =>
  [...root.querySelectorAll<HTMLElement>('[data-action], a[download]')].map(
    ({ dataset }) => dataset.action ?? 'download',
  );

beforeEach(() => viewer.update(() => GUEST));

afterEach(() => {
  viewer.update(() => EVERYONE);
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

describe('the page asks who the viewer is', () => {
  const answerWith = (status: number, body: unknown) =>
    vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status }));

  it('and believes the answer', async () => {
    viewer.update(() => EVERYONE);
    answerWith(200, GUEST);
    await readViewer();
    expect(viewer.state).toEqual(GUEST);
  });

  it('and lets everyone do everything where there are no users', async () => {
    viewer.update(() => EVERYONE);
    answerWith(404, { error: { code: 'not_found', message: 'There is no such endpoint.' } });
    await readViewer();
    expect(viewer.state).toEqual(EVERYONE);
  });
});

describe('to those who may only view', () => {
  it('a card offers playing, and follows when they become administrators', async () => {
    const root = await show('pt-card', { timelapse: makeTimelapse() });
    expect(actions(root)).toEqual(['play', 'play', 'download']);
    expect(root.querySelector('pt-menu')?.items.map(({ value }) => value)).toEqual(['download', 'log']);
    viewer.update(() => EVERYONE);
    await settled();
    expect(actions(root)).toEqual(['play', 'play', 'pin', 'download']);
    expect(root.querySelector('pt-menu')?.items.map(({ value }) => value)).toContain('delete');
  });

  it('a card shows that it is pinned, and no menu without a line', async () => {
    const pinned = await show('pt-card', { timelapse: makeTimelapse({ pinned: true }) });
    expect(pinned.querySelector<HTMLButtonElement>('.pin')?.disabled).toBe(true);
    const folder = await show('pt-card', { timelapse: makeFolder() });
    expect(actions(folder)).toEqual([]);
    expect(folder.querySelector('pt-menu')).toBeNull();
  });

  it('the player offers what changes nothing', async () => {
    const root = await show('pt-player-actions', { timelapse: makeTimelapse() });
    expect(actions(root)).toEqual(['download', 'share', 'address', 'log']);
  });

  it('neither queue nor storage nor a full disk offers anything', async () => {
    const queue = {
      paused: false,
      waiting_for: null,
      processing_id: null,
      processing_ids: [],
      pending_ids: [],
    };
    expect((await show('pt-queue-banner', { queue })).querySelector('button')).toBeNull();
    const stats = { total_size_bytes: 1, source_size_bytes: 0, free_bytes: 9 } as WireStats;
    expect((await show('pt-storage', { stats })).querySelector('button')).toBeNull();
    const full = {
      code: 'disk_full',
      area: 'disk',
      message: 'Full.',
      remedy: null,
      facts: {},
    } as unknown as WireNotice;
    expect((await show('pt-notices', { notices: [full] })).querySelector('button')).toBeNull();
  });

  it('the header offers neither selecting nor places that only change things', async () => {
    const root = await show('pt-header', { filter: NO_FILTER, view: GALLERY, full: true });
    expect(root.querySelector('[data-event=pt-select-mode]')).toBeNull();
    const menus = [...root.querySelectorAll('pt-menu')];
    expect(menus.at(-1)?.items.map(({ value }) => value)).toEqual([
      'printers',
      'jobs',
      'statistics',
      'settings',
      'address',
      'shortcuts',
    ]);
  });

  it('the settings are shown, and say once why they are locked', async () => {
    const settings = { options: [option], problems: [] };
    const answer = (path: string) => (path.includes('settings') ? settings : []);
    vi.stubGlobal('fetch', async (path: string) => new Response(JSON.stringify(answer(path))));
    const page = {
      live: { on: () => () => {}, onGap: () => () => {} },
      system: { state: new Collection({ health: null }) },
      router: { guard: () => {} },
    };
    new ContextProvider(document.body, { context: pageContext, initialValue: page as never });
    const root = await show('pt-settings', {});
    expect(root.querySelector('pt-option')?.option.read_only).toBe(true);
    expect(root.querySelector('pt-config-test')).toBeNull();
    expect(root.querySelector('.lock')?.textContent).toContain(en.view_only);
  });
});
