import { describe, expect, it } from 'vitest';
import { marksOf } from '../../src/timelapses/frame-marks.ts';
import { makeSnapshot } from '../helpers/make-record.ts';
import { openTestDatabase } from '../helpers/open-database.ts';
import { createStores } from '../helpers/timelapse-stores.ts';

describe('a thousand folders found at once', () => {
  it('are all taken in, with their frames [1.7]', async () => {
    const { folderStore, reads } = createStores(await openTestDatabase());
    const rows = Array.from({ length: 1001 }, (_, index) => ({
      snapshot: makeSnapshot({ folderName: `folder ${index}` }),
      confirmedAt: null,
      frames: marksOf([['frame_0001.jpg', 1000, 100]]),
    }));
    expect(await folderStore.insertDiscovered(rows, 1000)).toHaveLength(1001);
    const { total } = await reads.list({ sort: 'name', descending: false, limit: 1, offset: 0 });
    expect(total).toBe(1001);
  });
});
