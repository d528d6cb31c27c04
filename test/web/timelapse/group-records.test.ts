import { describe, expect, it } from 'vitest';
import { videosOfPrint } from '../../../web/player/videos-of-print.ts';
import { groupRecords } from '../../../web/timelapse/group-records.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';

const pictures = makeTimelapse({ id: 'pictures', job_id: 'print', created_at: '2026-03-01T10:00:00.000Z' });
const printed = makeTimelapse({ id: 'printed', job_id: 'print', origin: 'video' });
const other = makeTimelapse({ id: 'other', job_id: 'another' });
const alone = makeTimelapse({ id: 'alone' });

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('cards', () => {
  it('show the finished videos of one print together, where the first is, those of pictures first', () => {
    const { cards, groups } = groupRecords([alone, printed, other, pictures]);
    expect(ids(cards)).toEqual(['alone', 'pictures', 'other']);
    expect([...groups].map(([id, videos]) => [id, ids(videos)])).toEqual([
      ['pictures', ['pictures', 'printed']],
    ]);
  });

  it('hide nothing that is not done', () => {
    for (const change of [
      { status: 'failed' as const },
      { status: 'processing' as const },
      { video_exists: false },
    ]) {
      const { cards, groups } = groupRecords([pictures, { ...printed, ...change }]);
      expect(ids(cards)).toEqual(['pictures', 'printed']);
      expect(groups.size).toBe(0);
    }
    expect(groupRecords([makeFolder({ id: 'a' }), makeFolder({ id: 'b' })]).cards).toHaveLength(2);
  });

  it('take in several cameras of a print, the oldest first', () => {
    const second = makeTimelapse({ id: 'second', job_id: 'print', created_at: '2026-03-01T10:00:01.000Z' });
    expect(ids(groupRecords([second, printed, pictures]).groups.get('pictures')!)).toEqual([
      'pictures',
      'second',
      'printed',
    ]);
  });
});

describe('the player', () => {
  it('knows the other videos of a print, from each of them', () => {
    const all = [alone, printed, other, pictures];
    expect(ids(videosOfPrint(printed, all))).toEqual(['pictures', 'printed']);
    expect(ids(videosOfPrint(pictures, all))).toEqual(['pictures', 'printed']);
    expect(videosOfPrint(other, all)).toEqual([]);
    expect(videosOfPrint(alone, all)).toEqual([]);
  });
});
