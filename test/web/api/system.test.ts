import { afterEach, expect, it, vi } from 'vitest';
import { LiveConnection } from '../../../web/api/live.ts';
import { SystemCollection } from '../../../web/api/system.ts';
import type { WireProgress, WireSnapshot } from '../../../web/contract.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { FakeSocket } from './fake-socket.ts';

afterEach(() => vi.unstubAllGlobals());

it('keeps the progress of a render until the render ends', () => {
  vi.stubGlobal('WebSocket', FakeSocket);
  const live = new LiveConnection(
    () => 'ws://here/ws',
    async () => 'ok',
  );
  const system = new SystemCollection();
  system.connect(live);
  live.start();
  FakeSocket.last.say('snapshot', { progress: null } as WireSnapshot);
  FakeSocket.last.say('timelapse.progress', { id: 'a', progress_percent: 40 } as WireProgress);
  expect(system.state.state.progress?.progress_percent).toBe(40);
  FakeSocket.last.say('timelapse.completed', makeTimelapse({ id: 'other' }));
  expect(system.state.state.progress).not.toBeNull();
  FakeSocket.last.say('timelapse.completed', makeTimelapse({ id: 'a' }));
  expect(system.state.state.progress).toBeNull();
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

it('asks for totals and queue too, which only the socket tells otherwise', async () => {
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
    progress: null,
  });
});
