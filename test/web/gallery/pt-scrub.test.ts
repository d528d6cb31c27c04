import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PtScrub } from '../../../web/gallery/pt-scrub.ts';
import '../../../web/gallery/pt-scrub.ts';

let scrub: PtScrub;

const point = (type: string, pointerType: string, clientX: number): void => {
  scrub.dispatchEvent(new PointerEvent(type, { pointerType, clientX, pointerId: 1, bubbles: true }));
};
const sheet = (): HTMLImageElement | null => scrub.shadowRoot!.querySelector('img');

beforeEach(async () => {
  vi.useFakeTimers();
  scrub = document.createElement('pt-scrub');
  scrub.src = './sheet';
  scrub.setPointerCapture = () => {};
  scrub.getBoundingClientRect = () => ({ left: 0, width: 100 }) as DOMRect;
  document.body.append(scrub);
  await scrub.updateComplete;
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe('scrubbing', () => {
  it('asks for the sheet only once a mouse rests on the card', async () => {
    point('pointerenter', 'mouse', 5);
    await scrub.updateComplete;
    expect(sheet()).toBeNull();
    point('pointerleave', 'mouse', 5);
    vi.advanceTimersByTime(500);
    await scrub.updateComplete;
    expect(sheet()).toBeNull();
    point('pointerenter', 'mouse', 5);
    vi.advanceTimersByTime(500);
    await scrub.updateComplete;
    expect(sheet()?.getAttribute('src')).toBe('./sheet');
  });

  it('begins with a finger that slides sideways, and keeps its end from being a click', async () => {
    const clicks = vi.fn();
    document.body.addEventListener('click', clicks);
    point('pointerdown', 'touch', 50);
    point('pointermove', 'touch', 54);
    await scrub.updateComplete;
    expect(sheet()).toBeNull();
    point('pointermove', 'touch', 75);
    await scrub.updateComplete;
    expect(sheet()?.style.transform).toBe('translate(-50%, -66.66666666666666%)');
    point('pointerup', 'touch', 75);
    scrub.click();
    expect(clicks).not.toHaveBeenCalled();
  });

  it('leaves a touch that does not slide alone', () => {
    const clicks = vi.fn();
    document.body.addEventListener('click', clicks, { once: true });
    point('pointerdown', 'touch', 50);
    point('pointerup', 'touch', 50);
    scrub.click();
    expect(clicks).toHaveBeenCalledOnce();
  });
});
