import { type AppError, notFound } from '../lib/errors.ts';
import type { WatchedPrinter } from '../print-jobs/printer-feed.ts';
import { wireKey } from '../print-jobs/wire-key.ts';

export function noCamera({ name, key }: Pick<WatchedPrinter, 'name' | 'key'>): AppError {
  return notFound(`The printer "${name}" has no camera.`, { key: wireKey(key) });
}
