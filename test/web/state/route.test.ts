import { describe, expect, it } from 'vitest';
import { formatRoute, GALLERY, NO_FILTER, parseRoute } from '../../../web/state/route.ts';

describe('the place in the page', () => {
  it.each(['', '#', '#/', '#/nowhere', '#/jobsite', '#/?status=burnt&sort=colour&pinned=maybe'])(
    'is the whole gallery for "%s"',
    (hash) => expect(parseRoute(hash)).toEqual({ view: GALLERY, timelapseId: null, filter: NO_FILTER }),
  );

  it('names the timelapse of a deep link', () => {
    expect(parseRoute('#/timelapses/a%20b').timelapseId).toBe('a b');
    expect(parseRoute('#/timelapses/%').timelapseId).toBe('%');
  });

  it.each([
    GALLERY,
    { name: 'settings' },
    { name: 'printers' },
    { name: 'jobs', jobId: null },
    { name: 'jobs', jobId: 'ü/2' },
  ] as const)('comes back from its own address in %o', (view) => {
    const route = {
      view,
      timelapseId: 'ä/1',
      filter: {
        status: 'failed',
        pinned: true,
        linked: false,
        age: 'older',
        printer: 'MK4 & co',
        text: 'käse & brot',
        sort: '-size',
      },
    } as const;
    expect(parseRoute(formatRoute(route))).toEqual(route);
    expect(parseRoute(formatRoute({ ...route, timelapseId: null })).view).toEqual(view);
  });

  it('leaves defaults out of the address', () => {
    expect(formatRoute({ view: GALLERY, timelapseId: null, filter: NO_FILTER })).toBe('#/');
  });
});
