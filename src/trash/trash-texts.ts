import type { AppState } from '../db/app-state-store.ts';
import { AppError, conflict, messageOf, notFound } from '../lib/errors.ts';
import type { WireNotice } from '../shared/system.ts';
import type { TrashEntry } from '../timelapses/trash-store.ts';

export function notInTrash(id: string): AppError {
  return notFound(`There is no deleted timelapse with the id "${id}" in the trash.`, { id });
}

export function cannotRestore({ title }: TrashEntry, isLater: boolean, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const rest = isLater ? 'The app keeps trying to restore it.' : 'It stays in the trash.';
  return conflict(
    'cannot_restore',
    `"${title}" could not be restored: ${messageOf(error)}.`,
    null,
    `Check that the folder of its video can be reached and written to, then try again. ${rest}`,
  );
}

export function emptiedNotice({ videos, bytes }: AppState['trash_emptied']): WireNotice {
  return {
    code: 'trash_emptied',
    area: 'disk',
    message: `The disk was too full for a render, so ${videos} ${videos === 1 ? 'video' : 'videos'} (${Math.ceil(bytes / 1e6)} MB) left the trash early.`,
    remedy: 'Free some space, for example with "Review clean-up", or set timelapse_trash_days lower.',
    facts: { videos, bytes },
  };
}
