import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawOptions } from '../config/option-layers.ts';
import { OPTIONS_FILE, parseOptionsText } from '../config/options-text.ts';
import { AppError, errnoOf } from '../lib/errors.ts';
import { writeFileAtomic } from '../lib/write-file-atomic.ts';
import type { OptionsStore } from './options-store.ts';

/** Keeps options in `$DATA_DIR/options.json`, where the next start reads them. */
export function createOptionsFile(dataDir: string): OptionsStore {
  const path = join(dataDir, OPTIONS_FILE);
  return {
    source: 'file',
    lockOf: () => null,
    async read() {
      return (await readIfThere(path)) ?? { values: {}, problems: [] };
    },
    async write(values) {
      const before = await readIfThere(path);
      try {
        // What could not be read may still be dear to someone.
        if (before && before.problems.length > 0) await copyFile(path, `${path}.broken`);
        await writeFileAtomic(path, `${JSON.stringify(values, null, 2)}\n`);
      } catch (error) {
        throw cannotSave(error);
      }
    },
  };
}

async function readIfThere(path: string): Promise<RawOptions | null> {
  try {
    return parseOptionsText(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    // Unread values cannot be kept, so nothing may be written in their place.
    throw cannotSave(error);
  }
}

const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EROFS: 'the data folder can only be read',
  EACCES: 'the app may not read or write it',
  EPERM: 'the app may not read or write it',
  EISDIR: 'a folder is in its place',
};

function cannotSave(error: unknown): AppError {
  const errno = errnoOf(error) ?? 'unknown reason';
  return new AppError('cannot_save', `${OPTIONS_FILE} could not be saved: ${REASONS[errno] ?? errno}.`, {
    status: 409,
    remedy: `See to ${OPTIONS_FILE} in the data folder of the app, then save again. Nothing was changed.`,
    cause: error,
  });
}
