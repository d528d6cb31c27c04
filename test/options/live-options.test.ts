import { describe, expect, it } from 'vitest';
import { createLiveOptions } from '../../src/options/live-options.ts';
import { optionsSchema } from '../../src/options/catalogue.ts';

describe('live options', () => {
  it('are the new ones at once, and notify everyone who subscribed', () => {
    const first = optionsSchema.parse({});
    const second = optionsSchema.parse({ min_frames: 9 });
    const live = createLiveOptions(first, () => {});
    const reported: unknown[] = [];
    const undo = live.onChange((next, before) =>
      reported.push([before.min_frames, next.min_frames, live.current]),
    );
    live.replace(second);
    undo();
    live.replace(first);
    expect(live.current).toBe(first);
    expect(reported).toEqual([[2, 9, second]]);
  });

  it('reach everyone, though a listener throws [1.25]', () => {
    const errors: unknown[] = [];
    const live = createLiveOptions(optionsSchema.parse({}), (error) => errors.push(error));
    const reported: string[] = [];
    live.onChange(() => reported.push('before'));
    live.onChange(() => {
      throw new Error('mine');
    });
    live.onChange(() => reported.push('after'));
    live.replace(optionsSchema.parse({ min_frames: 9 }));
    expect(reported).toEqual(['before', 'after']);
    expect(errors).toEqual([new Error('mine')]);
  });
});
