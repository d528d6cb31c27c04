import type { Page } from 'playwright-core';
import type { WireShare } from '../../shared/share-copies.ts';
import { SHARE_PRESETS, type SharePreset } from '../../shared/share-presets.ts';
import type { ViewShot } from './views.ts';

const NOTHING_YET = {
  timelapse_id: 'x',
  crop: null,
  state: 'waiting',
  progress_percent: null,
  bytes: null,
  width: null,
  height: null,
  seconds: null,
  reason_code: null,
  reason: null,
  smallest_bytes: null,
} as const;

function copyOf(preset: SharePreset, change: Partial<WireShare>): WireShare {
  const { kind, maxBytes: max_bytes, aspect, maxSeconds: max_seconds } = preset;
  const at = new Date().toISOString();
  const id = JSON.stringify([preset, change]);
  return {
    ...NOTHING_YET,
    id,
    kind,
    max_bytes,
    aspect,
    max_seconds,
    overlay: null,
    created_at: at,
    updated_at: at,
    ...change,
  };
}

/** A copy in each state. */
const hasCopies = (page: Page): Promise<unknown> =>
  page.route(/\/shares$/, (route) =>
    route.fulfill({
      json: [
        copyOf(SHARE_PRESETS.chat, {
          state: 'ready',
          bytes: 9_412_000,
          width: 1600,
          height: 900,
          seconds: 20,
        }),
        copyOf(SHARE_PRESETS.mail, { state: 'making', progress_percent: 42 }),
        copyOf(SHARE_PRESETS.telegram, {
          reason_code: 'output_unavailable',
          reason: 'The folder of the video is not responding. The app keeps retrying.',
        }),
        copyOf(SHARE_PRESETS.gif, {
          state: 'failed',
          reason_code: 'too_large',
          smallest_bytes: 1_204_000,
          reason:
            'Even the smallest copy has 1,204,000 bytes, which is more than the limit. Allow a larger file, or choose a shorter length.',
        }),
        copyOf(
          { ...SHARE_PRESETS.chat, kind: 'webp', aspect: 'original' },
          { state: 'ready', bytes: 2_300_000, width: 640, height: 360, seconds: 10 },
        ),
      ],
    }),
  );

/** As phones can. */
const canShare = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    Object.assign(navigator, { share: async () => {}, canShare: () => true });
  });

async function openSheet(page: Page): Promise<void> {
  await page.locator('pt-card').filter({ hasText: 'Gehäuse' }).first().locator('.poster-button').click();
  await page.locator('pt-player-dialog [data-action=share]').click();
  await page.locator('pt-share-dialog pt-share-row').first().waitFor();
}

const press = (page: Page, name: string): Promise<void> =>
  page.locator(`pt-share-row[data-preset=${name}] button`).last().click();

export const SHARING: ViewShot[] = [
  { name: 'share', sees: 'pt-share-row', reach: openSheet },
  {
    name: 'share-states',
    sees: 'pt-share-row pt-progress',
    prepare: async (page) => {
      await hasCopies(page);
      await canShare(page);
    },
    reach: openSheet,
  },
  {
    name: 'share-crop',
    sees: 'pt-share-crop pt-crop',
    reach: async (page) => {
      await openSheet(page);
      await press(page, 'shorts');
      await page.locator('pt-share-crop pt-crop').waitFor();
      await page.locator('pt-share-crop .filled').scrollIntoViewIfNeeded();
    },
  },
];
