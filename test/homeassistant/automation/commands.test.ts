import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/homeassistant/automation/command.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { engine } from '../../helpers/start-app.ts';
import { type Mirrored, startMirrored } from '../../helpers/start-mirrored.ts';
import { waitFor } from '../../helpers/wait-for.ts';

/** Sends a command as an automation does. @returns its answer */
async function command({ core }: Mirrored, data: unknown): Promise<Record<string, unknown>> {
  const before = core.eventsOf('timelapse.command_result').length;
  await waitFor('the app to listen', () => core.listeners('timelapse.command') === 1);
  core.fire('timelapse.command', data as object);
  return waitFor('the answer', () => core.eventsOf('timelapse.command_result')[before]);
}

describe('commands of automations', () => {
  it('process, pin, unpin and delete a timelapse, by folder or id', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    const asked = { action: 'process', folder_name: 'Benchy', request_id: 'evening' };
    expect(await command(house, asked)).toEqual({
      action: 'process',
      id,
      folder_name: 'Benchy',
      ok: true,
      code: 'done',
      message: '"Benchy" is now first in the queue.',
      remedy: null,
      request: asked,
    });
    await house.app.waitForCompleted('Benchy');
    for (const [action, pinned] of [
      ['pin', true],
      ['pin', true],
      ['unpin', false],
    ] as const) {
      expect(await command(house, { action, id })).toMatchObject({ action, ok: true, id });
      expect((await house.app.one(id)).pinned).toBe(pinned);
    }
    expect(await command(house, { action: 'delete', id })).toMatchObject({ ok: true, folder_name: 'Benchy' });
    expect(await house.app.list()).toEqual([]);
  });

  it('process the next one, or answer that there is none [1.31]', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await house.app.waitForStatus('Benchy', 'discovered');
    expect(await command(house, { action: 'process_next' })).toMatchObject({
      ok: true,
      folder_name: 'Benchy',
      message: '"Benchy" is now first in the queue.',
    });
    await house.app.waitForCompleted('Benchy');
    expect(await command(house, { action: 'process_next' })).toMatchObject({
      ok: false,
      code: 'nothing_waits',
      message: 'No timelapse is waiting to start.',
    });
  });

  it('cancel a render', async () => {
    const options = { timelapse_flickerfree_path: engine('hang.sh') };
    const house = await startMirrored({ names: ['Benchy'], options });
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    await command(house, { action: 'process', id });
    await house.app.waitForStatus('Benchy', 'processing');
    expect(await command(house, { action: 'cancel', id })).toMatchObject({ ok: true });
    await house.app.waitForStatus('Benchy', 'discovered');
  });

  it('pause and resume the queue, and scan for new folders', async () => {
    const house = await startMirrored({ options: { timelapse_scan_interval: 3600 } });
    expect(await command(house, { action: 'pause' })).toMatchObject({ ok: true, id: null });
    expect(await (await house.app.request('POST', '/queue/pause')).json()).toMatchObject({ paused: true });
    expect(await command(house, { action: 'resume' })).toMatchObject({ ok: true });
    await putFrames(join(house.folders.source, 'Vase'));
    expect(await command(house, { action: 'scan' })).toMatchObject({ ok: true });
    await house.app.waitForStatus('Vase', 'discovered');
  });

  it('are refused with the reason and what to do, as the API refuses them', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    await house.app.waitForStatus('Benchy', 'discovered');
    expect(await command(house, { action: 'cancel', folder_name: 'Benchy' })).toMatchObject({
      ok: false,
      code: 'wrong_status',
      message: 'Cannot cancel a timelapse that is discovered.',
    });
    expect(await command(house, { action: 'process', folder_name: 'Nothing' })).toMatchObject({
      ok: false,
      code: 'not_found',
      folder_name: 'Nothing',
      message: 'There is no timelapse of a folder "Nothing".',
    });
    expect(await command(house, { action: 'pin', id: 'nobody' })).toMatchObject({
      ok: false,
      code: 'not_found',
    });
    expect(await command(house, { action: 'dance' })).toMatchObject({
      ok: false,
      code: 'invalid_command',
      action: 'dance',
      message: expect.stringContaining('"dance"'),
      request: { action: 'dance' },
    });
  });

  it('are answered once each, in their order', async () => {
    const house = await startMirrored({ names: ['Benchy'] });
    const { id } = await house.app.waitForStatus('Benchy', 'discovered');
    await waitFor('the app to listen', () => house.core.listeners('timelapse.command') === 1);
    const actions = ['pause', 'pin', 'process', 'cancel', 'unpin', 'nonsense', 'resume'];
    const forOne = new Set(['pin', 'process', 'cancel', 'unpin']);
    for (const action of actions) {
      house.core.fire('timelapse.command', forOne.has(action) ? { action, id } : { action });
    }
    await waitFor('the last answer', () =>
      house.core.eventsOf('timelapse.command_result').some(({ action }) => action === 'resume'),
    );
    const answers = house.core.eventsOf('timelapse.command_result');
    expect(answers.map(({ action, ok }) => [action, ok])).toEqual(
      actions.map((action) => [action, action !== 'nonsense']),
    );
  });

  it('are answered without what was sent when that is too much to send back', async () => {
    const house = await startMirrored();
    const answer = await command(house, { action: 'pause', rubbish: 'x'.repeat(100_000) });
    expect(answer).toMatchObject({ ok: false, code: 'invalid_command', request: null });
  });
});

describe('a command', () => {
  it.each<[data: unknown, words: RegExp]>([
    [undefined, /object with an "action"/],
    ['process', /object with an "action"/],
    [{}, /"action" = nothing: must be one of process, cancel/],
    [{ action: 'process' }, /"process" needs an "id" or a "folder_name"/],
    [{ action: 'process', id: '' }, /"id" = ""/],
    [{ action: 'process', id: 7 }, /"id" = 7/],
    [{ action: 'process', id: 'a', folder_name: 'b' }, /not both/],
    [{ action: 'pause', id: 'a' }, /"pause" applies to all timelapses/],
    [{ action: 'pin', id: 'a', delete_source: true }, /only allowed with "delete"/],
    [{ action: 'delete', id: 'a', delete_source: 'yes' }, /"delete_source" = "yes"/],
    [{ action: 'pause', folder: 'a' }, /folder/],
  ])('%j is none, and why', (data, words) => {
    const parsed = parseCommand(data);
    expect('problem' in parsed && parsed.problem).toMatch(/^The command is not valid: .+\.$/);
    expect('problem' in parsed && parsed.problem).toMatch(words);
  });
});
