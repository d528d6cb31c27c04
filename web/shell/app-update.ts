import type { SystemCollection } from '../api/system.ts';
import { isDialogOpen } from '../components/pt-toasts.ts';
import { showToast, toasts } from '../components/toasts.ts';
import { language } from '../i18n/language.ts';
import { Collection } from '../util/collection.ts';

/** Errors of parts that did not load: they are told by {@link AppUpdate}, whoever asked for the part. */
const missingParts = new WeakSet<object>();

/** Whether an error is that of a part of the page that did not load, which is told already. */
export function isMissingPart(error: unknown): boolean {
  return typeof error === 'object' && error !== null && missingParts.has(error);
}

/**
 * Notices that the app is another one than the page came from: its version changed, or a part of the page that is
 * loaded late is no longer there. The page goes on until its user reloads it: settings may be unsaved, a video playing.
 */
export class AppUpdate {
  /** Whether only a reload brings everything back. */
  readonly state = new Collection<boolean>(false);
  private readonly _system: SystemCollection;
  private _version: string | null = null;
  private _asking = false;

  constructor(system: SystemCollection) {
    this._system = system;
  }

  /** Begins to watch, until the returned function is called. */
  start(): () => void {
    window.addEventListener('vite:preloadError', this._handleMissingPart);
    window.addEventListener('unhandledrejection', this._handleRejection);
    const stopFollowing = this._system.state.subscribe(({ health }) => this._compare(health?.version));
    return () => {
      window.removeEventListener('vite:preloadError', this._handleMissingPart);
      window.removeEventListener('unhandledrejection', this._handleRejection);
      stopFollowing();
    };
  }

  private _compare(version: string | undefined): void {
    if (version === undefined) return;
    this._version ??= version;
    if (version !== this._version) this.state.update(() => true);
  }

  private readonly _handleMissingPart = (event: VitePreloadErrorEvent): void => {
    missingParts.add(event.payload);
    void this._tell();
  };

  /** What asked for the part often has nobody to tell that it failed. */
  private readonly _handleRejection = (event: PromiseRejectionEvent): void => {
    if (isMissingPart(event.reason)) event.preventDefault();
  };

  /** A part is missing for good when the app answers, and only out of reach when it does not. */
  private async _tell(): Promise<void> {
    if (this._asking) return;
    this._asking = true;
    const result = this.state.state ? 'ok' : await this._system.probe();
    this._asking = false;
    const { texts } = language.state;
    switch (result) {
      case 'ok':
        this.state.update(() => true);
        // The banner of the page cannot be seen from a dialog.
        if (isDialogOpen()) sayOnce(texts.updated, true);
        break;
      case 'session':
        sayOnce(texts.lost.session.text, true);
        break;
      case 'unreachable':
        sayOnce(texts.request_unreachable, false);
    }
  }
}

/** One menu is made of several parts; that they are all missing is said once. */
function sayOnce(text: string, offersReload: boolean): void {
  if (toasts.state.some((toast) => toast.text === text)) return;
  const reload = { label: language.state.texts.reload, run: () => location.reload() };
  showToast(text, 'error', offersReload ? reload : null);
}
