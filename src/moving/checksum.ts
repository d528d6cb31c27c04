import { createHash } from 'node:crypto';
import type { Files } from '../lib/files.ts';
import { type CopyRun, MoveHalted } from './put-copy.ts';

/** SHA-256 in hexadecimal digits. @throws the system's error, or MoveHalted */
export async function checksumOf(
  files: Pick<Files, 'open'>,
  path: string,
  signal: CopyRun['signal'],
): Promise<string> {
  const file = await files.open(path);
  try {
    const hash = createHash('sha256');
    for await (const chunk of file.read(0, Infinity)) {
      if (signal.aborted) throw new MoveHalted();
      hash.update(chunk);
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
