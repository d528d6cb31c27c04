import { createHash } from 'node:crypto';
import type { Files } from '../lib/files.ts';
import type { SeenVideo } from './scan-protocol.ts';

const SAMPLE_BYTES = 64 * 1024;
/** As parts of the length; the beginnings of videos of one printer are alike. */
const SAMPLES_AT = [0, 0.25, 0.5, 0.75, 1];

/**
 * What a video is known by, wherever it lies: its size and a few samples. Null when it has changed since it was seen.
 *
 * @throws the system's error
 */
export async function contentOf(seen: SeenVideo, files: Files): Promise<string | null> {
  const { path, sizeBytes, modifiedAt } = seen;
  const file = await files.open(path);
  try {
    if (file.sizeBytes !== sizeBytes || file.modifiedAt !== modifiedAt) return null;
    const hash = createHash('sha256');
    for (const part of SAMPLES_AT) {
      const start = Math.round(part * Math.max(0, sizeBytes - SAMPLE_BYTES));
      const end = Math.min(start + SAMPLE_BYTES, sizeBytes) - 1;
      if (end < start) continue;
      for await (const chunk of file.read(start, end)) hash.update(chunk);
    }
    const after = await files.inspect(path);
    const isSame = after?.sizeBytes === sizeBytes && after.modifiedAt === modifiedAt;
    return isSame ? `${sizeBytes}-${hash.digest('hex')}` : null;
  } finally {
    await file.close();
  }
}
