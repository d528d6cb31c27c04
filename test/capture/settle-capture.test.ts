import { describe, expect, it } from 'vitest';
import { settlementOf } from '../../src/capture/settle-capture.ts';
import type { Status } from '../../src/shared/statuses.ts';

const timelapse = (
  status: Status,
  change: { captureId?: string | null; held?: boolean; count?: number } = {},
) => {
  const { captureId = 'own', held = false, count = 10 } = change;
  return { captureId, status, held, fingerprint: { count, newestAt: 0, lastName: '', totalBytes: 0 } };
};

describe('the folder of a capture that is over', () => {
  it.each([
    { what: 'is rendered', of: timelapse('discovered'), becomes: 'queue' },
    { what: 'with too few pictures is not', of: timelapse('discovered', { count: 1 }), becomes: 'release' },
    {
      what: 'is left to the user who starts everything',
      of: timelapse('discovered'),
      minFrames: null,
      becomes: 'release',
    },
    {
      what: 'is left to the user who cancelled it',
      of: timelapse('discovered', { held: true }),
      becomes: 'release',
    },
    { what: 'waits while it is rendered anyway', of: timelapse('processing'), becomes: 'wait' },
    { what: 'waits while it is in the queue anyway', of: timelapse('pending'), becomes: 'wait' },
    { what: 'is not rendered twice', of: timelapse('completed'), becomes: 'release' },
    {
      what: 'is none of its business when it is another',
      of: timelapse('discovered', { captureId: 'other' }),
      becomes: 'done',
    },
    {
      what: 'of a print that failed may be kept',
      of: timelapse('discovered'),
      outcome: 'keep' as const,
      becomes: 'hold',
    },
    {
      what: 'of a print that failed may go',
      of: timelapse('discovered'),
      outcome: 'delete' as const,
      becomes: 'delete',
    },
    {
      what: 'never goes once it is a video',
      of: timelapse('completed'),
      outcome: 'delete' as const,
      becomes: 'release',
    },
    { what: 'was settled before', of: timelapse('completed', { captureId: null }), becomes: 'done' },
    { what: 'may be gone', of: null, becomes: 'done' },
  ])('$what', ({ of, minFrames = 2, outcome = 'render' as const, becomes }) => {
    expect(settlementOf({ captureId: 'own', timelapse: of, minFrames, outcome })).toBe(becomes);
  });
});
