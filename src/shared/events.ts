import type { WireCapture } from './capture.ts';
import type { WireMediaMove } from './media-move.ts';
import type { WireRuleRun } from './rules.ts';
import type { WireShare } from './share-copies.ts';
import type { WireStats } from './stats.ts';
import type { WireHealth, WireQueue, WireSnapshot } from './system.ts';
import type { WireUpload } from './uploads.ts';
import type { WireProgress, WireTimelapse } from './timelapse.ts';

export interface LiveEvents {
  snapshot: WireSnapshot;
  'timelapse.discovered': WireTimelapse;
  'timelapse.updated': WireTimelapse;
  'timelapse.pending': WireTimelapse;
  'timelapse.processing': WireTimelapse;
  'timelapse.progress': WireProgress;
  'timelapse.completed': WireTimelapse;
  'timelapse.failed': WireTimelapse;
  'timelapse.deleted': { id: string };
  /** Made, changed, or further on. */
  'share.changed': WireShare;
  'share.deleted': { id: string; timelapse_id: string };
  /** Made, changed, or further on. */
  'upload.changed': WireUpload;
  'upload.deleted': { id: string; timelapse_id: string };
  /** One was added, changed or removed. */
  'destinations.changed': Record<string, never>;
  /** Further on, or in another state. */
  'media_move.changed': WireMediaMove;
  'timelapse.rule_applied': WireRuleRun;
  'capture.changed': WireCapture;
  /** Of what `GET /printers` shows; printers may also be new or gone. */
  'printers.changed': { keys: string[] };
  'stats.changed': WireStats;
  'settings.changed': { options: string[] };
  'system.changed': { queue: WireQueue; health: WireHealth };
  bye: { reason: string };
}

/** Each brings a whole record. A plain constant, which the page needs at run time. */
export const RECORD_EVENTS = [
  'timelapse.discovered',
  'timelapse.updated',
  'timelapse.pending',
  'timelapse.processing',
  'timelapse.completed',
  'timelapse.failed',
] as const;
export type RecordEvent = (typeof RECORD_EVENTS)[number];

/** `seq` increases by one within a connection. */
export interface LiveMessage<E extends keyof LiveEvents = keyof LiveEvents> {
  event: E;
  data: LiveEvents[E];
  at: string;
  seq: number;
}
