import { existsSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No requests to its maker, and no sandbox inside a sandbox. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

/** @throws Error when it is missing; `npm test` installs it */
export function chromiumPath(): string {
  const path = PROGRAMS.find((program) => existsSync(program));
  if (path === undefined) throw new Error('Chromium is not installed. Run: npm test');
  return path;
}
