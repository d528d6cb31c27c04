import { type AppError, conflict } from '../lib/errors.ts';
import type { Cause } from '../shared/facts.ts';
import type { WireMediaMove } from '../shared/media-move.ts';
import type { WireNotice } from '../shared/system.ts';

/** Outside Home Assistant. */
export const STAND_ALONE: Cause = { cause: 'stand_alone', reason: 'the app runs without Home Assistant' };

export function cannotMove(why: Cause): AppError {
  return conflict(
    'cannot_move_videos',
    `The videos cannot be moved into Home Assistant's media folder: ${why.reason}.`,
    why,
    remedyFor(why),
  );
}

export function movesAlready(to: string): AppError {
  return conflict('videos_moving', `The videos are being moved to ${to} already.`, { to });
}

export function stoppedNotice(to: string, problem: NonNullable<WireMediaMove['problem']>): WireNotice {
  const { cause, reason, missing_bytes: missing } = problem;
  const more = missing === null ? '' : `; ${Math.ceil(missing / 1e6)} MB more are needed`;
  const first = cause === 'ENOSPC' || cause === 'EDQUOT' ? 'Free some space there. ' : '';
  return {
    code: 'media_move_stopped',
    area: 'output',
    message: `Moving the videos to ${to} has stopped: ${reason}${more}.`,
    remedy: `${first}The app keeps retrying; every video can be watched meanwhile.`,
    facts: { path: to, cause, reason, missing_bytes: missing },
  };
}

function remedyFor({ cause }: Cause): string {
  switch (cause) {
    case 'other_link':
    case 'something_else':
      return 'Rename or remove it, then try again.';
    case 'not_allowed':
      return "Add the folder to allowlist_external_dirs in Home Assistant's configuration.yaml and restart it.";
    default:
      return 'All videos stay where they are.';
  }
}
