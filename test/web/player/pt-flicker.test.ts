import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../../web/player/pt-flicker.ts';
import type { WireFlickerCurve, WireTimelapse } from '../../../web/contract.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { settled } from '../settled.ts';
import { english as en } from '../../../web/i18n/whole-dictionary.ts';

const CURVE = { frames: [100, 110, 90], video: [100, 100, 101], left_out: [], steady: null, cameras: 1 };

/** Answers with a status, and remembers what was asked for. */
function answerWith(status: number, curve: WireFlickerCurve = CURVE): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return new Response(JSON.stringify(status === 200 ? curve : { error: {} }), { status });
  });
  return asked;
}

async function show(timelapse: WireTimelapse) {
  const flicker = document.createElement('pt-flicker');
  flicker.timelapse = timelapse;
  document.body.append(flicker);
  await settled();
  return { flicker, root: flicker.shadowRoot! };
}

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

describe('the flicker of a timelapse', () => {
  it('is drawn, and said in words', async () => {
    answerWith(200);
    const { root } = await show(makeTimelapse({ flicker_before: 9.45, flicker_after: 0.01 }));
    expect(root.querySelector('h3')?.textContent).toContain(en.flicker_less('99'));
    const curve = root.querySelector('pt-flicker-curve')!.shadowRoot!;
    expect(curve.querySelectorAll('path')).toHaveLength(2);
    expect(curve.querySelector('[role=img]')?.getAttribute('aria-label')).toContain(
      '90 to 110% in the frames',
    );
  });

  it('says so where cameras took turns [3.3]', async () => {
    answerWith(200);
    const one = await show(makeTimelapse({ id: 'one' }));
    expect(one.root.querySelector('p')).toBeNull();
    answerWith(200, { ...CURVE, cameras: 2 });
    const two = await show(makeTimelapse({ id: 'two' }));
    expect(two.root.querySelector('p')?.textContent).toContain('2 cameras');
  });

  it('comes with what was left out, and why [4.4]', async () => {
    const left_out: WireFlickerCurve['left_out'] = [
      { state: 'unreadable', count: 1 },
      { state: 'black', count: 2 },
    ];
    answerWith(200, { ...CURVE, left_out });
    const { root } = await show(makeTimelapse({ id: 'left-out' }));
    expect(root.querySelector('p')?.textContent).toBe('Frames left out: 1 unreadable, 2 black.');
  });

  it('comes with how much steadier the video is, and of how many chosen pictures [4.1]', async () => {
    answerWith(200, { ...CURVE, steady: 'kept_length' });
    const movement = { frames_chosen: 118, movement_before: 5.3, movement_after: 2.8, image_count: 590 };
    const { root } = await show(makeTimelapse(movement));
    expect(root.querySelector('h3')?.textContent).toContain('Steadier: 47% less movement');
    expect(root.querySelector('p')?.textContent).toContain('118 of 590 pictures');
  });

  it('comes with why every picture was used, unless that was wanted [4.1]', async () => {
    answerWith(200, { ...CURVE, steady: 'less_than_35_percent_gain' });
    const parked = await show(makeTimelapse({ id: 'parked' }));
    expect(parked.root.querySelector('p')?.textContent).toContain('hardly make the video steadier');
    expect(parked.root.querySelector('h3')?.textContent).not.toContain('Steadier');
    answerWith(200, { ...CURVE, steady: 'off' });
    const off = await show(makeTimelapse({ id: 'off' }));
    expect(off.root.querySelector('p')).toBeNull();
  });

  it('is shown in numbers alone where no curve is known, and not at all where nothing was measured', async () => {
    answerWith(404);
    const { flicker, root } = await show(makeTimelapse());
    expect(root.querySelector('pt-flicker-curve')).toBeNull();
    expect(root.querySelector('dl')).not.toBeNull();
    flicker.timelapse = makeTimelapse({ id: 'other', flicker_before: null, flicker_after: null });
    await settled();
    expect(root.querySelector('dl')).toBeNull();
  });

  it('is asked for once a video, whatever else changes', async () => {
    const asked = answerWith(200);
    const { flicker } = await show(makeTimelapse({ id: 'a' }));
    flicker.timelapse = makeTimelapse({ id: 'a', pinned: true });
    await settled();
    flicker.timelapse = makeTimelapse({ id: 'a', processing_completed_at: '2026-04-01T00:00:00.000Z' });
    await settled();
    expect(asked).toEqual(['./api/v1/timelapses/a/flicker', './api/v1/timelapses/a/flicker']);
  });
});
