import { describe, expect, it } from 'vitest';
import { pageLink, timelapseLink } from '../../../web/page/page-link.ts';

describe('a link to a timelapse', () => {
  it.each([
    [
      'its own page stand-alone',
      'http://host:8099/?x#/settings',
      null,
      'http://host:8099/?x#/timelapses/a%2Fb',
    ],
    [
      "Home Assistant's panel inside it",
      'https://ha/api/hassio_ingress/token/#/',
      'https://ha/app/local_timelapse/timelapses/other?x=1',
      'https://ha/app/local_timelapse/timelapses/a%2Fb',
    ],
    [
      'the panel of older versions',
      'https://ha/api/hassio_ingress/token/',
      'https://ha/hassio/ingress/local_timelapse',
      'https://ha/hassio/ingress/local_timelapse/timelapses/a%2Fb',
    ],
    ['its own page within any other page', 'https://x/y/#/', 'https://x/', 'https://x/y/#/timelapses/a%2Fb'],
  ])('leads to %s', (_name, here, around, link) => expect(timelapseLink('a/b', here, around)).toBe(link));
});

describe('the address of a filter', () => {
  const hash = '#/?status=failed&q=a%26b';

  it('is in the path of the panel, which is all that Home Assistant hands on', () => {
    const link = pageLink(hash, 'https://ha/x/', 'https://ha/app/local_timelapse');
    const path = new URL(link).pathname.replace('/app/local_timelapse', '');
    expect(path).not.toContain('?');
    expect(decodeURIComponent(path)).toBe('/?status=failed&q=a%26b');
  });

  it('stays as it is stand-alone, and the gallery has none', () => {
    expect(pageLink(hash, 'http://host:8099/#/settings', null)).toBe(`http://host:8099/${hash}`);
    expect(pageLink('#/', 'https://ha/x/', 'https://ha/app/local_timelapse')).toBe(
      'https://ha/app/local_timelapse',
    );
  });
});
