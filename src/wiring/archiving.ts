import { Archive } from '../archive/archive.ts';
import { ArchiveStore } from '../archive/archive-store.ts';
import type { Part } from '../lib/part.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type Archiving = ReturnType<typeof createArchiving>;

/** Videos that move into the archive folder and back. */
export function createArchiving(shared: Shared, { service, remover }: Rendering) {
  const archive = new Archive({
    ...shared,
    store: new ArchiveStore(shared.db),
    get: (id) => service.get(id),
    removeNow: (removal) => remover.carryOut(removal),
    logger: shared.loggers.app,
  });
  shared.notices.add(archive);
  const parts: Part[] = [archive];
  return { archive, parts };
}
