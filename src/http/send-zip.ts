import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { ZipFile } from 'yazl';
import type { OpenFile } from '../lib/open-file.ts';

/** A file as it is when the archive begins. */
export interface ZipEntry {
  /** Unique, with `/` between folders. */
  name: string;
  sizeBytes: number;
  modifiedAt: number;
  /** When its turn comes. @throws the system's error */
  open: () => Promise<OpenFile>;
}

/** As it comes, without a temporary file; not packed, since videos are already. */
export async function sendZip(
  req: Request,
  res: Response,
  { name, entries }: { name: string; entries: readonly ZipEntry[] },
): Promise<void> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let open: Readable | undefined;
  for (const entry of entries) {
    const facts = { size: entry.sizeBytes, mtime: new Date(entry.modifiedAt), compress: false };
    zip.addReadStreamLazy(entry.name, facts, (take) => {
      open = Readable.from(read(entry)).on('error', (error) => output.destroy(error));
      take(null, open);
    });
  }
  const { promise: size, resolve } = Promise.withResolvers<number>();
  zip.end(undefined, resolve as () => void);
  res.attachment(name);
  res.set({
    'Content-Type': 'application/zip',
    'Content-Length': String(await size),
    'Cache-Control': 'no-store',
  });
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  try {
    await pipeline(output, res);
  } catch (error) {
    // Who asked has gone; anything else shows as a download that is cut short.
    if (!res.closed) throw error;
  } finally {
    open?.destroy();
  }
}

async function* read({ open, sizeBytes }: ZipEntry): AsyncGenerator<Uint8Array> {
  const file = await open();
  try {
    if (file.sizeBytes !== sizeBytes) throw new Error('the file has changed');
    yield* file.read(0, sizeBytes - 1);
  } finally {
    await file.close();
  }
}
