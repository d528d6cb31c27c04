import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../../web/gallery/pt-gallery.ts';
import { sectionsOf } from '../../../web/timelapse/month-sections.ts';
import { makeTimelapse } from '../make-timelapse.ts';

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

describe('the months of the gallery', () => {
  it('are gone to where they are by then', async () => {
    const timelapses = ['2026-03', '2026-02'].map((month) =>
      makeTimelapse({ id: month, created_at: `${month}-15T12:00:00.000Z` }),
    );
    const gallery = document.createElement('pt-gallery');
    Object.assign(gallery, { timelapses, sections: sectionsOf(timelapses, new Map(), '-created') });
    document.body.append(gallery);
    await gallery.updateComplete;
    const cards = gallery.shadowRoot!.querySelector<HTMLElement>('.cards')!;
    const goneTo = vi.fn();
    vi.stubGlobal('scrollTo', goneTo);
    const goTo = (above: number): number => {
      cards.getBoundingClientRect = () => ({ top: above }) as DOMRect;
      gallery.showMonth('2026-02');
      return goneTo.mock.lastCall![1];
    };
    // A message appears above.
    expect(goTo(180) - goTo(100)).toBe(80);
  });
});
