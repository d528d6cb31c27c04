import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from './support/chromium.ts';

/* npm run icons: draws the pictures of the app, for Home Assistant and for a phone's home screen, from the SVG files. */

const SOURCES = join(import.meta.dirname, 'package');
const APP = join(import.meta.dirname, '../../printernizer-timelapse');
const PAGE = join(import.meta.dirname, '../../web/public');
const PICTURES = [
  { source: 'icon', target: join(APP, 'icon.png'), width: 128, height: 128 },
  { source: 'logo', target: join(APP, 'logo.png'), width: 250, height: 100 },
  { source: 'icon', target: join(PAGE, 'app-icon-192.png'), width: 192, height: 192 },
  { source: 'icon', target: join(PAGE, 'app-icon-512.png'), width: 512, height: 512 },
];

const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
try {
  for (const { source, target, width, height } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(pathToFileURL(join(SOURCES, `${source}.svg`)).href);
    await page.screenshot({ path: target, omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
