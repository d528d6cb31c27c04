import type { WireMediaMove } from '../shared/media-move.ts';

export interface MediaMoveEvents {
  /** Further on, or in another state. */
  'media_move.changed': WireMediaMove;
}
