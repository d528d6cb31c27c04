import type { Page } from 'playwright-core';
import type { LiveMessage } from '../../shared/events.ts';
import type { WireNotice } from '../../shared/system.ts';
import type { WireTimelapse } from '../../shared/timelapse.ts';
import { openPlace, type ViewShot } from './views.ts';

/*
 * States that a library gets into by itself only with much trouble: answers of the app are changed on their way to
 * the page.
 */

const RECORDS = /\/api\/v1\/timelapses\?/;
const LIVE = /\/ws$/;
const MANY = 9_000_000_000;

const ENGINE_MISSING: WireNotice = {
  code: 'engine_not_found',
  area: 'engine',
  message: 'The engine is not as configured: /opt/flickerfree/do_timelapse.sh is not there.',
  remedy:
    'Correct timelapse_flickerfree_path (now /opt/flickerfree/do_timelapse.sh), or make that file executable.',
  facts: { configured: '/opt/flickerfree/do_timelapse.sh', path: '/usr/local/bin/do_timelapse.sh' },
};
const FFMPEG_MISSING: WireNotice = {
  code: 'ffmpeg_missing',
  area: 'ffmpeg',
  message: 'The program ffmpeg was not found or does not run.',
  remedy: "Install ffmpeg with the system's package manager.",
  facts: { tool: 'ffmpeg' },
};

/** Changes what the page is told first on its live connection. */
function tell(page: Page, change: (data: LiveMessage<'snapshot'>['data']) => void): Promise<void> {
  return page.routeWebSocket(LIVE, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => {
      const message = JSON.parse(String(text)) as LiveMessage;
      if (message.event === 'snapshot') change((message as LiveMessage<'snapshot'>).data);
      socket.send(JSON.stringify(message));
    });
  });
}

/** Changes the records on their way to the page. */
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

/** A part of the page that is loaded late is gone, as after an update of the app. */
const UPDATED: ViewShot = {
  name: 'updated',
  sees: 'pt-connection-banner .outdated',
  prepare: (page) => page.route(/\/assets\/pt-shortcuts-dialog/, (route) => route.fulfill({ status: 404 })),
  reach: (page) => openPlace(page, 'shortcuts'),
};

export const STATES: ViewShot[] = [
  UPDATED,
  { ...UPDATED, name: 'german-updated', locale: 'de-DE' },
  { name: 'guest', sees: '.look-only', prepare: asGuest },
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
