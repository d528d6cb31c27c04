import type { Page } from 'playwright-core';
import type { WirePrintData } from '../../shared/print-data.ts';
import type { ViewShot } from './views.ts';

/** As many as the drawn prints have. */
const PICTURES = 40;
const LAYERS = 210;
const MINUTES = 184;
const START = Date.parse('2026-11-24T08:12:00Z');

type Points = WirePrintData['series'][number]['points'];

/** One value every minute. */
function everyMinute(valueAt: (minute: number) => number | null): Points {
  return Array.from({ length: MINUTES }, (_, minute) => [START + minute * 60_000, valueAt(minute)]);
}

const noise = (minute: number): number => Math.sin(minute * 12.9898) * 1.2;
const warming = (minute: number, from: number, to: number, speed: number): number =>
  to - (to - from) * Math.exp(-minute / speed);

const PRINT: WirePrintData = {
  series: [
    {
      key: 'nozzle',
      unit: '°C',
      points: everyMinute((at) => warming(at, 24, at < 20 ? 225 : 215, 3) + noise(at)),
    },
    {
      key: 'bed',
      unit: '°C',
      points: everyMinute((at) => (at > 96 && at < 108 ? null : warming(at, 22, 60, 5))),
    },
    { key: 'chamber', unit: '°C', points: everyMinute((at) => warming(at, 22, 38, 60)) },
    { key: 'progress', unit: '%', points: everyMinute((at) => (at / MINUTES) * 100) },
  ],
  layers: Array.from({ length: PICTURES - 2 }, (_, index) => [
    index + 3,
    Math.round(((index + 1) / (PICTURES - 2)) * LAYERS),
  ]),
  layer_count: LAYERS,
  pictures: Array.from({ length: PICTURES }, (_, index) => [
    index + 1,
    Math.round(START + (index / PICTURES) * MINUTES * 60_000),
  ]),
  started_at: START,
};

const knows = (data: WirePrintData) => (page: Page) =>
  page.route(/\/print-data$/, (route) => route.fulfill({ json: data }));

async function openAt(page: Page, share: number): Promise<void> {
  await page.locator('pt-card').filter({ hasText: 'Zahnrad' }).first().locator('.poster-button').click();
  const curve = page.locator('pt-print-data [role=slider]');
  await curve.waitFor();
  await page
    .locator('pt-player-dialog video')
    .evaluate((video) => (video as unknown as { pause: () => void }).pause());
  await curve.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await curve.boundingBox())!;
  await page.mouse.click(x + width * share, y + height / 2);
}

const WHOLE: ViewShot = {
  name: 'print-data',
  sees: 'pt-print-data',
  prepare: knows(PRINT),
  reach: (page) => openAt(page, 0.62),
};

export const PRINT_DATA: ViewShot[] = [
  WHOLE,
  {
    ...WHOLE,
    name: 'print-data-layers-only',
    prepare: knows({ ...PRINT, series: [], pictures: [], started_at: null, layer_count: null }),
  },
  { ...WHOLE, name: 'print-data-gap', reach: (page) => openAt(page, 0.55) },
];
