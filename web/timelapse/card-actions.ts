import type { WireTimelapse } from '../contract.ts';

/** Those that a card may have as its button. */
export type MainAction = 'play' | 'process' | 'retry' | 'render_again' | 'cancel';

export type Action =
  | MainAction
  | 'pin'
  | 'download'
  | 'share'
  | 'recipe'
  | 'edit'
  | 'link'
  | 'archive'
  | 'unarchive'
  | 'log'
  | 'delete';

/** One action as a button, the rest in the menu. */
export interface CardActions {
  primary: MainAction | null;
  menu: Action[];
}

const VIEWING: readonly Action[] = ['play', 'download', 'share', 'log'];

/** Actions that are impossible or not allowed are omitted. @param hasArchive videos can be archived */
export function cardActions(timelapse: WireTimelapse, mayChange: boolean, hasArchive = false): CardActions {
  const allowed = (action: Action): boolean => mayChange || VIEWING.includes(action);
  const best = primaryAction(timelapse);
  const all = menuActions(timelapse, hasArchive).filter(allowed);
  const primary = best !== null && allowed(best) ? best : all.includes('play') ? 'play' : null;
  return { primary, menu: all.filter((action) => action !== primary) };
}

function primaryAction(timelapse: WireTimelapse): MainAction | null {
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

function menuActions(timelapse: WireTimelapse, hasArchive: boolean): Action[] {
  const actions: (Action | null)[] = [
    timelapse.video_exists ? 'play' : null,
    startAction(timelapse),
    'pin',
    timelapse.video_exists ? 'download' : null,
    timelapse.source_missing && !timelapse.video_exists ? null : 'recipe',
    'edit',
    'link',
    archiveAction(timelapse, hasArchive),
    timelapse.processing_started_at === null ? null : 'log',
    'delete',
  ];
  return actions.filter((action) => action !== null);
}

function archiveAction(
  { archive_state: state, status, video_exists }: WireTimelapse,
  hasArchive: boolean,
): Action | null {
  if (state !== null) return state === 'returning' ? null : 'unarchive';
  return hasArchive && video_exists && status !== 'pending' && status !== 'processing' ? 'archive' : null;
}

/** Needs frames, or a video that has to be made again; its name depends on what happened before. */
function startAction(timelapse: WireTimelapse): MainAction | null {
  const { origin, source_missing, status, video_exists } = timelapse;
  const isMade = origin === 'frames' || (status === 'completed' && video_exists);
  if (source_missing && isMade) return null;
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
