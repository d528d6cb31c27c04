import { describe, expect, test } from 'vitest';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { putSettings } from '../helpers/settings.ts';
import { engine } from '../helpers/start-app.ts';
import { startWithFolders } from '../helpers/with-video.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

const FOREIGN = { timelapse_flickerfree_path: engine('foreign.sh') };

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s', (_name, device) => {
  test('a folder is processed now with live progress, another waits behind it, and both are cancelled', async () => {
    const { app } = await startWithFolders(['First', 'Second'], {
      timelapse_flickerfree_path: engine('endless.sh'),
    });
    const { page, problems, press } = await openPage(await startIngressProxy(app.app.port), device);
    const card = (name: string) => page.locator('pt-card').filter({ hasText: name });
    const banner = page.locator('pt-queue-banner');

    await press(card('First').getByRole('button', { name: en.action.process }));
    await card('First').getByText(en.percent('42')).waitFor();
    await card('First').getByText(en.step.encoding!).waitFor();
    await banner.getByText('First').waitFor();
    await banner.getByRole('progressbar').and(page.locator('[aria-valuenow="42"]')).waitFor();

    await press(card('Second').getByRole('button', { name: en.action.process }));
    await card('Second').getByText(en.queue_next).waitFor();
    await banner.getByText(en.queue_waiting(1, '1')).waitFor();

    for (const name of ['Second', 'First']) {
      await press(card(name).getByRole('button', { name: en.action.cancel }));
      await card(name).getByText(en.starts_by_hand).waitFor();
      expect((await app.list()).find((each) => each.folder_name === name)?.status).toBe('discovered');
    }
    await banner.getByText(en.queue_empty).waitFor();

    await putSettings(app, FOREIGN);
    await press(card('First').getByRole('button', { name: en.action.process }));
    await card('First').getByRole('button', { name: en.action.play }).waitFor();
    expect(problems).toEqual([]);
  });

  test('a failed one says why in plain words, shows its log, and is tried again', async () => {
    const { app } = await startWithFolders(['Unlucky'], { timelapse_flickerfree_path: engine('fail.sh') });
    const { page, press } = await openPage(await startIngressProxy(app.app.port), device);
    const card = page.locator('pt-card');
    await press(card.getByRole('button', { name: en.action.process }));
    await card.getByText(en.failure.engine_failed.reason).waitFor();
    expect(await card.getAttribute('data-status')).toBe('failed');

    await press(card.locator('pt-menu').getByRole('button'));
    await press(card.locator('wa-dropdown-item').filter({ hasText: en.action.log }));
    const dialog = page.locator('pt-log-dialog');
    await dialog.locator('pre.log').getByText('the flux capacitor is not charged').waitFor();
    await press(dialog.getByRole('button', { name: en.close }));
    await dialog.waitFor({ state: 'detached' });

    await putSettings(app, FOREIGN);
    await press(card.getByRole('button', { name: en.action.retry }));
    await card.getByRole('button', { name: en.action.play }).waitFor();
    expect((await app.list())[0]).toMatchObject({ status: 'completed', error_code: null, retry_count: 0 });
  });

  test('the queue is paused and goes on', async () => {
    const { app } = await startWithFolders(['Patient']);
    const { page, press } = await openPage(await startIngressProxy(app.app.port), device);
    const banner = page.locator('pt-queue-banner');
    await press(banner.getByRole('button', { name: en.pause }));
    await banner.getByText(en.queue_paused).waitFor();
    await press(page.locator('pt-card').getByRole('button', { name: en.action.process }));
    await page.locator('pt-card').getByText(en.queue_held).waitFor();
    await press(banner.getByRole('button', { name: en.resume }));
    await page.locator('pt-card[data-status=completed]').waitFor();
  });
});
