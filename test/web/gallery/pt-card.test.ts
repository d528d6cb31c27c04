import { afterEach, describe, expect, it } from 'vitest';
import type { WireProgress, WireTimelapse } from '../../../web/contract.ts';
import type { ActionRequest, PtCard } from '../../../web/gallery/pt-card.ts';
import '../../../web/gallery/pt-card.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';
import { en } from '../../../web/i18n/en.ts';

async function show(timelapse: WireTimelapse, more: Partial<PtCard> = {}): Promise<PtCard> {
  const card = document.createElement('pt-card');
  Object.assign(card, { timelapse, ...more });
  document.body.append(card);
  await card.updateComplete;
  return card;
}

const text = (card: PtCard): string =>
  card.shadowRoot!.querySelector('pt-card-state')!.shadowRoot!.textContent.replace(/\s+/g, ' ').trim();

afterEach(() => document.body.replaceChildren());

describe('a card', () => {
  it('has id and status for all to see, and follows the record in place', async () => {
    const card = await show(makeFolder({ id: 'x' }));
    expect(card.dataset).toMatchObject({ id: 'x', status: 'discovered' });
    const title = card.shadowRoot!.querySelector('#title');
    card.timelapse = makeTimelapse({ id: 'x', title: 'My print' });
    await card.updateComplete;
    expect(card.dataset.status).toBe('completed');
    expect(card.shadowRoot!.querySelector('#title')).toBe(title);
    expect(title?.textContent).toBe('My print');
  });

  it('asks for a poster only when there is a video', async () => {
    const card = await show(makeFolder());
    expect(card.shadowRoot!.querySelector('.poster-button')).toBeNull();
    card.timelapse = makeTimelapse();
    await card.updateComplete;
    expect(card.shadowRoot!.querySelector('pt-poster')?.src).toContain('/poster?v=');
  });

  it('says what goes on, by status', async () => {
    expect(text(await show(makeFolder()))).toContain(en.starts_by_hand);
    expect(text(await show(makeFolder({ capture_id: 'c' })))).toContain(en.is_captured);
    expect(text(await show(makeFolder({ status: 'pending' }), { place: 2 }))).toContain(en.queue_place('2'));
    expect(text(await show(makeFolder({ status: 'pending' }), { place: 1, paused: true }))).toContain(
      en.queue_held,
    );
    const again = makeFolder({ status: 'pending', retry_count: 1, error_code: 'stalled' });
    expect(text(await show(again))).toContain(en.second_try(en.failure.stalled.reason));
    expect(text(await show(makeFolder({ status: 'failed', error_code: 'disk_full' })))).toContain(
      `${en.failure.disk_full.reason} ${en.failure.disk_full.remedy}`,
    );
    expect(text(await show(makeTimelapse({ dropped_frames: 7 })))).toContain(en.dropped(7, '7'));
    const left = { frames_left_out: 30, many_left_out: true, dropped_frames: 7 };
    expect(text(await show(makeTimelapse(left)))).toContain(en.many_left_out(30, '30'));
    expect(text(await show(makeTimelapse({ frames_left_out: 30 })))).not.toContain('left out');
    expect(text(await show(makeTimelapse({ video_exists: false })))).toContain(en.video_missing);
  });

  it('shows the progress of its render', async () => {
    const progress = {
      id: 'one',
      progress_percent: 42.9,
      current_step: 'encoding',
      eta_at: null,
    } as WireProgress;
    expect(text(await show(makeFolder({ status: 'processing' }), { progress }))).toContain(
      `${en.step.encoding} ${en.percent('42')}`,
    );
  });

  it('asks upward for what its buttons name', async () => {
    const card = await show(makeTimelapse({ id: 'x' }));
    const asked: ActionRequest[] = [];
    document.body.addEventListener(
      'pt-action',
      (event) => asked.push((event as CustomEvent<ActionRequest>).detail),
      {
        once: true,
      },
    );
    card.shadowRoot!.querySelector<HTMLButtonElement>('button[data-action=pin]')!.click();
    expect(asked).toEqual([{ action: 'pin', id: 'x' }]);
  });

  it('names its title in every button', async () => {
    const card = await show(makeTimelapse({ folder_name: 'Benchy' }));
    const labels = [...card.shadowRoot!.querySelectorAll('button, a')].map((button) =>
      button.getAttribute('aria-label'),
    );
    expect(labels).toEqual(['Watch Benchy', 'Play: Benchy', 'Pin: Benchy', 'Download: Benchy']);
  });
});
