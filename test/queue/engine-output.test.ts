import { describe, expect, it } from 'vitest';
import { createLineSplitter } from '../../src/lib/line-splitter.ts';
import { readProgress, readReport } from '../../src/queue/engine-output.ts';

describe('a line of the bundled engine', () => {
  it('gives percent, frames and step', () => {
    expect(readProgress('progress 42.5 85/200 encoding', 999)).toEqual({
      percent: 42.5,
      framesDone: 85,
      framesTotal: 200,
      step: 'encoding',
    });
  });

  it('never gives more than 100 percent', () => {
    expect(readProgress('progress 250 1/2 measuring', 2)?.percent).toBe(100);
  });
});

describe('a line of a foreign script', () => {
  it.each([
    ['frame=   60 fps= 30 q=28.0 size=     256kB time=00:00:02.00 bitrate=1048.6kbits/s', 25, 60],
    ['frame=240', 99, 240],
    ['frame= 500 fps=0.0', 99, 240],
    ['frame=    0 fps=0.0', 0, 0],
  ])('of ffmpeg, %j, is progress of %d percent', (line, percent, framesDone) => {
    expect(readProgress(line, 240)).toEqual({ percent, framesDone, framesTotal: 240, step: 'encoding' });
  });

  it.each([
    ['Deflickering: 37% done', 37],
    ['100%', 100],
    ['[=====>    ] 52.5 %', 52.5],
    ['0%', 0],
  ])('%j is progress of %d percent', (line, percent) => {
    expect(readProgress(line, 240)).toEqual({ percent, framesDone: null, framesTotal: null, step: null });
  });

  it.each([
    '',
    'Stream #0:0: Video: h264, yuv420p, 25 fps',
    'cpu at 250%',
    'scaled by 1050%',
    'progress soon',
    'progress 10 of 20',
    '% done',
    'keyframe=12',
  ])('%j is no progress', (line) => {
    expect(readProgress(line, 240)).toBeNull();
  });

  it('of ffmpeg says nothing when the number of frames is unknown', () => {
    expect(readProgress('frame=  60 fps=30', 0)).toBeNull();
  });
});

describe('a report', () => {
  it('gives dropped frames and flicker, and is kept as it came', () => {
    const raw = {
      frames_used: 9,
      frames_dropped: [{ name: 'a.jpg', reason: 'broken' }],
      flicker_before: 4.2,
      flicker_after: 0.3,
      extra: true,
    };
    expect(readReport(`report ${JSON.stringify(raw)}`)).toEqual({
      droppedFrames: 1,
      framesLeftOut: null,
      manyLeftOut: false,
      flickerBefore: 4.2,
      flickerAfter: 0.3,
      framesChosen: null,
      movementBefore: null,
      movementAfter: null,
      raw,
    });
  });

  it('about thousands of pictures comes through whole [4.2]', () => {
    const curve = Array.from({ length: 10_000 }, (_, i) => -0.1234 - i / 10_000);
    const raw = { frames_dropped: [], flicker_before: 4.2, curve: { measured: curve, target: curve } };
    const reports: unknown[] = [];
    const splitter = createLineSplitter((line) => reports.push(readReport(line)?.raw));
    splitter.write(Buffer.from(`report ${JSON.stringify(raw)}\n`));
    expect(reports).toEqual([raw]);
  });

  it('gives how many pictures were chosen, and the movement, only where they were [4.1]', () => {
    const steady = { chosen: ['a.jpg', 'b.jpg'], movement_before: 5.32, movement_after: 2.79 };
    const read = (reported: unknown) => readReport(`report ${JSON.stringify({ steady: reported })}`);
    expect(read({ ...steady, applied: true })).toMatchObject({
      framesChosen: 2,
      movementBefore: 5.32,
      movementAfter: 2.79,
    });
    const nothing = { framesChosen: null, movementBefore: null, movementAfter: null };
    for (const reported of [{ ...steady, applied: false }, { applied: true }, 'much', null]) {
      expect(read(reported)).toMatchObject(nothing);
    }
  });

  it('gives how many pictures were left out, and whether they are many [4.2]', () => {
    const read = (leftOut: unknown) => readReport(`report ${JSON.stringify({ left_out: leftOut })}`);
    expect(read({ count: 12, many: true })).toMatchObject({ framesLeftOut: 12, manyLeftOut: true });
    expect(read({ count: 0, many: false })).toMatchObject({ framesLeftOut: 0, manyLeftOut: false });
    for (const anything of [{ count: -1, many: 'yes' }, { count: 1.5 }, 'many', null, []])
      expect(read(anything)).toMatchObject({ framesLeftOut: null, manyLeftOut: false });
  });

  it('may count the dropped frames instead of listing them', () => {
    expect(readReport('report {"frames_dropped": 3}')).toMatchObject({ droppedFrames: 3 });
  });

  it('leaves out what is missing or no number', () => {
    expect(readReport('report {"flicker_before": "much", "flicker_after": null}')).toMatchObject({
      droppedFrames: null,
      flickerBefore: null,
      flickerAfter: null,
    });
  });

  it.each(['report', 'report {', 'report {"a": }', 'report [1]', 'the report {"a": 1}', 'reporting {}'])(
    'is not in %j',
    (line) => {
      expect(readReport(line)).toBeNull();
    },
  );
});
