import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { cleanUp } from './start-app.ts';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium asks its maker for nothing, and needs no sandbox of its own where everything is one. */
const ARGS = [
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

let launched: Promise<Browser> | undefined;

afterAll(async () => {
  await (await launched)?.close();
  launched = undefined;
});

/** A page in a real browser; problems that the page reports are collected and fail the test in the end. */
export interface WatchedPage {
  page: Page;
  /** Errors on the console and uncaught ones so far. */
  problems: string[];
}

/**
 * Opens a page in Chromium.
 *
 * @throws Error when there is no Chromium; `npm test` installs it
 */
export async function openPage(url: string, options: BrowserContextOptions = DESKTOP): Promise<WatchedPage> {
  const program = PROGRAMS.find((path) => existsSync(path));
  if (!program) throw new Error('Chromium is not there. Run: npm test');
  launched ??= chromium.launch({ executablePath: program, args: ARGS });
  const context = await (await launched).newContext({ locale: 'en-GB', ...options });
  cleanUp(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  return { page, problems };
}
