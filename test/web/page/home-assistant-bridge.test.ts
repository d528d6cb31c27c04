import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HomeAssistantBridge } from '../../../web/page/home-assistant-bridge.ts';

let sent: Record<string, unknown>[];
let paths: string[];
let bridge: HomeAssistantBridge;
const parent = { postMessage: (message: Record<string, unknown>) => sent.push(message) };

/** Speaks as the page around this one, or as somebody else. */
function say(data: object, source: unknown = parent, origin = location.origin): void {
  window.dispatchEvent(new MessageEvent('message', { data, origin, source: source as Window }));
}

const properties = (more: object): object => ({ type: 'home-assistant/properties', narrow: false, ...more });

beforeEach(() => {
  sent = [];
  paths = [];
  vi.spyOn(window, 'parent', 'get').mockReturnValue(parent as unknown as Window);
  bridge = new HomeAssistantBridge((path) => paths.push(path));
  bridge.start();
});

afterEach(() => {
  bridge.stop();
  vi.restoreAllMocks();
});

describe('the bridge to Home Assistant', () => {
  it('leaves the page around alone on a wide screen', () => {
    say(properties({}));
    expect(sent).toEqual([
      { type: 'home-assistant/subscribe-properties', kioskMode: false, handleSafeArea: true },
    ]);
    expect(bridge.menu.state).toBe(false);
  });

  it('takes over the menu button on a narrow one, and gives it back', () => {
    say(properties({ narrow: true }));
    expect(bridge.menu.state).toBe(true);
    expect(sent.at(-1)).toMatchObject({ kioskMode: true });
    bridge.toggleMenu();
    expect(sent.at(-1)).toEqual({ type: 'home-assistant/toggle-menu' });
    say(properties({ narrow: false }));
    expect(sent.slice(-2)).toMatchObject([
      { type: 'home-assistant/unsubscribe-properties' },
      { kioskMode: false },
    ]);
  });

  it('hands on where a notification leads, once', () => {
    say(properties({ route: { prefix: '/app/x', path: '/timelapses/7' } }));
    say(properties({ route: { prefix: '/app/x', path: '/timelapses/7' } }));
    expect(paths).toEqual(['/timelapses/7']);
  });

  it('keeps clear of notches', () => {
    say(properties({ safeAreaInsets: { top: '59px', bottom: '' } }));
    expect(document.documentElement.style.getPropertyValue('--pt-safe-top')).toBe('59px');
  });

  it('listens to nobody else', () => {
    say(properties({ narrow: true }), {});
    say(properties({ narrow: true }), parent, 'https://elsewhere.example');
    say({ type: 'other' });
    expect(bridge.menu.state).toBe(false);
  });
});
