import type { LiveConnection } from '../api/live.ts';
import { showToast } from '../components/toasts.ts';
import { language } from '../i18n/language.ts';
import { titleOf } from '../util/title-of.ts';

/** Says in a toast what happened while the user looked elsewhere; returns how to stop. */
export function toastEvents(live: LiveConnection): () => void {
  const undo = [
    live.on('timelapse.completed', (timelapse) =>
      showToast(language.state.texts.toast_completed(titleOf(timelapse))),
    ),
    live.on('timelapse.failed', (timelapse) =>
      showToast(language.state.texts.toast_failed(titleOf(timelapse)), 'error'),
    ),
  ];
  return () => {
    for (const stop of undo) stop();
  };
}
