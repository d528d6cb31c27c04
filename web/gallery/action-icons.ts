import {
  mdiAlertCircleOutline,
  mdiCameraOutline,
  mdiClose,
  mdiDeleteOutline,
  mdiDownload,
  mdiMovieOffOutline,
  mdiMovieOpenOutline,
  mdiMovieOpenPlayOutline,
  mdiLinkVariant,
  mdiPencilOutline,
  mdiTrayFull,
  mdiPinOutline,
  mdiPlay,
  mdiRefresh,
  mdiShareVariantOutline,
  mdiTextBoxOutline,
} from '@mdi/js';
import type { Status } from '../contract.ts';
import type { Action } from '../util/card-actions.ts';

/** The sign of each action, the same wherever it is offered. */
export const ACTION_ICONS: Record<Action, string> = {
  play: mdiPlay,
  process: mdiMovieOpenPlayOutline,
  retry: mdiRefresh,
  render_again: mdiRefresh,
  cancel: mdiClose,
  pin: mdiPinOutline,
  download: mdiDownload,
  share: mdiShareVariantOutline,
  edit: mdiPencilOutline,
  link: mdiLinkVariant,
  log: mdiTextBoxOutline,
  delete: mdiDeleteOutline,
};

/** What stands in for the picture of a timelapse that has no video. */
export const POSTER_ICONS: Record<Status, string> = {
  discovered: mdiCameraOutline,
  pending: mdiTrayFull,
  processing: mdiMovieOpenOutline,
  completed: mdiMovieOffOutline,
  failed: mdiAlertCircleOutline,
};
