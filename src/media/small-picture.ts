import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AS_JPEG } from './as-jpeg.ts';
import { pictureFormat, pictureInput, START_BYTES } from './ffmpeg-input.ts';
import { runTool } from './run-tool.ts';

/** In bytes; larger ones are made smaller. */
const SMALL = 200_000;
/** In pixels: sharp on a dashboard card. */
const WIDTH = 960;
const LIMIT_MS = 10_000;

/**
 * A JPEG that can be sent often.
 *
 * @param workDir what a crash leaves in it is removed at the next start
 * @returns null when it cannot be made
 */
export async function smallPicture(bytes: Uint8Array, workDir: string): Promise<Uint8Array | null> {
  const format = pictureFormat(bytes.subarray(0, START_BYTES));
  if (format === null) return null;
  if (format === 'jpeg' && bytes.length <= SMALL) return bytes;
  const folder = join(workDir, randomUUID());
  const [input, output] = [join(folder, 'picture'), join(folder, 'small.jpg')];
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(input, bytes);
    const scale = `scale=w='min(${WIDTH},iw)':h=-2:${AS_JPEG},format=yuvj420p`;
    const args = ['-v', 'error', '-nostdin', '-y', '-threads', '1', ...pictureInput(input, format)];
    const result = await runTool(
      'ffmpeg',
      [...args, '-vf', scale, '-frames:v', '1', '-q:v', '5', '-update', '1', `file:${output}`],
      LIMIT_MS,
      { niceness: 15 },
    );
    return result.ok ? await readFile(output) : null;
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
