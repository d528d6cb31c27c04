import type { Files } from '../lib/files.ts';
import { type PictureFormat, pictureFormat, START_BYTES } from './ffmpeg-input.ts';

/** Larger files are not pictures (for the engine neither) and would need too much memory. */
const MAX_BYTES = 2 ** 27;

/** Null = not a picture, too large, or not a regular file. @throws the system's error */
export async function readPictureFormat(
  files: Pick<Files, 'open'>,
  path: string,
): Promise<PictureFormat | null> {
  const file = await files.open(path);
  try {
    if (file.sizeBytes > MAX_BYTES) return null;
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.read(0, START_BYTES - 1)) chunks.push(chunk);
    return pictureFormat(Buffer.concat(chunks));
  } finally {
    await file.close();
  }
}
