import type { Cause } from '../shared/facts.ts';
import type { FrameDeletion } from '../timelapses/frame-deletion.ts';
import type { LastCheck } from '../timelapses/removal-checks.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { RuleAction } from './rule.ts';

export interface Doing {
  /** Why it is not possible here; null = it is. */
  obstacle(): Cause | null;
  /** As a user would do it. @throws AppError when it stays as it is */
  act(id: string, lastCheck: LastCheck): Promise<void>;
  /** Whether a run that was cut short has done it. */
  isDone(id: string): Promise<boolean>;
}

export type RuleActions = Readonly<Record<RuleAction, Doing>>;

export function createRuleActions(deps: {
  service: Pick<TimelapseService, 'delete'>;
  frames: Pick<FrameDeletion, 'delete'>;
  reads: Pick<TimelapseReads, 'get'>;
  archive: Doing;
}): RuleActions {
  const { service, frames, reads, archive } = deps;
  const isGone = async (id: string) => (await reads.get(id)) === null;
  const deleting = (withFrames: boolean): Doing => ({
    obstacle: () => null,
    act: (id, lastCheck) => service.delete(id, withFrames, lastCheck),
    isDone: isGone,
  });
  return {
    delete: deleting(false),
    delete_with_frames: deleting(true),
    delete_frames: {
      obstacle: () => null,
      act: async (id, lastCheck) => void (await frames.delete(id, lastCheck)),
      isDone: async (id) => (await reads.get(id))?.sourceMissing ?? true,
    },
    archive,
  };
}
