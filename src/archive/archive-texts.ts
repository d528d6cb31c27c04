import { type AppError, conflict } from '../lib/errors.ts';
import type { Cause } from '../shared/facts.ts';
import type { Status } from '../shared/statuses.ts';
import type { NoticeFacts, WireNotice } from '../shared/system.ts';

export function noArchive(): AppError {
  return conflict(
    'no_archive',
    'There is no archive folder.',
    { option: 'timelapse_archive_folder' },
    'Choose one in the settings: a folder on network storage or on a USB disk.',
  );
}

export function nothingToArchive(title: string, status: Status): AppError {
  return conflict('wrong_status', `"${title}" has no video to archive: it is ${status}.`, { status });
}

export function notArchived(title: string, status: Status): AppError {
  return conflict('not_archived', `The video of "${title}" is not in an archive.`, { status });
}

export function awayNotice(path: string, why: Cause): WireNotice {
  return {
    code: 'archive_away',
    area: 'output',
    message: `The archive folder ${path} is away: ${why.reason}. Its videos cannot be watched until it is back.`,
    remedy:
      'Connect its disk or network storage. Nothing is lost: the videos are still known and stay where they are.',
    facts: { path, ...why },
  };
}

export function stoppedNotice(facts: NoticeFacts['archive_stopped']): WireNotice {
  const { title, path, missing_bytes: missing, cause, reason } = facts;
  const more = missing === null ? '' : `; ${Math.ceil(missing / 1e6)} MB more are needed`;
  const first = cause === 'ENOSPC' || cause === 'EDQUOT' ? 'Free some space there. ' : '';
  return {
    code: 'archive_stopped',
    area: 'output',
    message: `"${title}" could not be moved to ${path}: ${reason}${more}.`,
    remedy: `${first}The app keeps retrying; the video stays where it is meanwhile.`,
    facts,
  };
}

export function damagedNotice(facts: NoticeFacts['archive_damaged']): WireNotice {
  return {
    code: 'archive_damaged',
    area: 'output',
    message: `"${facts.title}" was not brought back: ${facts.path} is not as it was when it was archived.`,
    remedy:
      'Check the disk of the archive. The file was left as it is; replace it from a backup, or delete the timelapse.',
    facts,
  };
}
