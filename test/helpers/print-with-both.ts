import { join } from 'node:path';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { startIngressProxy } from './ingress-proxy.ts';
import { makePrintedVideo, MJPEG } from './printed-video.ts';
import { makeFolders, startTestApp } from './start-app.ts';

/** A print with both: a folder of pictures, and the video of its printer. */
export async function startWithBoth() {
  const folders = await makeFolders();
  await putFrames(join(folders.source, 'Owl'));
  makePrintedVideo(join(folders.source, 'Owl_printed.avi'), MJPEG);
  const app = await startTestApp({}, { folders });
  const print = { id: 'owl', name: 'Owl', status: 'completed', started_at: new Date().toISOString() };
  const created = await app.request('POST', '/jobs', print);
  const { id: job_id } = (await created.json()) as WirePrintJob;
  const pictures = await app.waitForCompleted('Owl');
  const printed = await app.waitForCompleted('Owl_printed');
  for (const { id } of [pictures, printed]) await app.request('PATCH', `/timelapses/${id}/link`, { job_id });
  return { app, pictures, printed, url: await startIngressProxy(app.app.port) };
}
