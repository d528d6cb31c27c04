import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Overrides } from '../../src/app.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import type {
  UploadState,
  WireDestination,
  WireNewDestination,
  WireUpload,
} from '../../src/shared/uploads.ts';
import type { TestApp } from './start-app.ts';
import { waitFor } from './wait-for.ts';
import { render, startWithFolders } from './with-video.ts';

/** Small, so that a small video has several. */
export const PART = 256 * 1024;
/** Tries again soon, and again and again. */
export const SOON: Overrides = { uploadLimits: { partBytes: PART, minuteMs: 20 } };

/** Starts the app with a rendered timelapse whose video is replaced by these bytes. */
export async function startWithBytes(
  bytes = randomBytes(5 * PART - 1000),
  overrides: Overrides = {},
): Promise<{ app: TestApp; done: WireTimelapse; bytes: Buffer }> {
  const { app, found } = await startWithFolders(
    ['Benchy'],
    {},
    { uploadLimits: { partBytes: PART }, ...overrides },
  );
  const done = await render(app, found[0]!);
  await writeFile(done.output_video_path!, bytes);
  return { app, done, bytes };
}

async function answered<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

export async function addDestination(app: TestApp, values: WireNewDestination): Promise<WireDestination> {
  return answered(await app.request('POST', '/destinations', values));
}

/** Asks for an upload. */
export async function upload(app: TestApp, id: string, to: WireDestination): Promise<WireUpload> {
  return answered(await app.request('POST', `/timelapses/${id}/uploads`, { destination_id: to.id }));
}

/** Waits until an upload is in a state. */
export async function whenUpload(
  app: TestApp,
  { id, timelapse_id }: Pick<WireUpload, 'id' | 'timelapse_id'>,
  state: UploadState,
  fits: (upload: WireUpload) => boolean = () => true,
): Promise<WireUpload> {
  let last: WireUpload | undefined;
  try {
    return await waitFor(`the upload to be ${state}`, async () => {
      const all = await app.get<WireUpload[]>(`/timelapses/${timelapse_id}/uploads`);
      last = all.find((each) => each.id === id);
      return last?.state === state && fits(last) ? last : null;
    });
  } catch (error) {
    throw new Error(`${(error as Error).message} It is ${JSON.stringify(last)}`, { cause: error });
  }
}
