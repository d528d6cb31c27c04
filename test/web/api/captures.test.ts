import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CaptureCollection } from '../../../web/api/captures.ts';
import { LiveConnection } from '../../../web/api/live.ts';
import type { WireCapture, WireSnapshot } from '../../../web/contract.ts';
import { makeCapture } from '../captures/make-capture.ts';
import { makeFolder } from '../make-timelapse.ts';
import { settled } from '../settled.ts';
import { FakeSocket } from './fake-socket.ts';

const first = makeCapture({ id: 'first', started_at: '2026-03-04T08:00:00.000Z' });
const second = makeCapture({ id: 'second', started_at: '2026-03-04T09:00:00.000Z' });

let answers: Record<string, () => Response | Promise<Response>>;
let captures: CaptureCollection;
let live: LiveConnection;

beforeEach(() => {
  answers = {
    'GET captures': () => list(first),
    'POST captures': () => Response.json(first, { status: 201 }),
    'POST stop': () => Response.json({ ...first, ended_at: '2026-03-04T10:00:00.000Z' }),
  };
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', async (url: string, { method = 'GET' }: RequestInit = {}) =>
    answers[`${method} ${url.split('?')[0]!.split('/').at(-1)}`]!(),
  );
  live = new LiveConnection(
    () => 'ws://here/ws',
    async () => 'ok',
  );
  captures = new CaptureCollection();
  captures.connect(live);
  live.start();
});

afterEach(() => {
  live.stop();
  vi.unstubAllGlobals();
});

const list = (...running: WireCapture[]) =>
  Response.json(running, { headers: { 'X-Total-Count': String(running.length) } });
const say = (change: Partial<WireCapture>) => FakeSocket.last.say('capture.changed', makeCapture(change));
const snapshot = () => FakeSocket.last.say('snapshot', { progress: null } as WireSnapshot);
const shown = () => captures.running.state.map(({ id, image_count: count }) => `${id} ${count}`);

it('reads what runs with every connection, and follows events, the latest first', async () => {
  snapshot();
  await settled();
  expect(shown()).toEqual(['first 0']);
  say(second);
  say({ ...first, image_count: 7 });
  expect(shown()).toEqual(['second 0', 'first 7']);
  say({ ...second, ended_at: '2026-03-04T10:00:00.000Z' });
  expect(shown()).toEqual(['first 7']);
  answers['GET captures'] = () => list(second);
  snapshot();
  await settled();
  expect(shown()).toEqual(['second 0']);
});

it('believes events rather than an answer that they overtook', async () => {
  const { promise, resolve } = Promise.withResolvers<Response>();
  answers['GET captures'] = () => promise;
  snapshot();
  say({ ...first, image_count: 3 });
  say({ ...second, ended_at: '2026-03-04T10:00:00.000Z' });
  resolve(list(second, first));
  await settled();
  expect(shown()).toEqual(['first 3']);
});

it('stays as it is when it cannot be read', async () => {
  snapshot();
  await settled();
  answers['GET captures'] = () => new Response('', { status: 502 });
  snapshot();
  await settled();
  expect(shown()).toEqual(['first 0']);
});

it('knows the folder of a capture as soon as it is discovered', async () => {
  snapshot();
  await settled();
  FakeSocket.last.say('timelapse.discovered', makeFolder({ id: 'folder', capture_id: 'first' }));
  FakeSocket.last.say('timelapse.discovered', makeFolder({ id: 'another', capture_id: null }));
  expect(captures.running.state[0]?.timelapse_id).toBe('folder');
});

it('shows what was started at once, unless an event knows more, and no longer what was stopped', async () => {
  await captures.start({ name: 'Plant', camera: 'camera.garden' } as never);
  expect(shown()).toEqual(['first 0']);
  say({ ...first, image_count: 2 });
  await captures.start({ name: 'Plant', camera: 'camera.garden' } as never);
  expect(shown()).toEqual(['first 2']);
  await captures.stop('first');
  expect(shown()).toEqual([]);
});
