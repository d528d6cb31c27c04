import type { Page } from '../shell/page.ts';
import type { PtLinkDialog } from './pt-link-dialog.ts';

/** Opens the choice of a print job for a timelapse; settles when it is closed. */
export async function openLink(timelapseId: string, page: Page): Promise<void> {
  await import('./pt-link-dialog.ts');
  const dialog: PtLinkDialog = document.createElement('pt-link-dialog');
  dialog.timelapseId = timelapseId;
  dialog.page = page;
  document.body.append(dialog);
  await dialog.closed;
}
