import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { WireNewShare, WireShare } from '../../src/shared/share-copies.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import type { TestApp } from './start-app.ts';
import { waitFor } from './wait-for.ts';
import { startWithVideo } from './with-video.ts';

const run = promisify(execFile);

/** What a made-up video shows. */
export interface VideoSpec {
  seconds: number;
  width?: number;
  height?: number;
  fps?: number;
  /** Filter of ffmpeg that draws it; `S`, `R` and `D` stand for size, rate and length. */
  draw?: string;
  encode?: string[];
}

/** Hard to encode, since everything moves. */
export const NOISE = 'testsrc2=s=S:r=R:d=D,noise=alls=40:allf=t';

/** Makes a video with ffmpeg. */
export async function makeVideo(path: string, spec: VideoSpec): Promise<void> {
  const { seconds, width = 320, height = 180, fps = 25, draw = 'testsrc2=s=S:r=R:d=D', encode = [] } = spec;
  const source = draw
    .replaceAll(/\bS\b/g, `${width}x${height}`)
    .replaceAll(/\bR\b/g, String(fps))
    .replaceAll(/\bD\b/g, String(seconds));
  const partial = `${path}.making.mp4`;
  await run('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', source],
    ...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', ...encode, partial],
  ]);
  await rename(partial, path);
}

/** Starts the app with one timelapse whose video is made up. */
export async function startWithMadeVideo(
  spec: VideoSpec,
  ...more: Parameters<typeof startWithVideo> extends [unknown?, ...infer Rest] ? Rest : never
): Promise<{ app: TestApp; done: WireTimelapse }> {
  const { app, done } = await startWithVideo('Benchy', ...more);
  await makeVideo(done.output_video_path!, spec);
  return { app, done };
}

/** Asks for a copy. */
export async function askCopy(app: TestApp, id: string, wish: WireNewShare): Promise<WireShare> {
  const answer = await app.request('POST', `/timelapses/${id}/shares`, wish);
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as WireShare;
}

/** A copy takes a while on a busy machine. */
const PATIENCE_MS = 170_000;

/** Waits until a copy is ready or has failed. */
export function whenOver(app: TestApp, { id, timelapse_id }: WireShare): Promise<WireShare> {
  return waitFor(
    'the copy to be over',
    async () => {
      const all = await app.get<WireShare[]>(`/timelapses/${timelapse_id}/shares`);
      return all.find((each) => each.id === id && (each.state === 'ready' || each.state === 'failed'));
    },
    PATIENCE_MS,
  );
}

export async function bytesOf(app: TestApp, { id, timelapse_id }: WireShare): Promise<Buffer> {
  const answer = await app.request('GET', `/timelapses/${timelapse_id}/shares/${id}/file`);
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}
