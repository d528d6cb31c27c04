import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../../web/player/pt-flicker.ts';
import type { WireTimelapse } from '../../../web/contract.ts';
import { makeTimelapse } from '../make-timelapse.ts';

const CURVE = { frames: [100, 110, 90], video: [100, 100, 101] };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

/** Answers with a status, and remembers what was asked for. */
function answerWith(status: number): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return new Response(JSON.stringify(status === 200 ? CURVE : { error: {} }), { status });
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
    expect(root.querySelector('h3')?.textContent).toContain('99 % less');
    const curve = root.querySelector('pt-flicker-curve')!.shadowRoot!;
    expect(curve.querySelectorAll('path')).toHaveLength(2);
    expect(curve.querySelector('[role=img]')?.getAttribute('aria-label')).toContain(
      '90 to 110 % in the frames',
    );
  });

  it('is told in numbers alone where no curve is known, and not at all where nothing was measured', async () => {
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
