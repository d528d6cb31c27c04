import type { LiveConnection } from '../api/live.ts';
import { showToast } from '../components/toasts.ts';
import { language } from '../i18n/language.ts';
import { titleOf } from '../timelapse/title-of.ts';

/** For events while the user was elsewhere. Returns a function that unsubscribes. */
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
