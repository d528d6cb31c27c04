import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from './support/chromium.ts';

/* npm run icons: draws the pictures that Home Assistant shows from the SVG files in src/tools/package. */

const SOURCES = join(import.meta.dirname, 'package');
const TARGET = join(import.meta.dirname, '../../printernizer-timelapse');
const PICTURES = [
  { name: 'icon', width: 128, height: 128 },
  { name: 'logo', width: 250, height: 100 },
];

const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
try {
  for (const { name, width, height } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height } });
    await page.goto(pathToFileURL(join(SOURCES, `${name}.svg`)).href);
    await page.screenshot({ path: join(TARGET, `${name}.png`), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
