import { join } from 'node:path';
import { putFrames } from '../../fixtures/make-frames.ts';
import type { Core } from './core.ts';

/** Puts a camera into a house, `camera.local_file`, that shows one picture. @param pictures where that one is kept */
export async function addCamera(core: Core, pictures: string): Promise<void> {
  const [name = ''] = await putFrames(join(pictures, '.camera'), { frames: 1 });
  const options = { file_path: join(pictures, '.camera', name) };
  await core.addIntegration({ domain: 'local_file', data: {}, options });
}
