import { Collection } from '../state/collection.ts';

const SIDES = ['top', 'right', 'bottom', 'left'] as const;

/** Sent by Home Assistant to the page of an app. */
interface Properties {
  narrow?: unknown;
  route?: { path?: unknown } | null;
  safeAreaInsets?: Partial<Record<(typeof SIDES)[number], unknown>> | null;
}

/**
 * Talks to Home Assistant's frontend. On narrow screens it shows a bar with only a menu button, which this page
 * replaces by its own button. On wide screens, that mode would hide the side bar too.
 */
export class HomeAssistantBridge {
  readonly menu = new Collection(false);
  readonly #onPath: (path: string) => void;
  #path = '';

  constructor(onPath: (path: string) => void) {
    this.#onPath = onPath;
  }

  start(): void {
    if (window.parent === window) return;
    window.addEventListener('message', this.#handleMessage);
    window.addEventListener('pagehide', this.#handleLeave);
    this.#subscribe(false);
  }

  stop(): void {
    window.removeEventListener('message', this.#handleMessage);
    window.removeEventListener('pagehide', this.#handleLeave);
    if (window.parent !== window) this.#handleLeave();
  }

  toggleMenu(): void {
    post({ type: 'home-assistant/toggle-menu' });
  }

  #subscribe(kioskMode: boolean): void {
    post({ type: 'home-assistant/subscribe-properties', kioskMode, handleSafeArea: true });
  }

  readonly #handleMessage = (event: MessageEvent): void => {
    if (event.source !== window.parent || event.origin !== location.origin) return;
    const message = event.data as ({ type?: unknown } & Properties) | null;
    if (message?.type === 'home-assistant/properties') this.#take(message);
  };

  #take({ narrow, route, safeAreaInsets }: Properties): void {
    const menu = narrow === true;
    if (menu !== this.menu.state) {
      this.menu.update(() => menu);
      // The mode can only be ended by unsubscribing.
      if (!menu) post({ type: 'home-assistant/unsubscribe-properties' });
      this.#subscribe(menu);
    }
    for (const side of SIDES) {
      const inset = safeAreaInsets?.[side];
      if (typeof inset === 'string' && inset !== '') {
        document.documentElement.style.setProperty(`--pt-safe-${side}`, inset);
      }
    }
    // A notification leads to a path behind the app's own; it is sent again with every change of width.
    const path = typeof route?.path === 'string' ? route.path : '';
    if (path !== this.#path) {
      this.#path = path;
      if (path !== '') this.#onPath(path);
    }
  }

  readonly #handleLeave = (): void => {
    post({ type: 'home-assistant/unsubscribe-properties' });
  };
}

function post(message: object): void {
  window.parent.postMessage(message, location.origin);
}
