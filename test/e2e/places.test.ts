import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { english as en } from '../../web/i18n/whole-dictionary.ts';
import { shareTextsEn as texts } from '../../web/sharing/share-texts-en.ts';
import { movingTextsEn as movingTexts } from '../../web/moving/moving-texts-en.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { startWithPlaces } from '../helpers/start-with-places.ts';
import { waitFor } from '../helpers/wait-for.ts';

const rowOf = (page: Page, place: string): Locator => page.locator(`pt-places [data-place="${place}"]`);

async function openSheet(page: Page, press: (what: Locator) => Promise<void>): Promise<void> {
  await press(page.locator('pt-player-dialog').getByRole('button', { name: en.action.share, exact: true }));
  await page.locator('pt-places').getByText(texts.places).waitFor();
}

test.each([
  ['with fingers', { ...PHONE, colorScheme: 'dark' as const }],
  ['on a desktop', DESKTOP],
])(
  '%s: a video goes to a phone, a television and an album, or it is said why not [places]',
  async (_, view) => {
    const { app, core, id } = await startWithPlaces();
    core.failing.set('notify.mail', 'Mailbox is full');
    const url = await startIngressProxy(app.app.port);
    const { page, problems, press } = await openPage(`${url}#/timelapses/${id}`, view);
    await openSheet(page, press);
    await expectAccessible(page);

    const phone = rowOf(page, 'notify.mobile_app_pixel_9');
    expect(await phone.textContent()).toContain(texts.message);
    await press(phone.getByRole('button'));
    await phone.getByText(texts.sent, { exact: true }).waitFor();
    await press(rowOf(page, 'media_player.tv').getByRole('button'));
    await rowOf(page, 'media_player.tv').getByText(texts.playing, { exact: true }).waitFor();
    await press(rowOf(page, 'immich.upload_file').getByRole('button'));
    await waitFor('the upload', () => core.calls.some(({ service }) => service === 'upload_file'));
    expect(core.calls.map(({ domain, service }) => `${domain}.${service}`)).toEqual([
      'notify.mobile_app_pixel_9',
      'media_player.play_media',
      'immich.upload_file',
    ]);

    const mail = rowOf(page, 'notify.mail');
    await press(mail.getByRole('button'));
    await mail.getByText('Mailbox is full').waitFor();
    for (const place of ['google_photos.upload', 'media_player.broken']) {
      expect(await rowOf(page, place).getByRole('button').isDisabled(), place).toBe(true);
    }
    await rowOf(page, 'google_photos.upload').getByText(texts.outOfReach).waitFor();
    await expectAccessible(page);
    expect(problems.filter((problem) => !problem.includes('409'))).toEqual([]);
  },
);

test.each([
  ['with fingers', { ...PHONE, colorScheme: 'dark' as const }],
  ['on a desktop', DESKTOP],
])('%s: one tap lets actions reach the videos [places]', async (_, view) => {
  const house = await startWithPlaces({
    prepare: (core, _supervisor, media) => {
      core.allowedFolders = [media];
    },
  });
  const { app, id } = house;
  const url = await startIngressProxy(app.app.port);
  const { page, problems, press } = await openPage(`${url}#/timelapses/${id}`, view);
  await openSheet(page, press);
  const upload = rowOf(page, 'google_photos.upload').getByRole('button');
  const move = page.locator('pt-places pt-media-move');
  await move.getByText(movingTexts.title).waitFor();
  expect(await upload.isDisabled()).toBe(true);
  await expectAccessible(page);
  await press(move.getByRole('button', { name: movingTexts.move }));
  await waitFor('the upload to be possible', async () => !(await upload.isDisabled()));
  expect((await app.one(id)).output_video_path).toBe(join(house.media, 'timelapses', 'Benchy.mp4'));
  await press(upload);
  await waitFor('the upload', () => house.core.calls.some(({ domain }) => domain === 'google_photos'));
  expect(problems).toEqual([]);
});

test('the move is suggested with the first video, and can be dismissed [places]', async () => {
  const { app } = await startWithPlaces({
    prepare: (core) => {
      core.allowedFolders = ['/'];
    },
  });
  const url = await startIngressProxy(app.app.port);
  const { page, press } = await openPage(url, PHONE);
  const suggestion = page.locator('pt-offers pt-media-move');
  await suggestion.getByText(movingTexts.title).waitFor();
  await expectAccessible(page);
  await press(suggestion.getByRole('button', { name: movingTexts.later }));
  await suggestion.waitFor({ state: 'detached' });
  await page.goto(`${url}#/settings`);
  const offered = page.locator('pt-settings pt-media-move');
  await press(offered.getByRole('button', { name: movingTexts.move }));
  await offered.getByText(/^\s*The videos are in /).waitFor();
  await waitFor('the option', () => app.app.options.current.timelapse_output_folder.endsWith('/timelapses'));
});

test('who gets messages is chosen in the settings [places]', async () => {
  const { app } = await startWithPlaces();
  const url = await startIngressProxy(app.app.port);
  const { page, press } = await openPage(`${url}#/settings`, PHONE);
  const targets = page.locator('pt-targets');
  await targets.getByRole('combobox').fill('notify.chat');
  await press(targets.getByRole('button', { name: 'Add', exact: true }));
  await targets.getByText('Family chat').waitFor();
  await press(page.getByRole('button', { name: en.save, exact: true }));
  await waitFor('the option', () => app.app.options.current.notify.join() === 'notify.chat');
});
