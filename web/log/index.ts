import type { WireTimelapse } from '../contract.ts';
import type { PtLogDialog } from './pt-log-dialog.ts';

/** Shows what the engine wrote in the last run of a timelapse. */
export async function openLog(timelapse: WireTimelapse): Promise<void> {
  await import('./pt-log-dialog.ts');
  const dialog: PtLogDialog = document.createElement('pt-log-dialog');
  dialog.timelapse = timelapse;
  document.body.append(dialog);
  await dialog.closed;
}
