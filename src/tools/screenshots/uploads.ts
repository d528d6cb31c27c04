import type { Page } from 'playwright-core';
import type { WireDestination, WireDestinationTest, WireUpload } from '../../shared/uploads.ts';
import type { ViewShot } from './views.ts';

const at = new Date().toISOString();

const CLOUD: WireDestination = {
  ...{ id: 'cloud', kind: 'webdav', name: 'Nextcloud', bucket: null, region: null, user: 'ada' },
  url: 'https://cloud.example.org/remote.php/dav/files/ada',
  ...{ folder: 'Timelapses', sends: 'pinned', has_secret: true },
  ...{ waiting_count: 2, failed_count: 0, done_count: 31, created_at: at, updated_at: at },
};
const STORAGE: WireDestination = {
  ...{ id: 'storage', kind: 's3', name: 'Archive', bucket: 'prints', region: 'eu-central-1', user: 'AK' },
  url: 'https://s3.eu-central-1.amazonaws.com',
  ...{ folder: '', sends: 'all', has_secret: false },
  ...{ waiting_count: 0, failed_count: 3, done_count: 1204, created_at: at, updated_at: at },
};
const NAS: WireDestination = {
  ...CLOUD,
  id: 'nas',
  name: 'NAS',
  url: 'http://nas.local/dav',
  sends: 'by_rule',
};

const REFUSED: WireDestinationTest = {
  ...{ is_ok: false, reason_code: 'refused', reason: 'No.', left_behind: null },
  detail: '401 Cannot authenticate over ajax calls',
};

const UPLOAD: WireUpload = {
  ...{ id: 'u1', timelapse_id: 'x', timelapse_title: 'Benchy', destination_id: 'cloud' },
  ...{ destination_name: 'Nextcloud', state: 'sending', progress_percent: 42, bytes: 30_000_000 },
  ...{ remote_name: null, sha256: null, checked_by: null, tries: 0, next_try_at: null },
  ...{ reason_code: null, reason: null, detail: null, created_at: at, updated_at: at },
};
const DONE: WireUpload = {
  ...UPLOAD,
  ...{ id: 'u2', destination_id: 'storage', state: 'done', progress_percent: null },
  ...{ remote_name: 'Gehäuse (2).mp4', checked_by: 'checksum' },
};
const FAILED: WireUpload = {
  ...UPLOAD,
  ...{ id: 'u3', destination_id: 'nas', state: 'failed', progress_percent: null },
  ...{ reason_code: 'full', reason: 'No.', detail: '507 Insufficient Storage' },
};

async function hasDestinations(page: Page): Promise<void> {
  await page.route(/\/destinations$/, (route) => route.fulfill({ json: [STORAGE, NAS, CLOUD] }));
  await page.route(/\/destinations\/\w+\/test$/, (route) => route.fulfill({ json: REFUSED }));
  await page.route(/\/timelapses\/[^/]+\/uploads$/, (route) =>
    route.fulfill({ json: [UPLOAD, DONE, FAILED] }),
  );
}

async function openSheet(page: Page): Promise<void> {
  await page.locator('pt-card').filter({ hasText: 'Gehäuse' }).first().locator('.poster-button').click();
  await page.locator('pt-player-dialog [data-action=share]').click();
  await page.locator('pt-uploads .row').last().scrollIntoViewIfNeeded();
}

async function testOne(page: Page): Promise<void> {
  const row = page.locator('pt-destinations [data-destination=cloud]');
  await row.locator('.button').click();
  await row.locator('.outcome.error').scrollIntoViewIfNeeded();
}

async function openForm(page: Page): Promise<void> {
  await page.locator('pt-destinations .add').click();
  await page.locator('pt-destination-dialog [type=submit]').click();
}

async function openS3Form(page: Page): Promise<void> {
  await page.locator('pt-destinations [data-destination=storage] .icon-button').first().click();
  await page.locator('pt-destination-dialog wa-input').first().waitFor();
}

const settings = { hash: '/settings', prepare: hasDestinations } as const;

export const UPLOADS: ViewShot[] = [
  { name: 'uploads-settings', ...settings, sees: 'pt-destinations .outcome.error', reach: testOne },
  { name: 'uploads-form', ...settings, sees: 'pt-destination-dialog .field', reach: openForm },
  { name: 'uploads-form-s3', ...settings, sees: 'pt-destination-dialog wa-input', reach: openS3Form },
  { name: 'uploads-share', sees: 'pt-uploads .row', prepare: hasDestinations, reach: openSheet },
  {
    ...{ name: 'german-uploads-share', sees: 'pt-uploads .row', locale: 'de-DE' },
    ...{ prepare: hasDestinations, reach: openSheet },
  },
];
