import type { Status } from '../shared/statuses.ts';
import type { Progress, Timelapse } from './timelapse.ts';

/** Emitted after the change is in the database. */
export interface TimelapseEvents {
  'timelapse.discovered': Timelapse;
  'timelapse.pending': Timelapse;
  'timelapse.processing': Timelapse;
  'timelapse.completed': Timelapse;
  'timelapse.failed': Timelapse;
  /** Anything but the status changed. */
  'timelapse.updated': Timelapse;
  'timelapse.progress': Progress;
  /** `sourceDeleted`: together with its frames. */
  'timelapse.deleted': { id: string; sourceFolder: string; sourceDeleted: boolean };
  /** The video is kept; emitted before `timelapse.updated`. */
  'timelapse.frames_deleted': Timelapse;
  /** Its folder needs a new scan. */
  'timelapse.restored': Timelapse;
  /** The queue was paused or resumed, or a part of the system changed its state. */
  'system.changed': Record<string, never>;
  /** They are saved and in effect. */
  'settings.changed': { options: string[] };
}

export function statusEvent(status: Status): `timelapse.${Status}` {
  return `timelapse.${status}`;
}
