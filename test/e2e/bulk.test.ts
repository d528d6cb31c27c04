import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, holdMessages, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders } from '../helpers/with-video.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

const NAMES = ['Benchy', 'Drachenei', 'Vase'];

async function choose(page: Page, press: (what: Locator) => Promise<void>, action: string): Promise<void> {
  await press(page.getByRole('button', { name: en.select, exact: true }));
  await press(page.getByRole('button', { name: en.select_all }));
  await press(page.getByRole('button', { name: 'More actions', exact: true }));
  await press(page.locator('wa-dropdown-item').filter({ hasText: new RegExp(`^\\s*${action}\\s*$`) }));
}

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s, several at once', (_name, device) => {
  test('are pinned and unpinned again, linked, given a preset, and rendered, with what failed by name', async () => {
    const { app, found } = await startWithFolders(NAMES);
    for (const each of found) await render(app, each);
    const job = { name: 'The print', printer: 'MK4', status: 'completed' };
    expect((await app.request('POST', '/jobs', job)).status).toBe(201);
    const url = await startIngressProxy(app.app.port);
    const { page, problems, press } = await openPage(url, { ...device, prepare: holdMessages });
    await page.locator('pt-card').nth(2).waitFor();
    const all = async (is: (each: Awaited<ReturnType<typeof app.list>>[number]) => boolean) =>
      (await app.list()).every(is);

    await choose(page, press, 'Pin');
    await waitFor('all to be pinned', () => all(({ pinned }) => pinned));
    await press(page.getByRole('button', { name: en.undo }));
    await waitFor('none to be pinned', () => all(({ pinned }) => !pinned));

    await choose(page, press, 'Link to a print job');
    const jobs = page.locator('pt-job-choice-dialog');
    await jobs.getByText('The print').waitFor();
    await expectAccessible(page);
    await press(jobs.getByRole('button', { name: en.link_take_for('The print') }));
    await waitFor('all to be linked', () => all(({ linked_job_name: name }) => name === 'The print'));
    // Finished videos of one print are on one card.
    await waitFor('one card', async () => (await page.locator('pt-card').count()) === 1);

    await choose(page, press, 'Apply a preset');
    const presets = page.locator('pt-preset-choice-dialog');
    await press(presets.getByRole('button', { name: /^Apply / }).first());
    const presetsOf = () =>
      Promise.all(
        found.map(async ({ id }) => {
          const { recipe } = await app.get<{ recipe: { preset_id: string | null } }>(
            `/timelapses/${id}/recipe`,
          );
          return recipe.preset_id;
        }),
      );
    await waitFor('the preset', async () => (await presetsOf()).every((id) => id !== null));
    await press(page.getByRole('button', { name: en.undo }).last());
    await waitFor('the way back', async () => (await presetsOf()).every((id) => id === null));

    await page.route(new RegExp(`/timelapses/${found[1]!.id}/process`), (route) =>
      route.fulfill({ status: 409, json: { error: { code: 'conflict', message: 'Not now.' } } }),
    );
    await choose(page, press, en.action.render_again);
    await press(page.locator('pt-confirm-dialog').getByRole('button', { name: 'Render', exact: true }));
    const failures = page.locator('pt-failures-dialog');
    await failures.getByText('Drachenei').waitFor();
    await failures.getByText('Not now.').waitFor();
    expect(await failures.locator('li').count()).toBe(1);
    await expectAccessible(page);
    await press(failures.getByRole('button', { name: en.close }));
    expect(problems.filter((problem) => !problem.includes('409'))).toEqual([]);
  });
});
