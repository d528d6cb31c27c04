import { expect, it } from 'vitest';
import { countRecords } from '../../../web/timelapse/count-records.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';

it('counts what each filter would show', () => {
  const counts = countRecords([
    makeTimelapse({ id: 'a', pinned: true, printer: 'MK4' }),
    makeTimelapse({ id: 'b', job_id: 'j', printer: 'MK4' }),
    makeFolder({ id: 'c', pinned: true, printer: 'P1S' }),
    makeTimelapse({ id: 'd', status: 'failed' }),
  ]);
  expect(counts).toEqual({
    all: 4,
    status: { discovered: 1, pending: 0, processing: 0, completed: 2, failed: 1 },
    pinned: 2,
    linked: 1,
    printers: new Set(['MK4', 'P1S']),
  });
});

it('counts nothing where nothing is', () => {
  expect(countRecords([])).toMatchObject({ all: 0, pinned: 0, linked: 0, printers: new Set() });
});
