import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WireStatistics } from '../../../web/contract.ts';
import { setLanguage } from '../../../web/i18n/language.ts';
import type { Page } from '../../../web/page/page.ts';
import { median, placeByTime, stack } from '../../../web/statistics/chart-shapes.ts';
import '../../../web/statistics/pt-statistics.ts';

const NONE = {
  ...{ prints: 0, completed: 0, failed: 0, cancelled: 0, print_seconds: 0 },
  ...{ videos: 0, video_seconds: 0 },
};
const SOME = {
  ...NONE,
  prints: 4,
  completed: 2,
  failed: 1,
  print_seconds: 7200,
  videos: 3,
  video_seconds: 60,
};
const READ: WireStatistics = {
  total: { ...SOME, pictures: 1200 },
  printers: [{ printer: 'X1C', ...SOME }],
  months: [
    { month: '2030-01', ...NONE },
    { month: '2030-02', ...SOME },
  ],
  renders: [1, 3].map((seconds) => ({
    ended_at: `2030-02-0${seconds}T10:00:00Z`,
    seconds_per_picture: seconds,
    pictures: 10,
  })),
  storage: [10, 20].map((bytes) => ({ at: `2030-02-${bytes}T10:00:00Z`, used_bytes: bytes * 1e9 })),
  free_bytes: 5e9,
  days_until_full: 12.4,
  watched: [{ timelapse_id: 'one', title: 'Benchy', count: 2 }],
};

async function show(answer: WireStatistics, tag = 'en'): Promise<string> {
  await setLanguage(tag);
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.resolve(Response.json(answer))),
  );
  const page = { timelapses: { records: { state: { byId: new Map() } } } } as unknown as Page;
  const element = Object.assign(document.createElement('pt-statistics'), { page });
  document.body.append(element);
  await vi.waitFor(() => expect(element.shadowRoot!.querySelector('h2, pt-empty')).not.toBeNull());
  return element.shadowRoot!.textContent.replaceAll(/\s+/g, ' ');
}

afterEach(async () => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
  await setLanguage('en');
});

describe('the statistics', () => {
  it('say in words what the pictures show', async () => {
    const text = await show(READ);
    for (const part of ['67%', '4 prints · 2 hr', 'Feb 2030: 4 prints, 2 of them succeeded', '2 times'])
      expect(text).toContain(part);
    expect(text).toContain('full in about 12 days');
    expect(text).toContain('less than 2 s');
  });

  it('are told in German too', async () => {
    const text = await show(READ, 'de');
    for (const part of ['Gelungen', '4 Drucke', 'voll in etwa 12 Tagen', '2-mal'])
      expect(text).toContain(part);
  });

  it('leave out what there is nothing of', async () => {
    const text = await show({
      ...READ,
      total: { ...READ.total, prints: 0 },
      printers: [],
      watched: [],
      renders: [],
    });
    for (const part of ['Prints by month', 'Printers', 'Watched', 'Time to make'])
      expect(text).not.toContain(part);
  });
});

describe('a chart', () => {
  it('stacks the parts of a bar on each other', () => {
    expect(stack([2, 1, 0], 4)).toEqual([
      { from: 0, to: 0.5 },
      { from: 0.5, to: 0.75 },
      { from: 0.75, to: 0.75 },
    ]);
    expect(stack([0], 0)).toEqual([{ from: 0, to: 0 }]);
  });

  it('places values by time, from zero', () => {
    const points = [
      { at: 10, value: 1 },
      { at: 30, value: 2 },
    ];
    expect(placeByTime(points)).toEqual([
      { x: 0, y: 0.5 },
      { x: 1, y: 1 },
    ]);
    expect(placeByTime([{ at: 10, value: 0 }])).toEqual([{ x: 0.5, y: 0 }]);
  });

  it('knows the middle', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
