import type { SystemCollection } from '../api/system.ts';
import { isDialogOpen } from '../components/pt-toasts.ts';
import { showToast, toasts } from '../components/toasts.ts';
import { language } from '../i18n/language.ts';
import { Collection } from '../state/collection.ts';

/** Reported by {@link AppUpdate}, whoever asked for the part. */
const missingParts = new WeakSet<object>();

export function isMissingPart(error: unknown): boolean {
  return typeof error === 'object' && error !== null && missingParts.has(error);
}

/**
 * Detects that the page is outdated: the app's version changed, or a lazily loaded part is missing. The page works
 * until the user reloads it, since settings may be unsaved or a video playing.
 */
export class AppUpdate {
  readonly state = new Collection<boolean>(false);
  readonly #system: SystemCollection;
  #version: string | null = null;
  #asking = false;

  constructor(system: SystemCollection) {
    this.#system = system;
  }

  /** Returns a function that stops it. */
  start(): () => void {
    window.addEventListener('vite:preloadError', this.#handleMissingPart);
    window.addEventListener('unhandledrejection', this.#handleRejection);
    const stopFollowing = this.#system.state.subscribe(({ health }) => this.#compare(health?.version));
    return () => {
      window.removeEventListener('vite:preloadError', this.#handleMissingPart);
      window.removeEventListener('unhandledrejection', this.#handleRejection);
      stopFollowing();
    };
  }

  #compare(version: string | undefined): void {
    if (version === undefined) return;
    this.#version ??= version;
    if (version !== this.#version) this.state.update(() => true);
  }

  readonly #handleMissingPart = (event: VitePreloadErrorEvent): void => {
    missingParts.add(event.payload);
    void this.#announce();
  };

  /** Often nothing else handles a failed import. */
  readonly #handleRejection = (event: PromiseRejectionEvent): void => {
    if (isMissingPart(event.reason)) event.preventDefault();
  };

  /** A part is missing for good if the app answers, else only unreachable. */
  async #announce(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const result = this.state.state ? 'ok' : await this.#system.probe();
    this.#asking = false;
    const { texts } = language.state;
    switch (result) {
      case 'ok':
        this.state.update(() => true);
        // A dialog hides the banner.
        if (isDialogOpen()) announceOnce(texts.updated, true);
        break;
      case 'session':
        announceOnce(texts.lost.session.text, true);
        break;
      case 'unreachable':
        announceOnce(texts.request_unreachable, false);
    }
  }
}

/** A menu consists of several parts, which may all be missing. */
function announceOnce(text: string, offersReload: boolean): void {
  if (toasts.state.some((toast) => toast.text === text)) return;
  const reload = { label: language.state.texts.reload, run: () => location.reload() };
  showToast(text, 'error', offersReload ? reload : null);
}
