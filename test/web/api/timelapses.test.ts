import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../web/api/client.ts';
import { LiveConnection } from '../../../web/api/live.ts';
import { TimelapseCollection } from '../../../web/api/timelapses.ts';
import type { WireSnapshot, WireTimelapse } from '../../../web/contract.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { FakeSocket } from './fake-socket.ts';

let rows: WireTimelapse[];
let calls: string[];
/** Runs once, while the next list is on its way to the page. */
let meanwhile: (() => void) | null;
let live: LiveConnection;
let timelapses: TimelapseCollection;

/** Plays the server: the list in pages, and one refused or failing request where a test wants it. */
async function serve(url: string, init: RequestInit): Promise<Response> {
  calls.push(`${init.method} ${url}`);
  const list = /\/timelapses\?limit=(\d+)&offset=(\d+)/.exec(url);
  if (list !== null) {
    const page = rows.slice(Number(list[2]), Number(list[2]) + Number(list[1]));
    const total = String(rows.length);
    const now = meanwhile;
    meanwhile = null;
    now?.();
    return new Response(JSON.stringify(page), { headers: { 'X-Total-Count': total } });
  }
  const error = { code: 'conflict', message: 'It is being rendered.', remedy: 'Cancel it first.' };
  return new Response(JSON.stringify({ error }), { status: 409 });
}

const ids = (): string[] => [...timelapses.records.state.byId.keys()].sort();

beforeEach(() => {
  rows = ['a', 'b', 'c'].map((id) => makeTimelapse({ id }));
  calls = [];
  meanwhile = null;
  FakeSocket.all = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', serve);
  live = new LiveConnection(
    () => 'ws://here/ws',
    async () => 'ok',
  );
  timelapses = new TimelapseCollection();
  timelapses.connect(live);
  live.start();
});

afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
});

describe('the timelapses of the page', () => {
  it('are read once with every new connection', async () => {
    FakeSocket.last.say('snapshot', {} as WireSnapshot);
    await timelapses.read();
    expect(ids()).toEqual(['a', 'b', 'c']);
    expect(timelapses.records.state.loaded).toBe(true);
  });

  it('are read to the end, in pages', async () => {
    rows = Array.from({ length: 2500 }, (_, index) => makeTimelapse({ id: String(index) }));
    await timelapses.read();
    expect(timelapses.records.state.byId.size).toBe(2500);
    expect(calls).toHaveLength(1 + Math.ceil(2468 / 250));
  });

  it('begin with a screen full, and are read to the end when the live connection begins', async () => {
    rows = Array.from({ length: 1000 }, (_, index) => makeTimelapse({ id: String(index) }));
    await timelapses.begin();
    expect(timelapses.records.state).toMatchObject({ loaded: true, complete: false });
    expect(timelapses.records.state.byId.size).toBeLessThan(50);
    FakeSocket.last.say('snapshot', {} as WireSnapshot);
    await vi.waitUntil(() => timelapses.records.state.complete);
    expect(timelapses.records.state.byId.size).toBe(1000);
    // The first answer, and everything once.
    expect(calls).toHaveLength(1 + 1 + Math.ceil(968 / 250));
  });

  it('are read to the end where the live connection begins during the first answer', async () => {
    rows = Array.from({ length: 100 }, (_, index) => makeTimelapse({ id: String(index) }));
    meanwhile = () => queueMicrotask(() => FakeSocket.last.say('snapshot', {} as WireSnapshot));
    await timelapses.begin();
    expect(timelapses.records.state.byId.size).toBe(100);
  });

  it('are read to the end without a live connection too', async () => {
    vi.useFakeTimers();
    rows = Array.from({ length: 100 }, (_, index) => makeTimelapse({ id: String(index) }));
    await timelapses.begin();
    await vi.advanceTimersByTimeAsync(3000);
    vi.useRealTimers();
    await vi.waitUntil(() => timelapses.records.state.complete);
    expect(timelapses.records.state.byId.size).toBe(100);
  });

  it('are read again where that was asked for during a read that failed', async () => {
    vi.stubGlobal('fetch', async () => {
      await Promise.resolve();
      vi.stubGlobal('fetch', serve);
      FakeSocket.last.say('snapshot', {} as WireSnapshot);
      throw new TypeError('no network');
    });
    await timelapses.begin();
    expect(timelapses.error.state).toBeNull();
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  it('follow the events', async () => {
    await timelapses.read();
    FakeSocket.last.say('timelapse.discovered', makeTimelapse({ id: 'd' }));
    FakeSocket.last.say('timelapse.deleted', { id: 'a' });
    FakeSocket.last.say('timelapse.failed', makeTimelapse({ id: 'b', status: 'failed' }));
    expect(ids()).toEqual(['b', 'c', 'd']);
    expect(timelapses.records.state.byId.get('b')?.status).toBe('failed');
  });

  it('keep what an event brought while an older answer was on its way', async () => {
    meanwhile = () => {
      FakeSocket.last.say('timelapse.discovered', makeTimelapse({ id: 'new' }));
      FakeSocket.last.say(
        'timelapse.pending',
        makeTimelapse({ id: 'a', status: 'pending', updated_at: '2030-01-01T00:00:00.000Z' }),
      );
    };
    await timelapses.read();
    expect(ids()).toEqual(['a', 'b', 'c', 'new']);
    expect(timelapses.records.state.byId.get('a')?.status).toBe('pending');
  });

  it('do not get back what was deleted while an older answer was on its way', async () => {
    meanwhile = () => {
      rows = rows.filter(({ id }) => id !== 'a');
      FakeSocket.last.say('timelapse.deleted', { id: 'a' });
    };
    await timelapses.read();
    expect(ids()).toEqual(['b', 'c']);
  });

  it('forget what is gone after a gap', async () => {
    await timelapses.read();
    rows = rows.slice(1);
    await timelapses.read();
    expect(ids()).toEqual(['b', 'c']);
  });

  it('show a pin at once, and take it back when the server refuses', async () => {
    await timelapses.read();
    const pinning = timelapses.pin('a', true);
    expect(timelapses.records.state.byId.get('a')?.pinned).toBe(true);
    await expect(pinning).rejects.toMatchObject({
      status: 409,
      code: 'conflict',
      remedy: 'Cancel it first.',
    });
    expect(timelapses.records.state.byId.get('a')?.pinned).toBe(false);
  });

  it('report a server that does not answer, and recover', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    await timelapses.read();
    expect(timelapses.error.state).toBeInstanceOf(ApiError);
    expect(timelapses.records.state.loaded).toBe(false);
    vi.stubGlobal('fetch', serve);
    await timelapses.read();
    expect(timelapses.error.state).toBeNull();
  });

  it('call an answer of a proxy by its status', async () => {
    vi.stubGlobal(
      'fetch',
      async () => new Response('<h1>Bad Gateway</h1>', { status: 502, statusText: 'Bad Gateway' }),
    );
    await timelapses.read();
    expect(timelapses.error.state).toMatchObject({ status: 502, code: 'http_502' });
  });
});
