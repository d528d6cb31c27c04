import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import type { UntilItHolds } from '../lib/until-it-holds.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import { statusEvent, type TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { QueueStore } from '../timelapses/queue-store.ts';
import type { ProgressBoard } from './progress-board.ts';
import { removeObsolete } from './publish-video.ts';
import type { Render } from './render.ts';
import type { OutsideStop, RenderOutcome } from './render-outcome.ts';
import { mayRetry, RETRY_DELAY_MS } from './retry-policy.ts';
import type { RunEnd, RunStore } from './run-store.ts';

export type SettledOutcome = Exclude<RenderOutcome, { kind: 'unsaved' }>;

interface SettleDeps {
  files: Files;
  queueStore: QueueStore;
  runs: RunStore;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  board: ProgressBoard;
  writes: UntilItHolds;
}

/** The timelapse first, then the run, so that a crash in between is noticed. */
export async function settleRun(
  timelapse: Timelapse,
  render: Render,
  outcome: SettledOutcome,
  deps: SettleDeps,
): Promise<void> {
  const { files, runs, emitter, clock, board, logger, writes } = deps;
  const settled = await writes.run(() => settleRow(timelapse, outcome, deps));
  // At once: whoever reads that the row is done must not read that it still renders.
  board.end(timelapse.id);
  if (outcome.kind === 'completed') await removeObsolete(files, outcome.obsolete);
  const end = { ...runEnd(outcome, settled), ...render.engineDetails() };
  try {
    await writes.run(() => runs.end(render.runId, end, clock.now()));
  } finally {
    if (settled) {
      log(settled, outcome, logger);
      emitter.emit(statusEvent(settled.status), settled);
    }
  }
}

export function unwritable(error: unknown): SettledOutcome {
  return {
    kind: 'failed',
    failure: { code: 'engine_failed', ioError: false },
    detail: `The result could not be saved: ${messageOf(error)}`,
  };
}

function settleRow(
  { id, retryCount }: Timelapse,
  outcome: SettledOutcome,
  { queueStore, clock }: Pick<SettleDeps, 'queueStore' | 'clock'>,
): Promise<Timelapse | null> {
  const now = clock.now();
  switch (outcome.kind) {
    case 'completed':
      return queueStore.complete(id, outcome.result, now);
    case 'failed': {
      const failure = { code: outcome.failure.code, detail: outcome.detail };
      if (mayRetry(outcome.failure, retryCount))
        return queueStore.enqueueRetry(id, failure, now + RETRY_DELAY_MS, now);
      return queueStore.fail(id, failure, now);
    }
    case 'outdated':
      return queueStore.rediscover(id, ['processing'], now);
    case 'stopped':
      return settleStopped(id, outcome.because, { queueStore, clock });
  }
}

/** Only a cancel changes the timelapse: an interrupted deletion leaves it as it was. */
export function settleStopped(
  id: string,
  because: OutsideStop,
  { queueStore, clock }: Pick<SettleDeps, 'queueStore' | 'clock'>,
): Promise<Timelapse | null> {
  if (because === 'cancelled') return queueStore.hold(id, ['processing'], clock.now());
  return queueStore.requeue(id, clock.now());
}

function runEnd(outcome: SettledOutcome, settled: Timelapse | null): RunEnd {
  switch (outcome.kind) {
    case 'completed': {
      const { width, height } = outcome.result.video;
      // A cut says nothing about how fast this machine renders.
      if (settled?.sourceMissing) return { outcome: 'completed' };
      const frames = settled?.renderedFingerprint?.count ?? 0;
      return { outcome: 'completed', frames, megapixels: (width * height) / 1e6 };
    }
    case 'failed':
      return {
        outcome: settled?.status === 'pending' ? 'retry' : 'failed',
        errorCode: outcome.failure.code,
      };
    case 'outdated':
      return { outcome: 'outdated' };
    case 'stopped':
      return { outcome: outcome.because === 'shutdown' ? 'interrupted' : outcome.because };
  }
}

function log(
  { id, folderName: folder, video, retryCount }: Timelapse,
  outcome: SettledOutcome,
  logger: Logger,
): void {
  if (outcome.kind === 'completed')
    logger.info({ id, folder, seconds: video?.durationSeconds }, 'video finished');
  else if (outcome.kind === 'outdated')
    logger.info({ id, folder }, 'another print is using the folder, so the earlier video is kept');
  else if (outcome.kind === 'stopped')
    logger.info({ id, folder, because: outcome.because }, 'render stopped');
  else
    logger.warn(
      { id, folder, code: outcome.failure.code, retryCount, detail: outcome.detail },
      'render failed',
    );
}
