import { dirname } from 'node:path';
import type { Files } from '../lib/files.ts';
import type { UntilItHolds } from '../lib/until-it-holds.ts';
import { planPath } from './output-plan.ts';
import type { PublishPlan } from './publish-video.ts';
import type { RunStore } from './run-store.ts';

/*
 * Plans belong in the database. While it cannot be written, a copy is kept beside the video, so that even after a
 * restart the video is known to be good.
 */

/**
 * Waits for the database.
 *
 * @param stopped why the render is being ended; null = it is not
 * @returns false when the app stops first, and the plan is kept beside the video
 * @throws the database's error when the render ends first, or the error is permanent
 */
export async function savePlan(
  {
    runId,
    plan,
    runs,
    writes,
    files,
  }: { runId: string; plan: PublishPlan; runs: RunStore; writes: UntilItHolds; files: Files },
  stopped: () => string | null,
): Promise<boolean> {
  const beside = planPath(dirname(plan.moves[0]!.partial), runId);
  let isKept = false;
  const save = async (): Promise<void> => {
    try {
      await runs.savePublishPlan(runId, plan);
    } catch (error) {
      isKept ||= await keep(plan, beside, files);
      throw error;
    }
  };
  try {
    await writes.run(save, () => stopped() !== null);
    return true;
  } catch (error) {
    if (isKept && stopped() === 'shutdown') return false;
    throw error;
  }
}

function keep(plan: PublishPlan, path: string, files: Files): Promise<boolean> {
  return files.writeAtomic(path, JSON.stringify(plan)).then(
    () => true,
    () => false,
  );
}

export async function readKeptPlan(path: string, files: Files): Promise<PublishPlan | null> {
  try {
    return JSON.parse(await files.readText(path)) as PublishPlan;
  } catch {
    return null;
  }
}
