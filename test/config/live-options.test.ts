import { describe, expect, it } from 'vitest';
import { createLiveOptions } from '../../src/config/live-options.ts';
import { optionsSchema } from '../../src/shared/options.ts';

describe('live options', () => {
  it('are the new ones at once, and tell everyone who asked of the change', () => {
    const first = optionsSchema.parse({});
    const second = optionsSchema.parse({ min_frames: 9 });
    const live = createLiveOptions(first);
    const told: unknown[] = [];
    const undo = live.onChange((next, before) =>
      told.push([before.min_frames, next.min_frames, live.current]),
    );
    live.replace(second);
    undo();
    live.replace(first);
    expect(live.current).toBe(first);
    expect(told).toEqual([[2, 9, second]]);
  });
});
