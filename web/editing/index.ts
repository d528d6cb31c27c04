import type { TimelapseCollection } from '../api/timelapses.ts';
import type { WireTimelapse } from '../contract.ts';
import type { PtEditDialog } from './pt-edit-dialog.ts';

/** Opens title and notes of a timelapse for editing; settles when it is closed. */
export async function openEdit(timelapse: WireTimelapse, timelapses: TimelapseCollection): Promise<void> {
  await import('./pt-edit-dialog.ts');
  const dialog: PtEditDialog = document.createElement('pt-edit-dialog');
  dialog.timelapse = timelapse;
  dialog.timelapses = timelapses;
  document.body.append(dialog);
  await dialog.closed;
}
