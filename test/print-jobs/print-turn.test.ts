import { describe, expect, it } from 'vitest';
import type { PrintJob } from '../../src/print-jobs/print-job.ts';
import { printTurn } from '../../src/print-jobs/print-turn.ts';
import type { PrintJobStatus } from '../../src/shared/print-job.ts';

const job = (status: PrintJobStatus, endedAt: number | null = null): PrintJob => ({
  id: 'one',
  source: 'api',
  externalId: '1',
  name: 'Benchy',
  fileName: null,
  printer: null,
  status,
  startedAt: 1000,
  endedAt,
  createdAt: 1000,
  updatedAt: 1000,
});

describe('a print job that becomes', () => {
  it.each<[what: string, before: PrintJob | null, now: PrintJob, turn: string | null]>([
    ['known while it prints has begun', null, job('printing'), 'print.began'],
    ['known while it pauses has begun', null, job('paused'), 'print.began'],
    ['known while it waits has not', null, job('pending'), null],
    ['known after its end has only ended', null, job('completed', 2000), 'print.ended'],
    ['known with an end, whatever its status says', null, job('printing', 2000), 'print.ended'],
    ['known, and nobody understands how it is', null, job('unknown'), null],
    ['one that prints, and waited', job('pending'), job('printing'), 'print.began'],
    ['one that prints, and nobody understood', job('unknown'), job('printing'), 'print.began'],
    ['one that pauses, and printed', job('printing'), job('paused'), null],
    ['one that goes on', job('paused'), job('printing'), null],
    ['done', job('printing'), job('completed', 2000), 'print.ended'],
    ['cancelled without ever having printed', job('pending'), job('cancelled', 2000), 'print.ended'],
    ['failed instead of done', job('completed', 2000), job('failed', 2000), null],
    ['one that ended at another time', job('completed', 2000), job('completed', 3000), null],
    ['one that prints again', job('failed', 2000), job('printing'), 'print.began'],
  ])('%s', (_, before, now, turn) => expect(printTurn(before, now)).toBe(turn));
});
