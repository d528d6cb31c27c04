import { afterEach, describe, expect, it } from 'vitest';
import type { WireQueue } from '../../../web/contract.ts';
import type { Rendering } from '../../../web/gallery/pt-queue-banner.ts';
import '../../../web/gallery/pt-queue-banner.ts';
import { makeFolder } from '../make-timelapse.ts';
import { en } from '../../../web/i18n/en.ts';

const IDLE: WireQueue = {
  paused: false,
  waiting_for: null,
  processing_id: null,
  processing_ids: [],
  pending_ids: [],
};

/** One that renders. */
const VASE = makeFolder({ id: 'a', status: 'processing', title: 'Vase', current_step: 'encoding' });

async function text(queue: Partial<WireQueue>, rendering: Rendering[] = []) {
  const banner = document.createElement('pt-queue-banner');
  Object.assign(banner, { queue: { ...IDLE, ...queue }, rendering });
  document.body.append(banner);
  await banner.updateComplete;
  const said = banner.shadowRoot!.querySelector('.text')!.textContent;
  return said.replace(/\s+/g, ' ').trim();
}

afterEach(() => document.body.replaceChildren());

describe('the banner of the queue', () => {
  it.each([
    ['idle', {}, en.queue_empty],
    ['about to start', { pending_ids: ['a'] }, en.queue_soon],
    ['paused', { paused: true, pending_ids: ['a'] }, en.queue_paused],
    [
      'held by a print',
      { waiting_for: 'Prusa MK4', pending_ids: ['a'] },
      `${en.queue_printing} ${en.queue_printing_help('Prusa MK4')}`,
    ],
    ['idle during a print', { waiting_for: 'Prusa MK4' }, en.queue_empty],
    [
      'paused during a print',
      { paused: true, waiting_for: 'Prusa MK4', pending_ids: ['a'] },
      en.queue_paused,
    ],
  ])('says when it is %s', async (_name, queue, said) => expect(await text(queue)).toContain(said));

  it('names what is rendered, whatever waits', async () => {
    const queue = { processing_id: 'a', pending_ids: ['b'], waiting_for: 'Prusa MK4' };
    expect(await text(queue, [{ timelapse: VASE, progress: null }])).toMatch(/^Vase Encoding/);
  });

  it('names all that is rendered, each with its own progress [2.2]', async () => {
    const cup = makeFolder({ id: 'b', status: 'processing', title: 'Cup', progress_percent: 70 });
    const progress = {
      id: 'a',
      current_step: 'measuring',
      progress_percent: 40,
      frames_done: 1,
      frames_total: 2,
      eta_at: null,
    };
    const rendering = [
      { timelapse: VASE, progress },
      { timelapse: cup, progress: null },
    ];
    expect(await text({}, rendering)).toMatch(/^Vase Measuring.* Cup Starting/);
    const bars = document.querySelector('pt-queue-banner')!.shadowRoot!.querySelectorAll('pt-progress');
    expect([...bars].map(({ value, label }) => [label, value])).toEqual([
      ['Progress of Vase', 40],
      ['Progress of Cup', 70],
    ]);
  });
});
