import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FakeCamera } from '../../fakes/fake-camera.ts';
import { cleanUp } from '../../helpers/start-app.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import type { Core } from './core.ts';

/** Puts a camera into a house, `camera.local_file`, that shows one picture. @param pictures where that one is kept */
export async function addCamera(core: Core, pictures: string): Promise<void> {
  const [name = ''] = await putFrames(join(pictures, '.camera'), { frames: 1 });
  const options = { file_path: join(pictures, '.camera', name) };
  await core.addIntegration({ domain: 'local_file', data: {}, options });
}

/** Puts a camera with a still picture into a house. Source: homeassistant/components/generic/camera.py. */
export function addGenericCamera(core: Core, title: string, camera: FakeCamera): Promise<void> {
  const options = {
    ...{ still_image_url: camera.url, content_type: 'image/jpeg', authentication: 'basic' },
    ...{ framerate: 10, verify_ssl: true, limit_refetch_to_url_change: false },
  };
  return core.addIntegration({ domain: 'generic', title, data: {}, options });
}

/** Puts a camera into a house that only streams. Source: homeassistant/components/mjpeg/camera.py. */
export function addMjpegCamera(core: Core, title: string, camera: FakeCamera): Promise<void> {
  const access = { authentication: 'basic', username: null, password: '', verify_ssl: true };
  const options = { ...access, mjpeg_url: camera.url };
  return core.addIntegration({ domain: 'mjpeg', title, data: {}, options });
}

/** Puts a camera into a house that shows a file, which is written again and again. */
export async function addFileCamera(core: Core, title: string, camera: FakeCamera): Promise<void> {
  const folder = core.path('shown');
  await mkdir(folder);
  const path = join(folder, 'now.jpg');
  const show = async (): Promise<void> => {
    const answer = await fetch(camera.url);
    await writeFile(`${path}.new`, Buffer.from(await answer.arrayBuffer()));
    await rename(`${path}.new`, path);
  };
  await show();
  const timer = setInterval(() => void show().catch(() => {}), 400);
  cleanUp(async () => clearInterval(timer));
  await core.addIntegration({ domain: 'local_file', title, data: {}, options: { file_path: path } });
}
