import {
  mdiAlertCircleOutline,
  mdiCameraOutline,
  mdiClose,
  mdiMovieOffOutline,
  mdiMovieOpenOutline,
  mdiMovieOpenPlayOutline,
  mdiPlay,
  mdiRefresh,
  mdiTrayFull,
} from '@mdi/js';
import type { Status } from '../contract.ts';
import type { MainAction } from '../timelapse/card-actions.ts';

export const MAIN_ICONS: Record<MainAction, string> = {
  play: mdiPlay,
  process: mdiMovieOpenPlayOutline,
  retry: mdiRefresh,
  render_again: mdiRefresh,
  cancel: mdiClose,
};

export const POSTER_ICONS: Record<Status, string> = {
  discovered: mdiCameraOutline,
  pending: mdiTrayFull,
  processing: mdiMovieOpenOutline,
  completed: mdiMovieOffOutline,
  failed: mdiAlertCircleOutline,
};
