import type { Status } from '../shared/statuses.ts';
import type { Progress, Timelapse } from './timelapse.ts';

/** Every fact about timelapses that other parts may hear of, told after it is true in the database. */
export interface TimelapseEvents {
  'timelapse.discovered': Timelapse;
  'timelapse.pending': Timelapse;
  'timelapse.processing': Timelapse;
  'timelapse.completed': Timelapse;
  'timelapse.failed': Timelapse;
  /** Anything but the status changed. */
  'timelapse.updated': Timelapse;
  'timelapse.progress': Progress;
  /** `sourceDeleted`: its frames went with it. */
  'timelapse.deleted': { id: string; sourceFolder: string; sourceDeleted: boolean };
  /** A deleted one is back: its folder needs a fresh look. */
  'timelapse.restored': Timelapse;
  /** The queue was paused or resumed, or a part of the system became well or ill. */
  'system.changed': Record<string, never>;
  /** Options were saved and are in effect; by name. */
  'settings.changed': { options: string[] };
}

/** The event that tells of a change into this status. */
export function statusEvent(status: Status): `timelapse.${Status}` {
  return `timelapse.${status}`;
}
