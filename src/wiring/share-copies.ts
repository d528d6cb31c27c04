import type { Part } from '../lib/part.ts';
import { CopyWorker } from '../share-copies/copy-worker.ts';
import type { CopyEffort } from '../share-copies/make-copy.ts';
import { ShareCopies } from '../share-copies/share-copies.ts';
import { ShareView } from '../wire/share-view.ts';
import type { PrintDataArea } from './print-data.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

/** A render takes a few percent longer beside it: `npm run bench -- shares --only queue`. */
const BESIDE_A_RENDER: CopyEffort = { threads: 1, niceness: 19, turns: 0.15 };

export type Sharing = ReturnType<typeof createSharing>;

/** Copies of videos to send to others. */
export function createSharing(
  shared: Shared,
  { service, board, remover }: Rendering,
  { printData }: PrintDataArea,
) {
  const worker = new CopyWorker({
    ...shared,
    logger: shared.loggers.shares,
    printDataOf: (id) => printData.read(id),
    limits: shared.times,
    retryMs: shared.times.minuteMs,
    effort: () =>
      board.all.length > 0 ? BESIDE_A_RENDER : { threads: null, niceness: shared.copyNiceness, turns: 1 },
    removeNow: () => remover.wake(),
  });
  const shareCopies = new ShareCopies({
    ...shared,
    worker,
    get: (id) => service.get(id),
    remove: (removal) => remover.carryOut(removal),
  });
  const shareView = new ShareView({ making: () => worker.making });
  const parts: Part[] = [worker];
  return { shareCopies, shareView, worker, parts };
}
