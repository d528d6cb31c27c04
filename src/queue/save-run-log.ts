import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from '../lib/logger.ts';
import type { TimelapseFile } from '../timelapses/timelapse.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';

/** A log that cannot be saved does not fail the render. */
export async function saveRunLog(
  timelapseId: string,
  text: string,
  deps: { dataDir: string; store: TimelapseStore; now: () => number; logger: Logger },
): Promise<void> {
  const path = join(deps.dataDir, 'logs', `${timelapseId}.log`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    const file: TimelapseFile = { kind: 'log', path, sizeBytes: Buffer.byteLength(text) };
    await deps.store.putFile(timelapseId, file, deps.now());
  } catch (error) {
    deps.logger.warn({ id: timelapseId, err: error }, 'the log of a run could not be saved');
  }
}
