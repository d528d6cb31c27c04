import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../web/api/address.ts';
import { FIRST_PAGE } from '../../../web/api/first-page.ts';
import html from '../../../web/index.html?raw';

describe('the address of an endpoint', () => {
  it('lies below the page, whatever prefix that has [2.2]', () => {
    expect(addressOf('getStats', {})).toBe('./api/v1/timelapses/stats');
  });

  it.each([
    ['a/b', 'a%2Fb'],
    ['?x=1#y', '%3Fx%3D1%23y'],
    ['Übung 1', '%C3%9Cbung%201'],
    ['{id}', '%7Bid%7D'],
    ['$&', '%24%26'],
  ])('holds any id: %s [2.2]', (id, written) => {
    expect(addressOf('getFrame', { params: { id, n: 'latest' } })).toBe(
      `./api/v1/timelapses/${written}/frames/latest`,
    );
  });

  it.each([
    [{}, ''],
    [{ limit: 5, pinned: true }, '?limit=5&pinned=true'],
    [{ pinned: false, q: undefined }, '?pinned=false'],
    [{ q: 'a&b=c +', offset: 0 }, '?q=a%26b%3Dc+%2B&offset=0'],
    [{ status: ['failed', 'pending'] as const }, '?status=failed&status=pending'],
    [{ status: [] }, ''],
  ])('has a query as the server reads it: %j [2.2]', (query, written) => {
    expect(addressOf('listTimelapses', { query: query as object })).toBe(`./api/v1/timelapses${written}`);
  });

  it('that the document asks for ahead is the one of the first page [2.2]', () => {
    const [, ahead] = /rel="preload" href="([^"]+)"/.exec(html) ?? [];
    expect(ahead?.replaceAll('&amp;', '&')).toBe(addressOf('listTimelapses', { query: FIRST_PAGE }));
  });
});
