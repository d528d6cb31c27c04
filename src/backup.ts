import { loadConfig } from './config/config.ts';
import { clearBackupCopy, makeBackupCopy } from './db/backup-copy.ts';
import { messageOf } from './lib/errors.ts';

/*
 * backup.js make|clear: called by Home Assistant before and after a backup, while the app runs. Any exit code but 0
 * makes the backup fail, which is better than one that cannot be restored.
 */

const ACTIONS: Record<string, (dataDir: string) => Promise<void>> = {
  make: makeBackupCopy,
  clear: clearBackupCopy,
};

const [name = ''] = process.argv.slice(2);
const act = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
if (act === undefined) {
  console.error(`Unknown action "${name}". Known actions: ${Object.keys(ACTIONS).join(', ')}.`);
  process.exitCode = 2;
} else {
  const { dataDir } = loadConfig(process.env);
  await act(dataDir).catch((error: unknown) => {
    console.error(`The database in ${dataDir} could not be prepared for a backup: ${messageOf(error)}.`);
    process.exitCode = 1;
  });
}
