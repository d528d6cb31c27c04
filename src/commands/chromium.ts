import { existsSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium asks its maker for nothing, and needs no sandbox of its own where everything is one. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A finger and a phone's screen. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

/**
 * Path of the machine's Chromium.
 *
 * @throws Error when there is none; `npm test` installs it
 */
export function chromiumPath(): string {
  const path = PROGRAMS.find((program) => existsSync(program));
  if (path === undefined) throw new Error('Chromium is not there. Run: npm test');
  return path;
}
