import { describe, expect, it } from 'vitest';
import { filterRecords } from '../../../web/timelapse/filter-records.ts';
import { type GalleryFilter, NO_FILTER } from '../../../web/state/route.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';

const NOW = Date.parse('2026-03-10T00:00:00.000Z');

const records = [
  makeTimelapse({
    id: 'a',
    folder_name: 'part 10',
    created_at: '2026-03-01T00:00:00.000Z',
    file_size_bytes: 5,
  }),
  makeTimelapse({
    id: 'b',
    folder_name: 'part 2',
    created_at: '2026-03-03T00:00:00.000Z',
    pinned: true,
    printer: 'MK4',
    processing_completed_at: '2026-03-05T00:00:00.000Z',
  }),
  makeFolder({
    id: 'c',
    title: 'Ärmel',
    created_at: '2026-03-02T00:00:00.000Z',
    job_id: 'j',
    linked_job_name: 'sleeve.gcode',
  }),
];
const ids = (filter: Partial<GalleryFilter>): string =>
  filterRecords(records, { ...NO_FILTER, ...filter }, NOW)
    .map(({ id }) => id)
    .join('');

describe('the records shown', () => {
  it('are all, newest first, without a filter', () => expect(ids({})).toBe('bca'));

  it.each([
    [{ status: 'discovered' }, 'c'],
    [{ pinned: true }, 'b'],
    [{ linked: true }, 'c'],
    [{ linked: false }, 'ba'],
    [{ printer: 'MK4' }, 'b'],
    [{ age: 'week' }, 'b'],
    [{ age: 'month' }, 'bca'],
    [{ age: 'older' }, ''],
    [{ text: 'PART' }, 'ba'],
    [{ text: 'part mk4' }, 'b'],
    [{ text: 'sleeve' }, 'c'],
    [{ text: 'ärm' }, 'c'],
    [{ text: 'nothing' }, ''],
    [{ sort: 'created' }, 'acb'],
    [{ sort: 'name' }, 'cba'],
    [{ sort: '-size' }, 'bac'],
  ] satisfies [Partial<GalleryFilter>, string][])('for %o are "%s"', (filter, expected) =>
    expect(ids(filter)).toBe(expected),
  );
});
