import { dirname, join } from 'node:path';
import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { isDatabaseUnavailable, messageOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import { endProcesses, findProcessesByEnv } from '../lib/process-tree.ts';
import { RUN_ID_VARIABLE } from '../lib/run-command.ts';
import { statusEvent, type TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { QueueStore } from '../timelapses/queue-store.ts';
import { removePartial } from './move-into-place.ts';
import { isPartialName, planPath } from './output-plan.ts';
import { readKeptPlan } from './plan-file.ts';
import type { RunTimes } from './render.ts';
import { type PublishPlan, publishVideo, removeObsolete } from './publish-video.ts';
import type { OpenRun, RunStore } from './run-store.ts';

interface RecoverDeps {
  files: Files;
  reads: TimelapseReads;
  queueStore: QueueStore;
  runs: RunStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  dataDir: string;
  times: RunTimes;
}

/**
 * Cleans up after runs that nothing handles any more, since the app ended in the middle of them or could not write
 * down how they ended. Engines that still run are ended, a good video is put in place, partial files go, and what was
 * processing is pending again, which is no retry.
 *
 * @param isAlive whether a timelapse renders now, so that its run is left alone
 * @throws the database's error; then everything can be tried again
 */
export async function recoverRuns(
  deps: RecoverDeps,
  isAlive: (timelapseId: string) => boolean,
): Promise<void> {
  for (const run of await deps.runs.listOpen()) {
    if (isAlive(run.timelapseId)) continue;
    await recoverRun(run, deps).catch((error: unknown) => {
      if (isDatabaseUnavailable(error)) throw error;
      deps.logger.error({ run: run.id, err: error }, 'an interrupted render could not be cleaned up');
    });
  }
  for (const { id, folderName: folder } of await deps.reads.listProcessing()) {
    if (isAlive(id)) continue;
    deps.logger.warn({ id, folder }, 'render was interrupted, back in the queue');
    const requeued = await deps.queueStore.requeue(id, deps.clock.now());
    if (requeued) deps.emitter.emit(statusEvent(requeued.status), requeued);
  }
}

async function recoverRun(run: OpenRun, deps: RecoverDeps): Promise<void> {
  await endProcesses(() => findProcessesByEnv(RUN_ID_VARIABLE, run.id), deps.times.killGraceMs);
  const [partial] = run.partialPaths;
  const beside = partial === undefined ? [] : [planPath(dirname(partial), run.id)];
  const plan =
    run.publishPlan ?? (beside[0] === undefined ? null : await readKeptPlan(beside[0], deps.files));
  const published = plan !== null && (await finishPublishing(run, plan, deps));
  for (const path of [...run.partialPaths, ...beside]) await removePartial(deps.files, path);
  await deps.runs.end(run.id, { outcome: published ? 'completed' : 'interrupted' }, deps.clock.now());
}

/** Puts the video in place that was good when the app ended. @returns whether it is in place now */
async function finishPublishing(run: OpenRun, plan: PublishPlan, deps: RecoverDeps): Promise<boolean> {
  const { files, reads, queueStore, runs, emitter, clock, logger, dataDir } = deps;
  const timelapse = await reads.get(run.timelapseId);
  if (!timelapse) return false;
  if (timelapse.status === 'processing') {
    try {
      const save = (current: PublishPlan) => runs.savePublishPlan(run.id, current);
      const result = await publishVideo(timelapse.id, plan, { files, dataDir, logger, save });
      const completed = await queueStore.complete(timelapse.id, result, clock.now());
      if (completed) emitter.emit('timelapse.completed', completed);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      logger.warn(
        { id: timelapse.id, reason: messageOf(error) },
        'an interrupted move could not be finished',
      );
      return false;
    }
  }
  const owned = (await reads.get(timelapse.id))?.files ?? [];
  const planned = [...plan.moves.map(({ kind, target }) => ({ kind, path: target })), ...(plan.kept ?? [])];
  const isPublished = planned.every(({ kind, path }) =>
    owned.some((file) => file.kind === kind && file.path === path),
  );
  if (isPublished) await removeObsolete(files, plan.obsolete);
  return isPublished;
}

/** Files of runs that are not in the database, for example after it was set aside. */
export async function sweepPartials(files: Files, folder: string): Promise<void> {
  const names = await files.list(folder).catch(() => []);
  for (const name of names.filter(isPartialName)) await removePartial(files, join(folder, name));
}
