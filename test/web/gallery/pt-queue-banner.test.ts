import { afterEach, describe, expect, it } from 'vitest';
import type { WireQueue } from '../../../web/contract.ts';
import '../../../web/gallery/pt-queue-banner.ts';
import { makeFolder } from '../make-timelapse.ts';

const IDLE: WireQueue = { paused: false, waiting_for: null, processing_id: null, pending_ids: [] };

async function text(queue: Partial<WireQueue>, current = null as ReturnType<typeof makeFolder> | null) {
  const banner = document.createElement('pt-queue-banner');
  Object.assign(banner, { queue: { ...IDLE, ...queue }, current });
  document.body.append(banner);
  await banner.updateComplete;
  const said = banner.shadowRoot!.querySelector('.text')!.textContent;
  return said.replace(/\s+/g, ' ').trim();
}

afterEach(() => document.body.replaceChildren());

describe('the banner of the queue', () => {
  it.each([
    ['idle', {}, 'Nothing waits'],
    ['about to start', { pending_ids: ['a'] }, 'Starts in a moment'],
    ['paused', { paused: true, pending_ids: ['a'] }, 'The queue is paused'],
    [
      'held by a print',
      { waiting_for: 'Prusa MK4', pending_ids: ['a'] },
      'Waiting for a print to end Nothing new is started while Prusa MK4 prints.',
    ],
    ['idle during a print', { waiting_for: 'Prusa MK4' }, 'Nothing waits'],
    ['paused during a print', { paused: true, waiting_for: 'Prusa MK4', pending_ids: ['a'] }, 'is paused'],
  ])('says when it is %s', async (_name, queue, said) => expect(await text(queue)).toContain(said));

  it('names what is rendered, whatever waits', async () => {
    const current = makeFolder({ id: 'a', status: 'processing', title: 'Vase', current_step: 'encoding' });
    const queue = { processing_id: 'a', pending_ids: ['b'], waiting_for: 'Prusa MK4' };
    expect(await text(queue, current)).toMatch(/^Vase Encoding/);
  });
});
