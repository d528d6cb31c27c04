import { Collection } from '../util/collection.ts';

const SIDES = ['top', 'right', 'bottom', 'left'] as const;

/** What the Home Assistant page tells an app page inside it. */
interface Properties {
  narrow?: unknown;
  route?: { path?: unknown } | null;
  safeAreaInsets?: Partial<Record<(typeof SIDES)[number], unknown>> | null;
}

/**
 * Talks to the Home Assistant page around this one. On a narrow screen that page has a bar of its own with nothing but
 * a menu button; this page asks it away there and offers the button itself. On a wide screen the bar's mode would hide
 * the side bar too, so it is not asked for.
 */
export class HomeAssistantBridge {
  /** Whether this page has to offer the menu button. */
  readonly menu = new Collection(false);
  private readonly _onPath: (path: string) => void;
  private _path = '';

  constructor(onPath: (path: string) => void) {
    this._onPath = onPath;
  }

  start(): void {
    if (window.parent === window) return;
    window.addEventListener('message', this._handleMessage);
    window.addEventListener('pagehide', this._handleLeave);
    this._subscribe(false);
  }

  stop(): void {
    window.removeEventListener('message', this._handleMessage);
    window.removeEventListener('pagehide', this._handleLeave);
    if (window.parent !== window) this._handleLeave();
  }

  /** Opens or closes Home Assistant's side bar. */
  toggleMenu(): void {
    post({ type: 'home-assistant/toggle-menu' });
  }

  private _subscribe(kioskMode: boolean): void {
    post({ type: 'home-assistant/subscribe-properties', kioskMode, handleSafeArea: true });
  }

  private readonly _handleMessage = (event: MessageEvent): void => {
    if (event.source !== window.parent || event.origin !== location.origin) return;
    const message = event.data as ({ type?: unknown } & Properties) | null;
    if (message?.type === 'home-assistant/properties') this._take(message);
  };

  private _take({ narrow, route, safeAreaInsets }: Properties): void {
    const menu = narrow === true;
    if (menu !== this.menu.state) {
      this.menu.update(() => menu);
      // The mode can only be left by leaving altogether.
      if (!menu) post({ type: 'home-assistant/unsubscribe-properties' });
      this._subscribe(menu);
    }
    for (const side of SIDES) {
      const inset = safeAreaInsets?.[side];
      if (typeof inset === 'string' && inset !== '') {
        document.documentElement.style.setProperty(`--pt-safe-${side}`, inset);
      }
    }
    // A notification leads to a path behind the app's own; it is told again with every change of width.
    const path = typeof route?.path === 'string' ? route.path : '';
    if (path !== this._path) {
      this._path = path;
      if (path !== '') this._onPath(path);
    }
  }

  private readonly _handleLeave = (): void => {
    post({ type: 'home-assistant/unsubscribe-properties' });
  };
}

function post(message: object): void {
  window.parent.postMessage(message, location.origin);
}
