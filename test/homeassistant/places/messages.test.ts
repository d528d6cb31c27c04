import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { putFrames } from '../../fixtures/make-frames.ts';
import { engine } from '../../helpers/start-app.ts';
import { type Mirrored, type MirroredSpec, startMirrored } from '../../helpers/start-mirrored.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const PHONE = 'notify.mobile_app_pixel_9';
const OPTIONS = { timelapse_flickerfree_path: engine('reporting.sh'), notify: [PHONE] };

function startHouse(spec: MirroredSpec = {}): Promise<Mirrored> {
  return startMirrored({
    names: ['Benchy'],
    ...spec,
    options: { ...OPTIONS, ...spec.options },
    prepare: (core, supervisor, media) => {
      core.services = { notify: { mobile_app_pixel_9: {}, mail: {} } };
      spec.prepare?.(core, supervisor, media);
    },
  });
}

async function render({ app }: Mirrored, name: string): Promise<string> {
  const { id } = await app.waitForStatus(name, 'discovered');
  await app.request('POST', `/timelapses/${id}/process`);
  return id;
}

function sent({ core }: Mirrored): Record<string, unknown>[] {
  return core.calls.filter(({ domain }) => domain === 'notify').map(({ service_data: data }) => data!);
}

function waitForSent(house: Mirrored, count: number): Promise<Record<string, unknown>[]> {
  return waitFor(`${count} messages`, () => (sent(house).length >= count ? sent(house) : null));
}

describe('messages after each video', () => {
  it('go to everybody who is to get them, once', async () => {
    const house = await startHouse({ options: { notify: [PHONE, 'notify.mail', PHONE] } });
    const id = await render(house, 'Benchy');
    const messages = await waitForSent(house, 2);
    expect(messages).toEqual([
      {
        title: 'Timelapse ready',
        message: expect.stringContaining('Benchy'),
        data: expect.objectContaining({ tag: `timelapse-${id}` }),
      },
      { title: 'Timelapse ready', message: expect.stringContaining('Benchy') },
    ]);
    await house.app.stop();
    await house.start();
    await putFrames(join(house.folders.source, 'Vase'));
    await house.app.scan();
    await render(house, 'Vase');
    await waitForSent(house, 4);
    expect(sent(house).filter(({ message }) => String(message).includes('Benchy'))).toHaveLength(2);
  });

  it('say why there is none, with a button to try again', async () => {
    const house = await startHouse({ options: { timelapse_flickerfree_path: engine('fail.sh') } });
    const id = await render(house, 'Benchy');
    await house.app.waitForStatus('Benchy', 'failed');
    const [message] = await waitForSent(house, 1);
    expect(message).toMatchObject({
      title: 'Timelapse failed',
      message: expect.stringMatching(/^Benchy: .{10,}\.$/),
      data: { actions: [{ action: `PRINTERNIZER_RETRY_${id}`, title: 'Try again' }, { action: 'URI' }] },
    });
  });

  it('wait for Home Assistant, and come when it is back', async () => {
    const house = await startHouse();
    const { core, app, clock } = house;
    await core.stop();
    await render(house, 'Benchy');
    await app.waitForCompleted('Benchy');
    await app.stop();
    await core.start();
    await house.start();
    await waitFor('the message', () => {
      clock.advance(1000);
      return sent(house).length === 1;
    });
  });

  it('are tried again with pauses, and given up with a notice', async () => {
    const house = await startHouse();
    const { core, app, clock } = house;
    core.failing.set(PHONE, 'Phone is unknown.');
    await render(house, 'Benchy');
    const tried = (count: number) => waitFor(`try ${count}`, () => sent(house).length === count);
    await tried(1);
    for (const [i, pause] of [30, 120, 600, 1800].entries()) {
      let polls = 0;
      await waitFor(`try ${i + 2}`, () => {
        // Not faster than a ping on the loopback is answered.
        if (polls % 20 === 0) clock.advance(pause * 1000);
        polls += 1;
        return sent(house).length >= i + 2;
      });
    }
    const notice = await waitFor('the notice', async () => {
      const { notices } = await app.get<{ notices: { code: string }[] }>('/health');
      return notices.find(({ code }) => code === 'not_sent');
    });
    expect(notice).toMatchObject({ message: `"Benchy" was not sent to ${PHONE}: Phone is unknown.` });
    expect(sent(house)).toHaveLength(5);
    core.failing.clear();
    await putFrames(join(house.folders.source, 'Vase'));
    await app.scan();
    await render(house, 'Vase');
    await tried(6);
  });
});
