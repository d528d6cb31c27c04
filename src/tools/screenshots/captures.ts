import type { Page } from 'playwright-core';
import type { WireCapture } from '../../shared/capture.ts';
import type { WireTimelapse } from '../../shared/timelapse.ts';
import { openPlace, type ViewShot } from './views.ts';

export const knowsCameras = (page: Page): Promise<unknown> =>
  page.route(/\/api\/v1\/settings\/entities/, (route) =>
    route.fulfill({
      json: [
        { entity_id: 'camera.garden', name: 'Garden', domain: 'camera' },
        {
          entity_id: 'camera.workshop_printers_left',
          name: 'Workshop, printers on the left',
          domain: 'camera',
        },
        { entity_id: 'image.mk4_snapshot', name: 'MK4 snapshot', domain: 'image' },
      ],
    }),
  );

/** One that works, one that does not, both with pictures of what is in the library. */
const isCapturing = (page: Page): Promise<unknown> =>
  page.route(/\/api\/v1\/captures\?/, async (route) => {
    const list = await route.fetch({
      url: route
        .request()
        .url()
        .replace(/captures\?.*/, 'timelapses?limit=100'),
    });
    const records = (await list.json()) as WireTimelapse[];
    const idOf = (folder: string) => records.find(({ folder_name: name }) => name === folder)?.id ?? null;
    const captures = [
      capture({
        id: 'tomatoes',
        name: 'Tomatoes on the window sill',
        timelapse_id: idOf('Waiting its turn'),
      }),
      capture({
        id: 'lamp',
        name: 'Donaudampfschifffahrtsgesellschaftskapitänsmütze_v2_final (2)',
        camera: '192.168.1.20',
        timelapse_id: idOf('Still printing'),
        interval_seconds: 30,
        image_count: 18,
        last_picture_at: ago(11),
        problem: { code: 'no_answer', message: 'The camera is not responding.', since: ago(9) },
        started_at: ago(23),
      }),
    ];
    await route.fulfill({ json: captures, headers: { 'X-Total-Count': '2' } });
  });

export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

export function capture(change: Partial<WireCapture>): WireCapture {
  return {
    id: 'capture',
    name: 'Capture',
    printer: null,
    printer_key: null,
    camera: 'camera.garden',
    folder_name: 'Capture 2026-11-29 07-40',
    timelapse_id: null,
    state: 'capturing',
    mode: 'interval',
    interval_seconds: 5,
    max_pictures: 2000,
    image_count: 1428,
    last_picture_at: ago(0),
    layer: null,
    layers: null,
    progress_percent: null,
    refused: {},
    problem: null,
    started_at: ago(124),
    ended_at: null,
    ended_because: null,
    ...change,
  };
}

/** How one is started, and what is seen of it. */
export const CAPTURES: ViewShot[] = [
  { name: 'capture', sees: 'pt-capture-dialog wa-input', reach: (page) => openPlace(page, 'capture') },
  {
    name: 'capture-cameras',
    sees: 'pt-capture-dialog wa-option',
    prepare: knowsCameras,
    reach: async (page) => {
      await openPlace(page, 'capture');
      await page.locator('pt-capture-dialog wa-select').click();
    },
  },
  {
    name: 'capture-problem',
    sees: 'pt-capture-dialog .field .error',
    prepare: knowsCameras,
    reach: async (page) => {
      await openPlace(page, 'capture');
      const dialog = page.locator('pt-capture-dialog');
      await dialog.locator('[data-field=interval_seconds] input').fill('0');
      await dialog.locator('summary').click();
      await dialog.locator('[data-field=max_pictures] input').fill('7');
      await dialog.locator('[type=submit]').click();
    },
  },
  {
    name: 'capturing',
    sees: 'pt-capture img.loaded',
    prepare: isCapturing,
    reach: (page) => page.locator('pt-capture .problem p').waitFor(),
  },
];
