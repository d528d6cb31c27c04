import type { Page } from 'playwright-core';
import type { WireNotice, WireOffer } from '../../shared/system.ts';
import type { WireTimelapse } from '../../shared/timelapse.ts';
import { CAPTURES } from './captures.ts';
import { MEDIA_MOVE } from './media-move.ts';
import { PRINT_DATA } from './print-data.ts';
import { PRINTERS } from './printers.ts';
import { RULE_VIEWS } from './rules.ts';
import { SHARING } from './sharing.ts';
import { UPLOADS } from './uploads.ts';
import { LIVE, tell } from './tell.ts';
import { openPlace, type ViewShot } from './views.ts';

/* States that are hard to reach: responses are changed on their way to the page. */

const RECORDS = /\/api\/v1\/timelapses\?/;
const MANY = 9_000_000_000;

const ENGINE_MISSING: WireNotice = {
  code: 'engine_not_found',
  area: 'engine',
  message: 'The configured engine is not available: /opt/flickerfree/do_timelapse.sh does not exist.',
  remedy:
    'Correct timelapse_flickerfree_path (currently /opt/flickerfree/do_timelapse.sh), or make that file executable.',
  facts: { configured: '/opt/flickerfree/do_timelapse.sh', path: '/usr/local/bin/do_timelapse.sh' },
};
const FFMPEG_MISSING: WireNotice = {
  code: 'ffmpeg_missing',
  area: 'ffmpeg',
  message: 'The program ffmpeg was not found or cannot be started.',
  remedy: "Install ffmpeg with the system's package manager.",
  facts: { tool: 'ffmpeg' },
};

function tellRecords(page: Page, change: (record: WireTimelapse) => void): Promise<unknown> {
  return page.route(RECORDS, async (route) => {
    const response = await route.fetch();
    const records = (await response.json()) as WireTimelapse[];
    for (const record of records) change(record);
    await route.fulfill({ response, json: records });
  });
}

const withoutEngine = (page: Page): Promise<void> =>
  tell(page, ({ health }) => {
    health.status = 'degraded';
    health.notices.push(ENGINE_MISSING, FFMPEG_MISSING);
  });

const asGuest = (page: Page): Promise<unknown> =>
  page.route(/\/api\/v1\/viewer/, (route) => route.fulfill({ json: { may_change: false, name: 'Jürgen' } }));

const PICTURES_MISSING: WireNotice = {
  code: 'pictures_missing',
  area: 'print_jobs',
  message: '"Owl_PLA_0.2mm" was printed on Bambu P1S for 184 minutes, but no pictures arrived.',
  remedy:
    'Check the camera and the automation that takes the pictures. They belong in a sub-folder of /share/timelapse-images.',
  facts: {
    job: 'Owl_PLA_0.2mm',
    job_id: 'owl',
    printer: 'Bambu P1S',
    minutes: 184,
    path: '/share/timelapse-images',
  },
};

const offersAndNotice = (page: Page): Promise<void> =>
  tell(page, ({ health }) => {
    health.status = 'degraded';
    health.notices.push(PICTURES_MISSING);
    health.offers.push(partsOf('Lighthouse', 2), partsOf('Donaudampfschifffahrtsgesellschaft_v2 (final)', 5));
  });

function partsOf(job: string, count: number): WireOffer {
  const folders = Array.from({ length: count }, (_, n) => `${job}_2026-11-28_1${n}-40`);
  return {
    code: 'print_in_parts',
    job_id: job,
    job,
    printer: 'Prusa MK4',
    folders,
    image_count: count * 214,
  };
}

const knowsEntities = (page: Page): Promise<unknown> =>
  page.route(/\/api\/v1\/settings\/entities/, (route) =>
    route.fulfill({
      json: ['print_status', 'print_progress', 'subtask_name'].map((name) => ({
        entity_id: `sensor.x1c_${name}`,
        name: `X1C ${name.replace('_', ' ')}`,
        domain: 'sensor',
      })),
    }),
  );

const ENTITIES: ViewShot = {
  name: 'settings-entities',
  hash: '/settings',
  sees: 'pt-entity-input',
  prepare: knowsEntities,
  reach: async (page) => {
    const printers = page.locator('pt-option[data-option=printers]');
    await printers.locator('.add').click();
    await printers.locator('wa-input input').fill('Bambu X1C');
    const [status, file] = [0, 1].map((index) => printers.locator('pt-entity-input input').nth(index));
    await status!.fill('sensor.x1c_print_status');
    await file!.fill('sensor.x1c_');
    await file!.scrollIntoViewIfNeeded();
  },
};

/** A lazily loaded part is missing, as after an update. */
const UPDATED: ViewShot = {
  name: 'updated',
  sees: 'pt-connection-banner .outdated',
  prepare: (page) => page.route(/\/assets\/pt-shortcuts-dialog/, (route) => route.fulfill({ status: 404 })),
  reach: (page) => openPlace(page, 'shortcuts'),
};

export const STATES: ViewShot[] = [
  { name: 'offers', sees: 'pt-offers .offer', prepare: offersAndNotice },
  { name: 'german-offers', locale: 'de-DE', sees: 'pt-offers .offer', prepare: offersAndNotice },
  {
    name: 'join',
    sees: 'pt-confirm-dialog h2',
    prepare: offersAndNotice,
    reach: (page) => page.locator('pt-offers button').last().click(),
  },
  ENTITIES,
  { ...ENTITIES, name: 'german-settings-entities', locale: 'de-DE' },
  UPDATED,
  { ...UPDATED, name: 'german-updated', locale: 'de-DE' },
  ...CAPTURES,
  ...CAPTURES.map((view) => ({ ...view, name: `german-${view.name}`, locale: 'de-DE' })),
  ...PRINTERS,
  ...PRINT_DATA,
  ...PRINT_DATA.map((view) => ({ ...view, name: `german-${view.name}`, locale: 'de-DE' })),
  ...PRINTERS.map((view) => ({ ...view, name: `german-${view.name}`, locale: 'de-DE' })),
  ...RULE_VIEWS,
  ...RULE_VIEWS.map((view) => ({ ...view, name: `german-${view.name}`, locale: 'de-DE' })),
  ...MEDIA_MOVE,
  ...MEDIA_MOVE.map((view) => ({ ...view, name: `german-${view.name}`, locale: 'de-DE' })),
  ...SHARING,
  ...UPLOADS,
  ...SHARING.map((view) => ({ ...view, name: `german-${view.name}`, locale: 'de-DE' })),
  { name: 'guest', sees: '.view-only', prepare: asGuest },
  { name: 'guest-settings', hash: '/settings', sees: 'pt-settings .lock', prepare: asGuest },
  // The answer never comes.
  { name: 'loading', sees: 'pt-skeleton', prepare: (page) => page.route(RECORDS, () => {}) },
  {
    name: 'error',
    sees: 'pt-empty',
    prepare: (page) =>
      page.route(RECORDS, (route) =>
        route.fulfill({
          status: 503,
          json: {
            error: { code: 'busy', message: 'The database is busy.', remedy: 'Try again in a moment.' },
          },
        }),
      ),
  },
  {
    name: 'session',
    sees: 'pt-connection-banner .banner',
    prepare: async (page) => {
      await page.routeWebSocket(LIVE, (socket) => socket.close());
      await page.route(/\/api\/v1\/health/, (route) => route.fulfill({ status: 401, body: '401' }));
    },
  },
  {
    name: 'polling',
    sees: 'pt-connection-banner .banner',
    prepare: (page) => page.routeWebSocket(LIVE, (socket) => socket.close()),
  },
  {
    name: 'video-missing',
    hash: '/?status=completed',
    sees: 'pt-card[data-status=completed]',
    prepare: (page) =>
      tellRecords(page, (record) => {
        if (record.status === 'completed') record.video_exists = false;
        if (record.pinned) record.source_missing = true;
      }),
  },
  {
    name: 'disk-low',
    sees: 'pt-storage .low',
    prepare: (page) =>
      tell(page, ({ stats }) => {
        stats.free_bytes = 400_000_000;
        stats.total_size_bytes = 14 * MANY;
        stats.source_size_bytes = 70 * MANY;
        stats.reclaimable_bytes = 31 * MANY;
        stats.days_until_full = 2.6;
        stats.cleanup_candidates_count = 128;
      }),
  },
  { name: 'engine-missing', sees: 'pt-notices .notice', prepare: withoutEngine },
  {
    name: 'german-engine-missing',
    locale: 'de-DE',
    sees: 'pt-notices .notice',
    prepare: withoutEngine,
  },
];
