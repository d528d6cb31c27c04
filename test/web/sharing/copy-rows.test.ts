import { describe, expect, it } from 'vitest';
import { SHARE_PRESETS, type WireShare } from '../../../web/contract.ts';
import { copyRows, expectedBytes, PRESET_NAMES } from '../../../web/sharing/copy-rows.ts';
import { makeShare } from '../make-share.ts';

const idsOf = (rows: ReturnType<typeof copyRows>) => rows.map(({ preset, share }) => [preset, share?.id]);

describe('the rows of the sheet', () => {
  it('are the presets where there is no copy yet', () => {
    expect(idsOf(copyRows([], false))).toEqual(PRESET_NAMES.map((name) => [name, undefined]));
  });

  it('have each copy where it belongs, and what nothing fits at the end', () => {
    const shares = [
      makeShare({ id: 'chat' }),
      makeShare({ id: 'gif', kind: 'gif', max_seconds: 10 }),
      makeShare({ id: 'program', max_bytes: 123 }),
      makeShare({ id: 'crop', crop: { x: 0, y: 0, width: 0.5, height: 1 } }),
    ];
    expect(idsOf(copyRows(shares, false))).toEqual([
      ['chat', 'chat'],
      ['mail', undefined],
      ['telegram', undefined],
      ['shorts', undefined],
      ['gif', 'gif'],
      [null, 'program'],
      [null, 'crop'],
    ]);
  });

  it('have copies with title and print data where these are wanted, and only there', () => {
    const overlay: WireShare['overlay'] = {
      ...{ title: true, elapsed: true, layer: true, progress_bar: true, logo: null },
      temperatures: 'graph',
      position: 'bottom-left',
      language: 'en',
    };
    const shares = [makeShare({ id: 'plain' }), makeShare({ id: 'drawn', overlay })];
    const chosen = (isDrawn: boolean) =>
      idsOf(copyRows(shares, isDrawn)).filter(([, id]) => id !== undefined);
    expect(chosen(false)).toEqual([
      ['chat', 'plain'],
      [null, 'drawn'],
    ]);
    expect(chosen(true)).toEqual([
      ['chat', 'drawn'],
      [null, 'plain'],
    ]);
  });

  it('have the latest of several upright ones first, and the others at the end', () => {
    const upright = { aspect: '9:16', max_bytes: null, max_seconds: 60 } as const;
    const shares = [
      makeShare({ ...upright, id: 'first', crop: { x: 0, y: 0, width: 0.3, height: 1 } }),
      makeShare({ ...upright, id: 'second', crop: { x: 0.5, y: 0, width: 0.3, height: 1 } }),
    ];
    const rows = idsOf(copyRows(shares, false));
    expect(rows).toContainEqual(['shorts', 'second']);
    expect(rows.at(-1)).toEqual([null, 'first']);
  });
});

describe('the size that is expected', () => {
  const video = (bytes: number | null) => ({ file_size_bytes: bytes, width: 1920, height: 1080 });

  it.each([
    ['chat', 30_000_000, 10_000_000],
    ['chat', 4_000_000, 4_000_000],
    ['chat', null, 10_000_000],
    ['gif', 1_000_000, 10_000_000],
    ['shorts', null, null],
  ] as const)('of %s for a video of %d bytes is %d', (preset, bytes, expected) => {
    expect(expectedBytes(SHARE_PRESETS[preset], video(bytes))).toBe(expected);
  });

  it('of an upright copy is that of the part', () => {
    expect(expectedBytes(SHARE_PRESETS.shorts, video(10_000_000))).toBeCloseTo(3_164_062, -3);
  });
});
