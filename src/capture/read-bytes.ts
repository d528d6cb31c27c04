import type { Files } from '../lib/files.ts';

/** No camera sends larger pictures. */
const MAX_BYTES = 32 * 1024 * 1024;

/** A whole picture. @throws the system's error, or when it is empty or too large */
export async function readBytes(files: Pick<Files, 'open'>, path: string): Promise<Uint8Array> {
  const file = await files.open(path);
  try {
    if (file.sizeBytes === 0 || file.sizeBytes > MAX_BYTES) throw new Error(`it has ${file.sizeBytes} bytes`);
    const chunks = [];
    for await (const chunk of file.read(0, file.sizeBytes - 1)) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}
