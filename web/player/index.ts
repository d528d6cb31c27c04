import type { WireTimelapse } from '../contract.ts';
import type { Page } from '../shell/page.ts';
import type { TimelapseActions } from '../shell/timelapse-actions.ts';
import type { PtPlayerDialog } from './pt-player-dialog.ts';

/** What the player needs. */
export interface PlayerInput {
  page: Page;
  actions: TimelapseActions;
  /** The timelapses in the order shown in the gallery, for previous and next. */
  list: () => readonly WireTimelapse[];
}

/** Opens the player for the timelapse in the address; settles when it is closed. */
export async function openPlayer(input: PlayerInput): Promise<void> {
  await import('./pt-player-dialog.ts');
  const dialog: PtPlayerDialog = document.createElement('pt-player-dialog');
  dialog.input = input;
  document.body.append(dialog);
  await dialog.closed;
}
