import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { Scene } from './screenshots/scene.ts';
import {
  AFTER_DELETION,
  EMPTY,
  OFFLINE,
  RENDERING,
  TROUBLE,
  type ViewShot,
  VIEWS,
} from './screenshots/views.ts';

/*
 * npm run screenshots: every view and state of the built page, on a phone and a desktop, light and dark, into
 * dist/screenshots. Words behind the command choose views by name.
 */

const FOLDER = join(import.meta.dirname, '../../dist/screenshots');
const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
const DEVICES: Record<string, BrowserContextOptions> = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1440, height: 900 } },
};
const SCHEMES = ['light', 'dark'] as const;

const wanted = process.argv.slice(2);
const failures: string[] = [];

const program = PROGRAMS.find((path) => existsSync(path));
if (program === undefined) throw new Error('Chromium is not there. Run: npm test');
await rm(wanted.length === 0 ? FOLDER : join(FOLDER, 'none'), { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });

const scene = await Scene.create();
const browser = await chromium.launch({ executablePath: program, args: ARGS });
try {
  await scene.start();
  await shootAll(EMPTY);
  await scene.fill();
  await shootAll(VIEWS);
  await scene.deleteOne();
  await shootAll(AFTER_DELETION);
  await scene.renderWithoutEnd();
  await shootAll(RENDERING);
  await withoutSource(() => shootAll(TROUBLE));
  await shootAll(OFFLINE, () => scene.stop());
} finally {
  await browser.close();
  await scene.stop();
  await scene.remove();
}
for (const failure of failures) console.error(failure);
console.log(`The screenshots are in ${FOLDER}.`);
process.exit(failures.length === 0 ? 0 : 1);

/** @param then what happens between opening the page and the picture; the app is back for the next one */
async function shootAll(views: readonly ViewShot[], then?: () => Promise<void>): Promise<void> {
  const chosen = views.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const view of chosen) {
    for (const [device, options] of Object.entries(DEVICES)) {
      for (const colorScheme of SCHEMES) {
        const file = join(FOLDER, `${view.name}-${device}-${colorScheme}.png`);
        await shoot(browser, view, { ...options, colorScheme }, file, then).catch((error: Error) => {
          failures.push(`${view.name} on a ${device}, ${colorScheme}: ${error.message.split('\n')[0]}`);
        });
        // Wherever it ended, the next one finds the app running.
        if (then !== undefined) await scene.stop().then(() => scene.start());
      }
    }
  }
}

async function shoot(
  { newContext }: Pick<Browser, 'newContext'>,
  view: ViewShot,
  options: BrowserContextOptions,
  file: string,
  then?: () => Promise<void>,
): Promise<void> {
  const context = await newContext.call(browser, { locale: 'en-GB', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(15_000);
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => failures.push(`${view.name}: ${error.message}`));
    await page.goto(`${scene.url}#${view.hash ?? '/'}`);
    await settle(page);
    await then?.();
    await view.reach?.(page);
    await page.locator(view.sees).first().waitFor({ state: 'attached' });
    await settle(page);
    await page.screenshot({ path: file, fullPage: view.full ?? false });
    await undoDeletion(page);
  } finally {
    await context.close();
  }
}

/** Until pictures have come and dialogs have opened. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(700);
}

/** Every picture starts from the same library. */
async function undoDeletion(page: Page): Promise<void> {
  const undo = page.locator('.toast button');
  if ((await undo.count()) === 0) return;
  await undo.click();
  await page.waitForTimeout(500);
}

/** The source folder is away for a while, as a share can be. */
async function withoutSource(work: () => Promise<void>): Promise<void> {
  const source = join(scene.folder, 'images');
  await rename(source, `${source}.away`);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  await work();
  await rename(`${source}.away`, source);
}
