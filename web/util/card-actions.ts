import type { WireTimelapse } from '../contract.ts';

/** Everything a user can do with one timelapse. */
export type Action =
  | 'play'
  | 'process'
  | 'retry'
  | 'render_again'
  | 'cancel'
  | 'pin'
  | 'download'
  | 'share'
  | 'edit'
  | 'link'
  | 'log'
  | 'delete';

/** What a card offers: one action in words, and the rest in its menu. */
export interface CardActions {
  primary: Action | null;
  menu: Action[];
}

/** What those may do who may only look. */
const LOOKING: readonly Action[] = ['play', 'download', 'share', 'log'];

/** The actions that make sense in the current status; what cannot work, or may not be, is not offered. */
export function cardActions(timelapse: WireTimelapse, mayChange: boolean): CardActions {
  const allowed = (action: Action): boolean => mayChange || LOOKING.includes(action);
  const best = primaryAction(timelapse);
  const all = menuActions(timelapse).filter(allowed);
  const primary = best !== null && allowed(best) ? best : (all.find((action) => action === 'play') ?? null);
  return { primary, menu: all.filter((action) => action !== primary) };
}

function primaryAction(timelapse: WireTimelapse): Action | null {
  const start = startAction(timelapse);
  switch (timelapse.status) {
    case 'pending':
    case 'processing':
      return 'cancel';
    case 'completed':
      return timelapse.video_exists ? 'play' : start;
    case 'discovered':
    case 'failed':
      return start ?? (timelapse.video_exists ? 'play' : null);
  }
}

function menuActions(timelapse: WireTimelapse): Action[] {
  const actions: (Action | null)[] = [
    timelapse.video_exists ? 'play' : null,
    startAction(timelapse),
    'pin',
    timelapse.video_exists ? 'download' : null,
    'edit',
    'link',
    timelapse.processing_started_at === null ? null : 'log',
    'delete',
  ];
  return actions.filter((action) => action !== null);
}

/** Starting needs frames; what it is called depends on what happened before. */
function startAction(timelapse: WireTimelapse): Action | null {
  if (timelapse.source_missing) return null;
  switch (timelapse.status) {
    case 'discovered':
    case 'pending':
      return 'process';
    case 'completed':
      return 'render_again';
    case 'failed':
      return 'retry';
    case 'processing':
      return null;
  }
}
