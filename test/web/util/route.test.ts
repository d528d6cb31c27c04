import { describe, expect, it } from 'vitest';
import { formatRoute, NO_FILTER, parseRoute } from '../../../web/util/route.ts';

describe('the place in the page', () => {
  it.each(['', '#', '#/', '#/nowhere', '#/?status=burnt&sort=colour&pinned=maybe'])(
    'is the whole gallery for "%s"',
    (hash) => expect(parseRoute(hash)).toEqual({ timelapseId: null, filter: NO_FILTER }),
  );

  it('names the timelapse of a deep link', () => {
    expect(parseRoute('#/timelapses/a%20b').timelapseId).toBe('a b');
    expect(parseRoute('#/timelapses/%').timelapseId).toBe('%');
  });

  it('comes back from its own address', () => {
    const route = {
      timelapseId: 'ä/1',
      filter: { status: 'failed', pinned: true, linked: false, text: 'käse & brot', sort: '-size' },
    } as const;
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it('leaves defaults out of the address', () => {
    expect(formatRoute({ timelapseId: null, filter: NO_FILTER })).toBe('#/');
  });
});
