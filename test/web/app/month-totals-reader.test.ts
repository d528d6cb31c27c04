import { afterEach, describe, expect, it, vi } from 'vitest';
import { MonthTotalsReader } from '../../../web/app/month-totals-reader.ts';
import { type GalleryFilter, NO_FILTER } from '../../../web/state/route.ts';
import { makeTimelapse } from '../make-timelapse.ts';
import { until } from '../until.ts';

const READING = { byId: new Map(), loaded: true, complete: false, total: 5000 };
const MONTHS = [
  { month: '2026-03', count: 300 },
  { month: '2026-02', count: 200 },
  { month: '2026-01', count: 100 },
];

/** What the server is asked for, as `path query`. */
function serve(): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://here/');
    searchParams.delete('time_zone');
    const name = pathname.split('/').at(-1)!;
    asked.push(`${name} ${searchParams}`);
    return Response.json(name === 'months' ? MONTHS : [makeTimelapse({ id: searchParams.get('offset')! })]);
  });
  return asked;
}

async function follow(change: Partial<GalleryFilter> = {}): Promise<MonthTotalsReader> {
  const reader = new MonthTotalsReader();
  reader.follow(READING, { ...NO_FILTER, ...change });
  await until(() => expect(reader.totals.state.size).toBe(3));
  return reader;
}

afterEach(() => vi.unstubAllGlobals());

describe('the months of a large library', () => {
  it('are counted with the filter, and each is read from where it begins, once', async () => {
    const asked = serve();
    const reader = await follow({ pinned: true });
    expect(reader.totals.state.get('2026-02')).toBe(200);
    expect((await reader.readMonths(['2026-02', '2026-01'])).map(({ id }) => id)).toEqual(['300', '500']);
    expect(await reader.readMonths(['2026-02'])).toEqual([]);
    expect(asked).toEqual([
      'months pinned=true',
      'timelapses pinned=true&sort=-created&limit=250&offset=300',
      'timelapses pinned=true&sort=-created&limit=250&offset=500',
    ]);
  });

  it('begin elsewhere with the oldest first', async () => {
    serve();
    const reader = await follow({ sort: 'created' });
    expect((await reader.readMonths(['2026-03'])).map(({ id }) => id)).toEqual(['300']);
  });

  it('are forgotten with another filter until they are counted with it', async () => {
    const asked = serve();
    const reader = await follow();
    reader.follow(READING, { ...NO_FILTER, pinned: true });
    expect(reader.totals.state.size).toBe(0);
    expect(await reader.readMonths(['2026-02'])).toEqual([]);
    await until(() => expect(reader.totals.state.size).toBe(3));
    expect((await reader.readMonths(['2026-02'])).map(({ id }) => id)).toEqual(['300']);
    expect(asked.at(-1)).toBe('timelapses pinned=true&sort=-created&limit=250&offset=300');
  });

  it('are the same in another order, in which each is read again', async () => {
    const asked = serve();
    const reader = await follow();
    expect((await reader.readMonths(['2026-02'])).map(({ id }) => id)).toEqual(['300']);
    reader.follow(READING, { ...NO_FILTER, sort: 'created' });
    expect(reader.totals.state.size).toBe(3);
    expect((await reader.readMonths(['2026-02'])).map(({ id }) => id)).toEqual(['100']);
    expect(asked.filter((each) => each.startsWith('months'))).toHaveLength(1);
  });

  it('are not asked for where all is read, where little is to be read, or where the page alone knows the filter', async () => {
    const asked = serve();
    const reader = new MonthTotalsReader();
    reader.follow({ ...READING, complete: true }, NO_FILTER);
    reader.follow({ ...READING, total: 500 }, NO_FILTER);
    reader.follow(READING, { ...NO_FILTER, text: 'benchy' });
    expect(await reader.readMonths(['2026-03'])).toEqual([]);
    expect(asked.filter((each) => each.startsWith('months'))).toEqual([]);
  });
});
