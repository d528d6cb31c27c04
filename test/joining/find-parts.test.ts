import { describe, expect, it } from 'vitest';
import { findParts } from '../../src/joining/find-parts.ts';
import type { PrintJob } from '../../src/print-jobs/print-job.ts';
import type { Timelapse } from '../../src/timelapses/timelapse.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.UTC(2026, 10, 28, 9);

/** A print from nine to noon. */
const JOB: PrintJob = {
  id: 'owl',
  source: 'home_assistant',
  externalId: null,
  name: 'Owl',
  fileName: 'Owl.gcode',
  printer: 'MK4',
  status: 'completed',
  startedAt: NINE,
  endedAt: NINE + 3 * HOUR,
  createdAt: NINE,
  updatedAt: NINE,
};

/** A folder of pictures that were taken between two minutes after nine. */
function folder(folderName: string, from: number, to: number, more: Partial<Timelapse> = {}): Timelapse {
  const first = NINE + from * MINUTE;
  return {
    folderName,
    sample: [['1.jpg', first, 1]],
    lastFrameAt: NINE + to * MINUTE,
    status: 'completed',
    superseded: false,
    sourceMissing: false,
    jobId: null,
    linkSource: null,
    captureId: null,
    ...more,
  } as unknown as Timelapse;
}

const LINKED = { jobId: 'owl', linkSource: 'auto' } as const;
const ONE = folder('owl_gcode_2026-11-28_10-00', 0, 60, LINKED);

const found = (...others: Timelapse[]) =>
  findParts([JOB], [ONE, ...others]).map(({ parts }) => parts.map((part) => part.folderName));

describe('folders of one print [1.28]', () => {
  it('are those of its name within its time, in the order of time', () => {
    const three = folder('owl_gcode_2026-11-28_11-30', 130, 170);
    const two = folder('Owl 2026-11-28 11-00', 61, 120, { jobId: 'owl', linkSource: 'manual' });
    expect(found(three, two)).toEqual([[ONE, two, three].map(({ folderName }) => folderName)]);
  });

  it.each<[string, Timelapse]>([
    ['of another name', folder('vase_2026-11-28_11-00', 61, 120)],
    ['of another time', folder('owl_2026-11-28_19-00', 600, 660)],
    ['that overlaps', folder('owl_2026-11-28_10-30', 30, 90)],
    ['that waits for its video', folder('owl_2026-11-28_11-00', 61, 120, { status: 'pending' })],
    ['whose pictures are gone', folder('owl_2026-11-28_11-00', 61, 120, { sourceMissing: true })],
    ['of another print', folder('owl_2026-11-28_11-00', 61, 120, { jobId: 'vase', linkSource: 'auto' })],
    ['that the user gave to no print', folder('owl_2026-11-28_11-00', 61, 120, { linkSource: 'manual' })],
  ])('are none with one %s', (_, other) => {
    expect(found(other)).toEqual([]);
  });

  it('are none before the print has ended, or where none is linked to it', () => {
    const two = folder('owl_2026-11-28_11-00', 61, 120);
    expect(findParts([{ ...JOB, endedAt: null }], [ONE, two])).toEqual([]);
    expect(findParts([JOB], [{ ...ONE, jobId: null, linkSource: null }, two])).toEqual([]);
  });
});
