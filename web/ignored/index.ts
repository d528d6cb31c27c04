import type { Page } from '../shell/page.ts';
import type { PtIgnoredDialog } from './pt-ignored-dialog.ts';

/** Shows the folders that are passed over because their timelapse was deleted; settles when it is closed. */
export async function openIgnored(page: Page): Promise<void> {
  await import('./pt-ignored-dialog.ts');
  const dialog: PtIgnoredDialog = document.createElement('pt-ignored-dialog');
  dialog.page = page;
  document.body.append(dialog);
  await dialog.closed;
}
