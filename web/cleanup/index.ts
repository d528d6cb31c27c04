import type { Page } from '../shell/page.ts';
import type { TimelapseActions } from '../shell/timelapse-actions.ts';
import type { PtCleanupDialog } from './pt-cleanup-dialog.ts';

/** What the review needs. */
export interface CleanupInput {
  page: Page;
  actions: TimelapseActions;
}

/** Opens the review of what clean-up offers to delete; settles when it is closed. */
export async function openCleanup(input: CleanupInput): Promise<void> {
  await import('./pt-cleanup-dialog.ts');
  const dialog: PtCleanupDialog = document.createElement('pt-cleanup-dialog');
  dialog.input = input;
  document.body.append(dialog);
  await dialog.closed;
}
