import type { Page } from 'playwright-core';
import { PRINTER_DEFAULTS } from '../../capture/printer-options-store.ts';
import type { PrinterOptions, WireCapture, WirePrinter } from '../../shared/capture.ts';
import type { WireTimelapse } from '../../shared/timelapse.ts';
import { ago, capture, knowsCameras } from './captures.ts';
import { tell } from './tell.ts';
import type { ViewShot } from './views.ts';

const OPTIONS: PrinterOptions = { ...PRINTER_DEFAULTS, cameras: ['camera.x1c_camera'] };

function printer(change: Partial<WirePrinter>, options: Partial<PrinterOptions> = {}): WirePrinter {
  return {
    key: 'bambu_lab:x1c',
    name: 'X1 Carbon',
    integration: 'bambu_lab',
    is_reachable: true,
    cameras: [{ entity: 'camera.x1c_camera', name: 'X1 Carbon Camera' }],
    lights: ['light.x1c_chamber_light'],
    has_layers: true,
    print: null,
    doing: null,
    layer: null,
    layers: null,
    progress_percent: null,
    ...change,
    options: { ...OPTIONS, ...options },
    captures: [],
  };
}

const IDLE = printer({});
const PRINTS = printer(
  {
    ...{ key: 'moonraker:voron', name: 'Voron 2.4, in the workshop on the left', integration: 'moonraker' },
    ...{ print: 'Lighthouse_PLA_0.2mm_v3', doing: 'printing', layer: 87, layers: 210, progress_percent: 41 },
    cameras: [{ entity: 'camera.voron_webcam', name: 'Voron webcam' }],
  },
  { capture_enabled: true, cameras: ['camera.voron_webcam', 'camera.garden'] },
);
const AWAY = printer(
  {
    ...{ key: 'prusalink:mk4', name: 'MK4', integration: 'prusalink', is_reachable: false },
    ...{ cameras: [], lights: [], has_layers: false },
  },
  { cameras: [] },
);

const PROBLEM: WireCapture['problem'] = {
  code: 'no_answer',
  message: 'The camera is not responding.',
  since: ago(9),
};
const OF_PRINT = {
  ...{ printer: PRINTS.name, printer_key: PRINTS.key, name: PRINTS.print!, camera: 'camera.voron_webcam' },
  ...{ layer: 87, layers: 210, progress_percent: 41 },
} satisfies Partial<WireCapture>;

interface World {
  printers: readonly WirePrinter[];
  captures?: readonly Partial<WireCapture>[];
  home?: 'connected' | 'away' | null;
  withCameras?: boolean;
  isCameraBroken?: boolean;
}

/** Answers as Home Assistant's printers would make them, with pictures of what is in the library. */
const shows =
  ({ printers, captures = [], home = 'connected', withCameras = true, isCameraBroken = false }: World) =>
  async (page: Page): Promise<void> => {
    const sensors = 'mqtt' as const;
    await tell(page, ({ health }) => {
      health.home_assistant =
        home === null ? null : { state: home, version: home === 'away' ? null : '2026.11.3', sensors };
    });
    await page.route(/\/api\/v1\/printers$/, (route) => route.fulfill({ json: printers }));
    if (withCameras) await knowsCameras(page);
    await page.route(/\/api\/v1\/captures\?/, async (route) => {
      const id = await pictureOf(page);
      const json = captures.map((each, n) => capture({ ...each, id: String(n), timelapse_id: id }));
      await route.fulfill({ json, headers: { 'X-Total-Count': String(json.length) } });
    });
    await page.route(/\/test-picture$/, async (route) => {
      if (isCameraBroken) return route.fulfill({ status: 409, json: NO_ANSWER });
      const picture = await page.request.get(
        `${await api(page)}timelapses/${await pictureOf(page)}/frames/latest`,
      );
      const bytes = await picture.body();
      await route.fulfill({
        json: {
          ...{ camera: 'camera.x1c_camera', took_ms: 108, size_bytes: bytes.length, width: 960, height: 540 },
          refusal: null,
          picture: `data:image/jpeg;base64,${bytes.toString('base64')}`,
        },
      });
    });
  };

const NO_ANSWER = {
  error: {
    code: 'camera_failed',
    message: 'The camera answers with an error: 500 from Home Assistant.',
    remedy: 'Check the camera in Home Assistant, or choose another one.',
    detail: { reason: 'http_error' },
  },
};

const api = async (page: Page): Promise<string> => new URL('./api/v1/', page.url().split('#')[0]).href;

async function pictureOf(page: Page): Promise<string> {
  const list = await page.request.get(`${await api(page)}timelapses?limit=100`);
  const records = (await list.json()) as WireTimelapse[];
  return records.find(({ folder_name: name }) => name === 'Waiting its turn')?.id ?? '';
}

const openMore = (page: Page): Promise<void> => page.locator('pt-printer summary').first().click();

/** Every state of the printers. */
export const PRINTERS: ViewShot[] = [
  {
    name: 'printers',
    hash: '/printers',
    sees: 'pt-test-picture img',
    prepare: shows({
      printers: [IDLE, PRINTS, AWAY],
      captures: [OF_PRINT, { ...OF_PRINT, camera: 'camera.garden', image_count: 1426 }],
    }),
    full: true,
  },
  {
    name: 'printers-more',
    hash: '/printers',
    sees: 'pt-printer-options wa-select',
    prepare: shows({ printers: [printer({}, { light_entity: 'light.x1c_chamber_light' })] }),
    reach: openMore,
    full: true,
  },
  {
    name: 'printers-no-layers',
    hash: '/printers',
    sees: 'pt-printer-options .error',
    prepare: shows({ printers: [printer({ has_layers: false })] }),
    reach: async (page) => {
      await openMore(page);
      const field = page.locator('pt-printer-options [data-field=interval_seconds] input');
      await field.fill('0');
      await field.blur();
    },
    full: true,
  },
  {
    name: 'printers-problem',
    hash: '/printers',
    sees: 'pt-test-picture .error',
    prepare: shows({
      printers: [PRINTS, IDLE],
      captures: [{ ...OF_PRINT, problem: PROBLEM, last_picture_at: ago(9) }],
      isCameraBroken: true,
    }),
    full: true,
  },
  {
    name: 'printers-not-saved',
    hash: '/printers',
    sees: 'pt-printer .line',
    prepare: async (page) => {
      await shows({ printers: [IDLE] })(page);
      await page.route(/\/api\/v1\/printers\/[^/]+$/, (route) =>
        route.fulfill({
          status: 507,
          json: { error: { code: 'disk_full', message: 'No space left.', remedy: 'Free up some space.' } },
        }),
      );
    },
    reach: (page) => page.locator('pt-printer header wa-switch label').click(),
  },
  {
    name: 'printers-cameras',
    hash: '/printers',
    sees: 'pt-printer-camera wa-option',
    prepare: shows({ printers: [IDLE] }),
    reach: async (page) => {
      await page.locator('pt-test-picture img').waitFor();
      await page.locator('pt-printer-camera wa-select').click();
    },
  },
  {
    name: 'printers-no-camera',
    hash: '/printers',
    sees: 'pt-printer .none',
    prepare: shows({ printers: [AWAY], withCameras: false }),
  },
  { name: 'printers-none', hash: '/printers', sees: 'pt-empty', prepare: shows({ printers: [] }) },
  {
    name: 'printers-home-away',
    hash: '/printers',
    sees: 'pt-empty',
    prepare: shows({ printers: [], home: 'away' }),
  },
  {
    name: 'printers-stand-alone',
    hash: '/printers',
    sees: 'pt-empty',
    prepare: shows({ printers: [], home: null }),
  },
];
