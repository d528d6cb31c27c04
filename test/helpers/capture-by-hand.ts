import { expect } from 'vitest';
import type { Overrides } from '../../src/app.ts';
import type { WireCapture } from '../../src/shared/capture.ts';
import type { FakeCamera } from '../fakes/fake-camera.ts';
import { startTestApp, type TestApp, type TestFolders } from './start-app.ts';
import { waitFor } from './wait-for.ts';

export interface CaptureByHand {
  app: TestApp;
  capture: WireCapture;
  until(what: string, test: (capture: WireCapture) => boolean): Promise<WireCapture>;
  /** Waits for the video, too: all pictures in one. */
  stop(): Promise<void>;
}

/** The app with a capture of a camera, a picture every fiftieth of a second. */
export async function startWithCamera(
  camera: FakeCamera,
  { times, rules = {}, ...overrides }: Overrides & { folders?: TestFolders; rules?: object } = {},
): Promise<CaptureByHand> {
  const app = await startTestApp({}, { ...overrides, times: { secondMs: 20, ...times } });
  const body = { name: 'Plant', still_image_url: camera.url, interval_seconds: 1, ...rules };
  const answer = await app.request('POST', '/captures', body);
  expect(answer.status).toBe(201);
  const capture = (await answer.json()) as WireCapture;
  const until = (what: string, test: (capture: WireCapture) => boolean) =>
    waitFor(what, async () => (await app.get<WireCapture[]>('/captures')).find(test));
  const stop = async (): Promise<void> => {
    await app.request('POST', `/captures/${capture.id}/stop`);
    const { image_count: count } = await until('its end', ({ state }) => state === 'closed');
    const video = await app.waitForCompleted(capture.folder_name);
    expect(video).toMatchObject({ image_count: count });
    expect(await app.list()).toHaveLength(1);
  };
  return { app, capture, until, stop };
}
