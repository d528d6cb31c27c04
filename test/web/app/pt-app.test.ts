import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CaptureCollection } from '../../../web/api/captures.ts';
import { LiveConnection } from '../../../web/api/live.ts';
import { SystemCollection } from '../../../web/api/system.ts';
import { TimelapseCollection } from '../../../web/api/timelapses.ts';
import { viewer } from '../../../web/api/viewer.ts';
import type {
  WireHealth,
  WireNotice,
  WireSnapshot,
  WireStats,
  WireTimelapse,
} from '../../../web/contract.ts';
import type { PtCard } from '../../../web/gallery/pt-card.ts';
import { PageActions } from '../../../web/app/page-actions.ts';
import { providePage } from '../../../web/page/page.ts';
import { AppUpdate } from '../../../web/page/app-update.ts';
import { HomeAssistantBridge } from '../../../web/page/home-assistant-bridge.ts';
import type { PtApp } from '../../../web/app/pt-app.ts';
import '../../../web/app/pt-app.ts';
import { Router } from '../../../web/page/router.ts';
import { FakeSocket } from '../api/fake-socket.ts';
import { makeCapture } from '../captures/make-capture.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';
import { settled } from '../settled.ts';
import { until } from '../until.ts';
import { en } from '../../../web/i18n/en.ts';

// happy-dom knows nothing of form controls that are elements of one's own.
vi.mock('@awesome.me/webawesome/dist/components/select/select.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/option/option.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/number-input/number-input.js', () => ({}));
vi.mock('@awesome.me/webawesome/dist/components/input/input.js', () => ({}));

const NOW = new Date().toISOString();

let rows: WireTimelapse[];
let answer: (() => Promise<Response>) | null;
let app: PtApp;
let stop: () => void;

const snapshot = {
  queue: { paused: false, waiting_for: null, processing_id: null, processing_ids: [], pending_ids: ['b'] },
  stats: { total_size_bytes: 5_000_000, source_size_bytes: 0, free_bytes: null } as WireStats,
  health: { notices: [] } as unknown as WireHealth,
  progress: null,
} satisfies WireSnapshot;

async function serve(url: string): Promise<Response> {
  if (url.includes('/captures')) return Response.json([]);
  if (answer !== null) return answer();
  if (url.includes('/health')) return new Response('{}', { status: 502 });
  return new Response(JSON.stringify(rows), { headers: { 'X-Total-Count': String(rows.length) } });
}

/** Finds an element below any number of shadow roots. */
function find<Found extends Element>(selector: string, root: ParentNode = app.shadowRoot!): Found | null {
  const here = root.querySelector<Found>(selector);
  if (here !== null) return here;
  for (const element of root.querySelectorAll('*')) {
    const inner = element.shadowRoot && find<Found>(selector, element.shadowRoot);
    if (inner) return inner;
  }
  return null;
}

const cards = (): PtCard[] => [...(find('.grid[role=list]')?.children ?? [])] as PtCard[];
const ids = (): string =>
  cards()
    .map((card) => card.dataset.id)
    .join('');

beforeEach(async () => {
  rows = [
    makeTimelapse({ id: 'a', created_at: '2026-03-03T00:00:00.000Z' }),
    makeFolder({ id: 'b', status: 'pending', created_at: '2026-03-02T00:00:00.000Z' }),
    makeTimelapse({ id: 'c', created_at: '2026-03-01T00:00:00.000Z', pinned: true }),
  ];
  answer = null;
  FakeSocket.all = [];
  location.hash = '';
  vi.stubGlobal('WebSocket', Object.assign(FakeSocket, { OPEN: 1 }));
  vi.stubGlobal('fetch', serve);
  const system = new SystemCollection();
  const timelapses = new TimelapseCollection();
  const captures = new CaptureCollection();
  const router = new Router();
  const live = new LiveConnection(
    () => 'ws://here/ws',
    () => system.probe(),
  );
  const bridge = new HomeAssistantBridge((path) => router.openPath(path));
  system.connect(live);
  timelapses.connect(live);
  captures.connect(live);
  router.start();
  live.start();
  stop = () => {
    live.stop();
    router.stop();
  };
  const parts = { live, timelapses, captures, system, router, bridge, update: new AppUpdate(system) };
  providePage({ ...parts, actions: new PageActions(parts) });
  app = document.createElement('pt-app');
  document.body.append(app);
  await app.updateComplete;
});

afterEach(() => {
  app.remove();
  stop();
  vi.unstubAllGlobals();
});

describe('the page', () => {
  it('shows where cards will be, then the cards, newest first', async () => {
    expect(find('pt-skeleton')).not.toBeNull();
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    expect(ids()).toBe('abc');
    expect(find('pt-skeleton')).toBeNull();
  });

  it('takes places in the queue from the queue', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    expect(cards()[1]?.place).toBe(1);
    const queue = { ...snapshot.queue, pending_ids: ['x', 'y', 'b'] };
    FakeSocket.last.say('system.changed', { queue, health: snapshot.health });
    await settled();
    expect(cards()[1]?.place).toBe(3);
  });

  it('changes cards in place and puts new ones beside them', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    const before = cards();
    FakeSocket.last.say('timelapse.failed', { ...rows[1]!, status: 'failed', error_code: 'stalled' });
    FakeSocket.last.say(
      'timelapse.discovered',
      makeFolder({ id: 'n', created_at: '2026-03-04T00:00:00.000Z' }),
    );
    FakeSocket.last.say('timelapse.deleted', { id: 'c' });
    await settled();
    expect(ids()).toBe('nab');
    expect(cards()[1]).toBe(before[0]);
    expect(cards()[2]).toBe(before[1]);
    expect(cards()[2]?.dataset.status).toBe('failed');
  });

  it('says what is wrong and what to do, and gets over it', async () => {
    answer = async () =>
      new Response(JSON.stringify({ error: { code: 'x', message: 'No database.', remedy: 'Restart.' } }), {
        status: 500,
      });
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    expect(find('pt-empty')?.shadowRoot?.textContent).toContain('No database. Restart.');
    answer = null;
    find<HTMLButtonElement>('pt-empty button')!.click();
    await settled();
    expect(ids()).toBe('abc');
  });

  it('says what to do when there is nothing yet', async () => {
    rows = [];
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    expect(find('pt-empty')?.shadowRoot?.textContent).toContain(en.empty_title);
    expect(find('pt-filters')).toBeNull();
  });

  it('offers to take pictures where there is nothing yet, to those who may [5.2]', async () => {
    rows = [];
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    find<HTMLButtonElement>('pt-empty .filled')!.click();
    await until(() => expect(document.querySelector('pt-capture-dialog')).not.toBeNull());
    document.querySelector('pt-capture-dialog')!.remove();
    viewer.update(() => ({ may_change: false, name: null }));
    await settled();
    expect(find('pt-empty .filled')).toBeNull();
    viewer.update(() => ({ may_change: true, name: null }));
  });

  it('leads from an empty gallery to the printers, where Home Assistant knows them [5.2]', async () => {
    rows = [];
    const home = { state: 'connected', version: null, sensors: 'none' } as const;
    FakeSocket.last.say('snapshot', { ...snapshot, health: { ...snapshot.health, home_assistant: home } });
    await settled();
    const first = find<HTMLButtonElement>('pt-empty .filled')!;
    expect(first.textContent).toContain(en.empty_printers);
    expect(find('pt-empty')!.shadowRoot!.textContent).toContain(en.empty_printers_text);
    first.click();
    await settled();
    expect(location.hash).toBe('#/printers');
    location.hash = '#/';
    viewer.update(() => ({ may_change: false, name: null }));
    await settled();
    expect(find('pt-empty button')).toBeNull();
    viewer.update(() => ({ may_change: true, name: null }));
  });

  it('shows at the top of the gallery what is captured, which says its problem itself [5.2]', async () => {
    rows = [];
    const problem = { code: 'empty', message: 'The camera sends nothing.', since: NOW } as const;
    const facts = { capture_id: 'plant', capture: 'Plant', problem: 'empty', reason: '' } as const;
    const notice: WireNotice = {
      code: 'capture_problem',
      area: 'capture',
      message: 'No pictures.',
      remedy: null,
      facts,
    };
    FakeSocket.last.say('snapshot', { ...snapshot, health: { ...snapshot.health, notices: [notice] } });
    FakeSocket.last.say('capture.changed', makeCapture({ problem }));
    await until(() => expect(find('pt-capture')).not.toBeNull());
    await settled();
    expect(find('pt-empty')).toBeNull();
    expect(find('pt-notices')).toBeNull();
    location.hash = '#/jobs';
    await settled();
    expect(find('pt-notices')?.shadowRoot?.textContent).toContain('No pictures.');
    expect(find<HTMLElement>('pt-captures')!.hidden).toBe(true);
    // Its printer shows it.
    location.hash = '#/printers';
    FakeSocket.last.say('capture.changed', makeCapture({ problem, printer_key: 'x1c' }));
    await settled();
    expect(find('pt-notices')).toBeNull();
    location.hash = '#/';
    FakeSocket.last.say('capture.changed', makeCapture({ ended_at: NOW }));
    await settled();
    expect(find('pt-capture')).toBeNull();
    expect(find('pt-empty')).not.toBeNull();
  });

  it('shows what needs attention, with its remedy', async () => {
    const notice = {
      code: 'n',
      area: 'disk',
      message: 'Nearly full.',
      remedy: 'Clean up.',
      facts: {},
    } as unknown as WireNotice;
    FakeSocket.last.say('snapshot', { ...snapshot, health: { ...snapshot.health, notices: [notice] } });
    await settled();
    const text = find('pt-notices')?.shadowRoot?.textContent.replace(/\s+/g, ' ');
    expect(text).toContain('Disk Nearly full. Clean up.');
  });

  it('keeps the filter in the address, and takes it from there', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    const chips = [...find('pt-filters')!.shadowRoot!.querySelectorAll('button')];
    expect(chips.map((chip) => chip.textContent.replace(/\s+/g, ' ').trim())).toEqual([
      'All 3',
      'Pending 1',
      'Completed 2',
      'Pinned 1',
    ]);
    chips[2]!.click();
    await settled();
    expect(location.hash).toBe('#/?status=completed');
    expect(ids()).toBe('ac');
    location.hash = '#/?pinned=true&sort=created';
    await settled();
    expect(ids()).toBe('c');
  });

  it('offers the way back when a filter shows nothing', async () => {
    location.hash = '#/?status=discovered';
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    expect(find('pt-empty')?.shadowRoot?.textContent).toContain(en.no_match_title);
    find<HTMLButtonElement>('pt-empty button')!.click();
    await settled();
    expect(ids()).toBe('abc');
  });

  it('selects by touch and sums up', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    find<HTMLButtonElement>('button[aria-label=Select]')!.click();
    await settled();
    for (const card of cards()) card.shadowRoot!.querySelector<HTMLButtonElement>('.checkbox')!.click();
    await settled();
    expect(find('pt-select-bar p')?.textContent).toBe('3 selected · 24.8 MB');
    FakeSocket.last.say('timelapse.deleted', { id: 'c' });
    await settled();
    expect(find('pt-select-bar p')?.textContent).toBe('2 selected · 12.4 MB');
  });

  it('ends the selection after what was done with it, unless it has changed meanwhile', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    await settled();
    const touch = (card: PtCard) => card.shadowRoot!.querySelector<HTMLButtonElement>('.checkbox')!.click();
    find<HTMLButtonElement>('button[aria-label=Select]')!.click();
    await settled();
    touch(cards()[0]!);
    await settled();
    const asked: ((pinned: boolean) => void)[] = [];
    answer = () =>
      new Promise((resolve) => asked.push((pinned) => resolve(Response.json({ ...rows[0]!, pinned }))));
    const act = (detail: string) =>
      find('pt-select-bar')!.dispatchEvent(new CustomEvent('pt-select-action', { detail }));
    act('pin');
    await until(() => expect(asked).toHaveLength(1));
    touch(cards()[1]!);
    asked[0]!(true);
    await settled();
    expect(find('pt-select-bar p')?.textContent).toContain('2 selected');
    touch(cards()[1]!);
    await settled();
    act('unpin');
    await until(() => expect(asked).toHaveLength(2));
    asked[1]!(false);
    await until(() => expect(find('pt-select-bar')).toBeNull());
  });

  it('shows in a toast what became of a render', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    FakeSocket.last.say('timelapse.completed', makeTimelapse({ id: 'b', title: 'Vase' }));
    await settled();
    expect(find('.toast:last-child span')?.textContent).toBe('“Vase” is ready');
  });
});
