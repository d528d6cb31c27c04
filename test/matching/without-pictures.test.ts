import { describe, expect, it } from 'vitest';
import {
  type PicturesThatCame,
  printsWithoutPictures,
  showsPrint,
} from '../../src/matching/without-pictures.ts';
import type { PrintJob } from '../../src/print-jobs/print-job.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 10, 28, 12);

/** A print from nine to noon. */
const job = (more: Partial<PrintJob> = {}): PrintJob => ({
  id: 'owl',
  source: 'home_assistant',
  externalId: null,
  name: 'Owl',
  fileName: null,
  printer: 'MK4',
  status: 'completed',
  startedAt: NOON - 3 * HOUR,
  endedAt: NOON,
  createdAt: NOON,
  updatedAt: NOON,
  ...more,
});

describe('pictures show a print [1.29]', () => {
  const pictures = (more: Partial<PicturesThatCame>): PicturesThatCame[] => [
    { jobId: null, takenFrom: NOON + 9 * HOUR, takenTo: NOON + 9 * HOUR, foundAt: NOON + 9 * HOUR, ...more },
  ];
  it.each<[string, Partial<PicturesThatCame>, boolean]>([
    ['that were taken during it', { takenFrom: NOON - 2 * HOUR, takenTo: NOON - HOUR }, true],
    ['that were taken all around it', { takenFrom: NOON - 9 * HOUR, takenTo: NOON + HOUR }, true],
    ['that were found during it', { foundAt: NOON - HOUR }, true],
    ['that came a little later', { foundAt: NOON + 10 * MINUTE }, true],
    ['that are linked to it', { jobId: 'owl' }, true],
    ['that are linked to another', { jobId: 'vase', foundAt: NOON - HOUR }, false],
    ['of another time', {}, false],
  ])('%s', (_, more, shown) => {
    expect(showsPrint(job(), pictures(more))).toBe(shown);
  });
});

describe('a print without pictures [1.29]', () => {
  const found = (jobs: PrintJob[], more: { seen?: string[]; dismissed?: string[]; now?: number } = {}) =>
    printsWithoutPictures(jobs, {
      seen: new Set(more.seen),
      dismissed: new Set(more.dismissed),
      now: more.now ?? NOON + HOUR,
    }).map(({ id }) => id);

  it('is reported, once pictures had their time to come, for three days', () => {
    expect(found([job()], { now: NOON + MINUTE })).toEqual([]);
    expect(found([job()])).toEqual(['owl']);
    expect(found([job()], { now: NOON + 73 * HOUR })).toEqual([]);
  });

  it.each<[string, Partial<PrintJob>]>([
    ['is short', { startedAt: NOON - 9 * MINUTE }],
    ['goes on', { endedAt: null, status: 'printing' }],
    ['has no beginning', { startedAt: null }],
  ])('is none that %s', (_, more) => {
    expect(found([job(more)])).toEqual([]);
  });

  it('is none of which pictures were seen, nor one of a printer of which none are expected', () => {
    expect(found([job()], { seen: ['owl'] })).toEqual([]);
    expect(found([job()], { dismissed: ['MK4'] })).toEqual([]);
    expect(found([job({ printer: null })], { dismissed: ['MK4'] })).toEqual(['owl']);
  });

  it('is the last one of each printer only', () => {
    const earlier = job({ id: 'vase', startedAt: NOON - 9 * HOUR, endedAt: NOON - 5 * HOUR });
    const other = job({ id: 'ship', printer: 'X1C' });
    expect(found([job(), earlier, other])).toEqual(['owl', 'ship']);
    expect(found([job(), earlier], { seen: ['owl'] })).toEqual([]);
  });
});
