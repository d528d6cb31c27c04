import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawOptions } from './option-layers.ts';
import { OPTIONS_FILE, parseOptionsText } from './options-text.ts';
import { AppError, diskFull, errnoOf, isDiskFull } from '../lib/errors.ts';
import { writeFileAtomic } from '../lib/write-file-atomic.ts';
import type { OptionsStore } from './options-store.ts';

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
        // An unreadable file may still matter to someone.
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
    // Unread values cannot be kept, so nothing may be overwritten.
    throw cannotSave(error);
  }
}

const REASONS: Record<string, string> = {
  EROFS: 'the data folder is read-only',
  EACCES: 'the app is not allowed to read or write it',
  EPERM: 'the app is not allowed to read or write it',
  EISDIR: 'a folder has that name',
};

function cannotSave(error: unknown): AppError {
  if (isDiskFull(error)) return diskFull(error);
  const errno = errnoOf(error) ?? 'unknown reason';
  return new AppError('cannot_save', `${OPTIONS_FILE} could not be saved: ${REASONS[errno] ?? errno}.`, {
    status: 409,
    remedy: `Check ${OPTIONS_FILE} in the app's data folder, then save again. Nothing was changed.`,
    cause: error,
  });
}
