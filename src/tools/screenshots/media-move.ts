import type { Page } from 'playwright-core';
import type { WireMediaMove } from '../../shared/media-move.ts';
import type { WireTargets } from '../../shared/places.ts';
import type { WireNotice } from '../../shared/system.ts';
import { tell } from './tell.ts';
import type { ViewShot } from './views.ts';

const OFFERED: WireMediaMove = {
  state: 'offered',
  from: '/share/timelapses',
  to: '/media/timelapses',
  videos_done: 0,
  videos_total: 0,
  videos_missing: 0,
  bytes_done: 0,
  bytes_total: 0,
  problem: null,
};
const MOVING: WireMediaMove = {
  ...OFFERED,
  state: 'moving',
  videos_done: 12,
  videos_total: 40,
  bytes_done: 418_000_000,
  bytes_total: 1_394_000_000,
};
const FULL: WireMediaMove = {
  ...MOVING,
  state: 'waiting',
  problem: { cause: 'ENOSPC', reason: 'no space left', missing_bytes: 214_000_000 },
};
const DONE: WireMediaMove = { ...MOVING, state: 'done', videos_done: 38, videos_missing: 2 };

const STOPPED: WireNotice = {
  code: 'media_move_stopped',
  area: 'output',
  message: 'Moving the videos to /media/timelapses has stopped: no space left; 214 MB more are needed.',
  remedy: 'Free some space there. The app keeps retrying; every video can be watched meanwhile.',
  facts: {
    path: '/media/timelapses',
    cause: 'ENOSPC',
    reason: 'no space left',
    missing_bytes: 214_000_000,
  },
};

const LINKED: WireTargets = {
  notify: [{ target: 'notify.mobile_app_pixel', name: 'Pixel', takes_video: true }],
  players: [{ entity_id: 'media_player.tv', name: 'Television', is_available: true }],
  uploads: ['Google Photos', 'Immich'].map((name) => ({
    action: name === 'Immich' ? 'immich.upload_file' : 'google_photos.upload',
    name,
    accounts: [{ config_entry_id: name, name: 'me@example.org' }],
    max_bytes: null,
    reaches: name === 'Immich',
  })),
  allowed_folders: ['/media'],
};

const says = (move: WireMediaMove) => async (page: Page) => {
  await page.route(/\/home-assistant\/media-move$/, (route) => route.fulfill({ json: move }));
  await page.route(/\/home-assistant\/targets/, (route) => route.fulfill({ json: LINKED }));
};

const suggests = (move: WireMediaMove) => async (page: Page) => {
  await says(move)(page);
  await tell(page, ({ health }) => {
    health.offers.push({ code: 'videos_out_of_reach', from: '/share/timelapses', to: '/media/timelapses' });
    if (move.problem) health.notices.push(STOPPED);
  });
};

const toBottom = (page: Page): Promise<void> => page.locator('pt-media-move').scrollIntoViewIfNeeded();

async function openSheet(page: Page): Promise<void> {
  await page.locator('pt-card').filter({ hasText: 'Gehäuse' }).first().locator('.poster-button').click();
  await page.locator('pt-player-dialog [data-action=share]').click();
  await page.locator('pt-places pt-media-move .move').scrollIntoViewIfNeeded();
}

const sees = 'pt-media-move .move';

export const MEDIA_MOVE: ViewShot[] = [
  { name: 'move-suggested', sees, prepare: suggests(OFFERED) },
  { name: 'move-progress', sees, prepare: suggests(MOVING) },
  { name: 'move-stopped', sees, prepare: suggests(FULL) },
  { name: 'move-stopped-share', sees, prepare: says(FULL), reach: openSheet },
  { name: 'move-settings', hash: '/settings', sees, prepare: says(OFFERED), reach: toBottom },
  { name: 'move-done', hash: '/settings', sees, prepare: says(DONE), reach: toBottom },
  { name: 'move-share', sees, prepare: says(OFFERED), reach: openSheet },
];
