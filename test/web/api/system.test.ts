import { afterEach, expect, it, vi } from 'vitest';
import { LiveConnection } from '../../../web/api/live.ts';
import { SystemCollection } from '../../../web/api/system.ts';
import type { WireProgress, WireSnapshot } from '../../../web/contract.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { FakeSocket } from './fake-socket.ts';

afterEach(() => vi.unstubAllGlobals());

function connect(): { live: LiveConnection; system: SystemCollection } {
  vi.stubGlobal('WebSocket', FakeSocket);
  const live = new LiveConnection(
    () => 'ws://here/ws',
    async () => 'ok',
  );
  const system = new SystemCollection();
  system.connect(live);
  live.start();
  return { live, system };
}

it('keeps the progress of a render until the render ends', () => {
  const { live, system } = connect();
  FakeSocket.last.say('snapshot', { progress: null } as WireSnapshot);
  FakeSocket.last.say('timelapse.progress', { id: 'a', progress_percent: 40 } as WireProgress);
  expect(system.state.state.progress.get('a')?.progress_percent).toBe(40);
  FakeSocket.last.say('timelapse.completed', makeTimelapse({ id: 'other' }));
  expect(system.state.state.progress.has('a')).toBe(true);
  FakeSocket.last.say('timelapse.completed', makeTimelapse({ id: 'a' }));
  expect(system.state.state.progress.size).toBe(0);
  live.stop();
});

it('keeps the progress of several renders apart, and forgets all with a new connection [2.2]', () => {
  const { live, system } = connect();
  const shown = () =>
    [...system.state.state.progress].map(([id, reported]) => [id, reported.progress_percent]);
  FakeSocket.last.say('snapshot', { progress: { id: 'a', progress_percent: 10 } } as WireSnapshot);
  FakeSocket.last.say('timelapse.progress', { id: 'b', progress_percent: 20 } as WireProgress);
  FakeSocket.last.say('timelapse.progress', { id: 'a', progress_percent: 30 } as WireProgress);
  expect(shown()).toEqual([
    ['a', 30],
    ['b', 20],
  ]);
  FakeSocket.last.say('timelapse.failed', makeTimelapse({ id: 'a' }));
  expect(shown()).toEqual([['b', 20]]);
  FakeSocket.last.say('snapshot', { progress: { id: 'c', progress_percent: 5 } } as WireSnapshot);
  expect(shown()).toEqual([['c', 5]]);
  live.stop();
});

it.each([
  [new Response('{}'), 'ok'],
  [new Response('', { status: 401 }), 'session'],
  [new Response('', { status: 502 }), 'unreachable'],
])('tells from the answer what is wrong', async (response, result) => {
  vi.stubGlobal('fetch', async () => response.clone());
  expect(await new SystemCollection().probe()).toBe(result);
});

it('asks for totals and queue too, which otherwise only the socket sends', async () => {
  const answers: Record<string, object> = { stats: { total_videos: 7 }, queue: { paused: true } };
  vi.stubGlobal('fetch', async (url: string) =>
    Response.json(answers[url.split('/').at(-1)!] ?? { status: 'ok' }),
  );
  const system = new SystemCollection();
  await system.probe();
  expect(system.state.state).toMatchObject({
    stats: { total_videos: 7 },
    health: { status: 'ok' },
    queue: { paused: true },
    progress: new Map(),
  });
});
