import { expect, test } from 'vitest';
import { english as en } from '../../web/i18n/whole-dictionary.ts';
import { uploadTextsEn as texts } from '../../web/uploads/upload-texts-en.ts';
import { openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { SECRET, startWebdav } from '../helpers/upload-servers.ts';
import { startWithVideo } from '../helpers/with-video.ts';

test('a destination is added, tried out and corrected, and a video goes there [keep 4]', async () => {
  const server = await startWebdav();
  const { app, done } = await startWithVideo();
  const url = await startIngressProxy(app.app.port);
  const { page, problems, press } = await openPage(`${url}#/settings`, PHONE);
  const list = page.locator('pt-destinations');
  await press(list.getByRole('button', { name: texts.add }));
  const form = page.locator('pt-destination-dialog');
  await press(form.getByRole('button', { name: en.save }));
  await form.getByText(texts.invalid.url).waitFor();
  const fill = (field: string, value: string): Promise<void> =>
    form.locator(`[data-field=${field}]`).locator('input').fill(value);
  const { url: address, user } = server.destination();
  await fill('name', 'Cloud');
  await fill('url', address);
  await fill('folder', 'Timelapses');
  await fill('user', user);
  await fill('secret', 'not this one');
  await press(form.getByRole('button', { name: en.save }));
  await list.getByText(texts.reason.refused).waitFor();
  await press(list.getByRole('button', { name: texts.of(texts.edit, 'Cloud') }));
  await fill('secret', SECRET);
  await press(form.getByRole('button', { name: en.save }));
  await list.getByText(texts.works).waitFor();

  await page.goto(`${url}#/timelapses/${done.id}`);
  await press(page.locator('pt-player-dialog').getByRole('button', { name: en.action.share, exact: true }));
  const row = page.locator('pt-uploads .row');
  await press(row.getByRole('button', { name: texts.of(texts.upload, 'Cloud') }));
  await row.getByText(texts.done('Benchy.mp4')).waitFor();
  expect(Object.keys(await server.files())).toEqual(['Timelapses/Benchy.mp4']);
  expect(problems).toEqual([]);
});
