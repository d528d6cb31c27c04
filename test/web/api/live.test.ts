import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveConnection, liveUrl, type ProbeResult } from '../../../web/api/live.ts';
import type { WireSnapshot } from '../../../web/contract.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { FakeSocket } from './fake-socket.ts';

const snapshot = {} as WireSnapshot;
let probe: ProbeResult;
let live: LiveConnection;
let gaps: number;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Object.assign(FakeSocket, { OPEN: 1 }));
  FakeSocket.all = [];
  probe = 'unreachable';
  gaps = 0;
  live = new LiveConnection(
    () => 'ws://here/ws',
    async () => probe,
  );
  live.onGap(() => {
    gaps += 1;
  });
  live.start();
});

afterEach(() => {
  live.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Lets the connection fail so many times in a row. */
async function fail(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    FakeSocket.last.close();
    await vi.advanceTimersByTimeAsync(31_000);
  }
}

describe('the live connection', () => {
  it('is open with the first snapshot, and has everything read', () => {
    expect(live.state.state.kind).toBe('connecting');
    FakeSocket.last.say('snapshot', snapshot);
    expect(live.state.state.kind).toBe('open');
    expect(gaps).toBe(1);
  });

  it('hands events to those who asked, until they ask no more', () => {
    const seen: string[] = [];
    const undo = live.on('timelapse.pending', ({ id }) => seen.push(id));
    FakeSocket.last.say('snapshot', snapshot);
    FakeSocket.last.say('timelapse.pending', makeTimelapse({ id: 'a' }));
    undo();
    FakeSocket.last.say('timelapse.pending', makeTimelapse({ id: 'b' }));
    expect(seen).toEqual(['a']);
  });

  it('has everything read again when a number is missing', () => {
    FakeSocket.last.say('snapshot', snapshot);
    FakeSocket.last.say('timelapse.deleted', { id: 'a' });
    expect(gaps).toBe(1);
    FakeSocket.last.say('timelapse.deleted', { id: 'b' }, 1);
    expect(gaps).toBe(2);
  });

  it('reconnects automatically, and reads again', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    FakeSocket.last.close();
    await vi.advanceTimersByTimeAsync(600);
    expect(FakeSocket.all).toHaveLength(2);
    FakeSocket.last.say('snapshot', snapshot);
    expect(live.state.state.kind).toBe('open');
    expect(gaps).toBe(2);
  });

  it('does not cry over a short break, but over a longer one', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    FakeSocket.last.close();
    expect(live.state.state.kind).toBe('open');
    await fail(2);
    expect(live.state.state).toEqual({ kind: 'lost', reason: 'unreachable' });
  });

  it('says that the session is over when requests are refused', async () => {
    probe = 'session';
    await fail(3);
    expect(live.state.state).toEqual({ kind: 'lost', reason: 'session' });
  });

  it('reads with each try when only the socket does not get through', async () => {
    probe = 'ok';
    await fail(3);
    expect(live.state.state).toEqual({ kind: 'lost', reason: 'polling' });
    expect(gaps).toBeGreaterThan(0);
  });

  it('knows a restart from a lost connection', () => {
    FakeSocket.last.say('snapshot', snapshot);
    FakeSocket.last.say('bye', { reason: 'shutdown' });
    FakeSocket.last.close();
    expect(live.state.state).toEqual({ kind: 'lost', reason: 'stopping' });
  });

  it('takes a new socket when a silent one does not lead to a server any more', async () => {
    FakeSocket.last.say('snapshot', snapshot);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('keeps a silent socket as long as the server answers', async () => {
    probe = 'ok';
    FakeSocket.last.say('snapshot', snapshot);
    await vi.advanceTimersByTimeAsync(300_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('gives up on a socket that never says anything', async () => {
    await vi.advanceTimersByTimeAsync(16_000);
    expect(FakeSocket.all).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(live.state.state).toEqual({ kind: 'lost', reason: 'unreachable' });
  });

  it('stays away once stopped', async () => {
    live.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.all).toHaveLength(1);
  });
});

describe('the address of the socket', () => {
  it.each([
    ['http://box:8099/', 'ws://box:8099/ws'],
    ['https://home/api/hassio_ingress/t0ken/#/timelapses/1', 'wss://home/api/hassio_ingress/t0ken/ws'],
  ])('beside %s is %s', (base, url) => expect(liveUrl(base)).toBe(url));
});
