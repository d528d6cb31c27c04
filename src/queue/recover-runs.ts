import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { endProcesses, findProcessesByEnv } from '../lib/process-tree.ts';
import { RUN_ID_VARIABLE } from '../lib/run-command.ts';
import { statusEvent, type TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { removeQuietly } from './move-into-place.ts';
import { isPartialName } from './output-plan.ts';
import type { RunTimes } from './process-timelapse.ts';
import { type PublishPlan, publishVideo, removeObsolete } from './publish-video.ts';
import type { OpenRun, RunStore } from './run-store.ts';

interface RecoverParts {
  store: TimelapseStore;
  runs: RunStore;
  emitter: Emitter<TimelapseEvents>;
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  dataDir: string;
  times: RunTimes;
}

/**
 * Cleans up after an end in the middle of a render, before anything new is started: engines that still run are
 * ended, a good video that was being put in place is put there, partial files go, and what was processing is pending
 * again, which is no retry.
 */
export async function recoverRuns(parts: RecoverParts): Promise<void> {
  for (const run of await parts.runs.listOpen()) await recoverRun(run, parts);
  const stuck = await parts.store.processing();
  if (stuck) {
    parts.logger.warn(
      { id: stuck.id, folder: stuck.folderName },
      'render was interrupted, back into the queue',
    );
    const requeued = await parts.store.requeue(stuck.id, parts.clock.now());
    if (requeued) parts.emitter.emit(statusEvent(requeued.status), requeued);
  }
  await sweepPartials(parts.options.current.timelapse_output_folder);
}

async function recoverRun(run: OpenRun, parts: RecoverParts): Promise<void> {
  await endProcesses(() => findProcessesByEnv(RUN_ID_VARIABLE, run.id), parts.times.killGraceMs);
  const published = run.publishPlan !== null && (await finishPublishing(run, run.publishPlan, parts));
  for (const path of run.partialPaths) await removeQuietly(path);
  await parts.runs.end(run.id, { outcome: published ? 'completed' : 'interrupted' }, parts.clock.now());
}

/** Puts the video in place that was good when the app ended. @returns whether it is in place now */
async function finishPublishing(run: OpenRun, plan: PublishPlan, parts: RecoverParts): Promise<boolean> {
  const { store, runs, emitter, clock, logger, dataDir } = parts;
  const timelapse = await store.get(run.timelapseId);
  if (!timelapse) return false;
  if (timelapse.status === 'processing') {
    try {
      const save = (current: PublishPlan) => runs.savePublishPlan(run.id, current);
      const result = await publishVideo(timelapse.id, plan, { dataDir, logger, save });
      const completed = await store.complete(timelapse.id, result, clock.now());
      if (completed) emitter.emit('timelapse.completed', completed);
    } catch (error) {
      logger.warn(
        { id: timelapse.id, reason: messageOf(error) },
        'an interrupted move could not be finished',
      );
      return false;
    }
  }
  await removeObsolete(plan.obsolete);
  return true;
}

/** Partial files that no run knows of, left from a database that had to be set aside. */
async function sweepPartials(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isPartialName)) await removeQuietly(join(folder, name));
}
