import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { QueueStore } from '../timelapses/queue-store.ts';
import { statusEvent, type TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { type Capture, isRunning } from './capture.ts';
import type { CaptureStore } from './capture-store.ts';
import { CaptureFolder, type CaptureFiles } from './capture-folder.ts';
import type { CaptureLinks } from './capture-links.ts';
import { outcomeOf } from './outcome.ts';
import { settlementOf } from './settle-capture.ts';

const CHECK_EVERY_MS = 30_000;
const IDLE_MS = 24 * 3_600_000;

export interface CaptureSettlerDeps {
  store: CaptureStore;
  reads: TimelapseReads;
  queueStore: QueueStore;
  watcher: Pick<Watcher, 'scan' | 'source'>;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  files: CaptureFiles;
  service: Pick<TimelapseService, 'delete'>;
  links: CaptureLinks;
  clock: Clock;
  logger: Logger;
}

/** Hands the folders of captures that are over to the queue, without waiting for their quiet period. */
export class CaptureSettler {
  readonly #deps: CaptureSettlerDeps;
  readonly #loop: PollLoop;
  #undo: (() => void)[] = [];

  constructor(deps: CaptureSettlerDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'captures could not be handed over'),
      retryMs: CHECK_EVERY_MS,
    });
  }

  start(): void {
    const { emitter } = this.#deps;
    // Those that were rendered by hand meanwhile.
    this.#undo = (['timelapse.completed', 'timelapse.failed'] as const).map((event) =>
      emitter.on(event, ({ captureId }) => {
        if (captureId !== null) this.#loop.wake();
      }),
    );
    this.#loop.start();
  }

  settleNow(): void {
    this.#loop.wake();
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await this.#loop.stop();
  }

  async #pass(): Promise<number> {
    const { store, watcher } = this.#deps;
    const over = (await store.listUnsettled()).filter((capture) => !isRunning(capture));
    if (over.length === 0) return IDLE_MS;
    // All pictures were there before this scan began.
    await watcher.scan();
    if (watcher.source.state !== 'ok') return CHECK_EVERY_MS;
    const settled = [];
    for (const capture of over) settled.push(await this.#settle(capture));
    return settled.every(Boolean) ? IDLE_MS : CHECK_EVERY_MS;
  }

  async #settle(capture: Capture): Promise<boolean> {
    const { store, reads, options, links } = this.#deps;
    const { timelapse_auto_process_timeout: quiet, min_frames: minFrames } = options.current;
    const [found = null] = await reads.findCurrent([capture.folder]);
    const timelapse = found && (await links.link(found, capture));
    const settlement = settlementOf({
      captureId: capture.id,
      timelapse,
      minFrames: quiet === 0 ? null : minFrames,
      outcome: outcomeOf(capture, await links.jobOf(capture)),
    });
    if (settlement === 'wait') return false;
    if (timelapse && settlement !== 'done') await this.#release(timelapse, capture, settlement);
    await store.settle(capture.id);
    return true;
  }

  async #release(
    { id, folderName }: Timelapse,
    { folder }: Capture,
    settlement: 'queue' | 'hold' | 'delete' | 'release',
  ): Promise<void> {
    const { queueStore, emitter, clock, logger, files, service, watcher } = this.#deps;
    if (settlement === 'delete') {
      await new CaptureFolder(files, folder).removeAll();
      // Without its pictures nothing is left to restore.
      await watcher.scan();
      await service.delete(id, false);
    } else {
      const changed = await queueStore.endCapture(id, settlement, clock.now());
      const isQueued = settlement === 'queue';
      if (changed) emitter.emit(isQueued ? statusEvent(changed.status) : 'timelapse.updated', changed);
    }
    logger.info({ id, folder: folderName, settlement }, 'the pictures of a capture are complete');
  }
}
