import {
  mdiAlertCircleOutline,
  mdiCameraOutline,
  mdiClose,
  mdiDeleteOutline,
  mdiDownload,
  mdiMovieEditOutline,
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
import type { Action } from '../timelapse/card-actions.ts';

export const ACTION_ICONS: Record<Action, string> = {
  play: mdiPlay,
  process: mdiMovieOpenPlayOutline,
  retry: mdiRefresh,
  render_again: mdiRefresh,
  cancel: mdiClose,
  pin: mdiPinOutline,
  download: mdiDownload,
  share: mdiShareVariantOutline,
  recipe: mdiMovieEditOutline,
  edit: mdiPencilOutline,
  link: mdiLinkVariant,
  log: mdiTextBoxOutline,
  delete: mdiDeleteOutline,
};

export const POSTER_ICONS: Record<Status, string> = {
  discovered: mdiCameraOutline,
  pending: mdiTrayFull,
  processing: mdiMovieOpenOutline,
  completed: mdiMovieOffOutline,
  failed: mdiAlertCircleOutline,
};
