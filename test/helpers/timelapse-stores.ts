import type { Database } from '../../src/db/open.ts';
import type { AutomaticCopy } from '../../src/timelapses/copies-of-videos.ts';
import type { EventRecorder } from '../../src/timelapses/event-recorder.ts';
import { FolderStore } from '../../src/timelapses/folder-store.ts';
import { LinkReads } from '../../src/timelapses/link-reads.ts';
import { QueueStore } from '../../src/timelapses/queue-store.ts';
import type { RenderResult } from '../../src/timelapses/render-result.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';
import { TimelapseReads } from '../../src/timelapses/timelapse-reads.ts';
import { TimelapseStore } from '../../src/timelapses/timelapse-store.ts';
import { TimelapseWrites } from '../../src/timelapses/timelapse-writes.ts';
import { makeSnapshot } from './make-record.ts';

export type TimelapseStores = ReturnType<typeof createStores>;

export const RENDER_RESULT: RenderResult = {
  video: { durationSeconds: 8, width: 640, height: 480, fps: 25 },
  files: [],
  droppedFrames: 0,
  framesLeftOut: null,
  manyLeftOut: false,
  flickerBefore: 4,
  flickerAfter: 1,
  framesChosen: null,
  movementBefore: null,
  movementAfter: null,
};

export function createStores(
  db: Database,
  recorder: EventRecorder | null = null,
  automatic: AutomaticCopy | null = null,
) {
  const writes = new TimelapseWrites(db, recorder ? [recorder] : []);
  return {
    reads: new TimelapseReads(db),
    linkReads: new LinkReads(db),
    store: new TimelapseStore(db, writes),
    folderStore: new FolderStore(db, writes),
    queueStore: new QueueStore(db, writes, () => ({ automatic, outputFolder: '/videos' })),
  };
}

/** One second after the other, from time 1000 on. */
export async function discover(
  { folderStore }: Pick<TimelapseStores, 'folderStore'>,
  ...names: string[]
): Promise<Timelapse[]> {
  const found: Timelapse[] = [];
  for (const [index, folderName] of names.entries()) {
    const rows = [{ snapshot: makeSnapshot({ folderName }), confirmedAt: null }];
    found.push(...(await folderStore.insertDiscovered(rows, (index + 1) * 1000)));
  }
  return found;
}
