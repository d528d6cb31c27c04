import { FolderJoiner } from '../joining/join-folders.ts';
import type { Part } from '../lib/part.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type Joining = ReturnType<typeof createJoining>;

export function createJoining(shared: Shared, { service, watcher }: Rendering) {
  const joiner = new FolderJoiner({
    ...shared,
    service,
    logger: shared.loggers.jobs,
    watched: () => watcher.readableFolder,
    scan: () => watcher.scan(),
  });
  const parts: Part[] = [joiner];
  return { joiner, parts };
}
