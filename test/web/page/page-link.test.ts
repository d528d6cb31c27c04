import { describe, expect, it } from 'vitest';
import { timelapseLink } from '../../../web/page/page-link.ts';

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
