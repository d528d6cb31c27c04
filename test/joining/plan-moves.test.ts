import { describe, expect, it } from 'vitest';
import { planMoves } from '../../src/joining/plan-moves.ts';

const frames = (names: readonly string[]) => names.map((name) => ({ name, modifiedAt: 0 }));

/** The names that later parts get behind the frames of the first. */
const plan = (first: string[], later: string[][], others: string[] = []) =>
  planMoves({ first: frames(first), taken: [...first, ...others] }, later.map(frames))?.map((part) =>
    part.map(({ to }) => to),
  ) ?? null;

describe('the names of joined pictures [1.28]', () => {
  it('stay where they come later anyway', () => {
    const later = ['20261128_104000.jpg', '20261128_104020.jpg'];
    expect(plan(['20261128_100000.jpg', '20261128_100020.jpg'], [later])).toEqual([later]);
  });

  it('follow the last name where they begin anew, part by part', () => {
    expect(plan(['a1.jpg', 'a2.jpg'], [['a1.jpg', 'a10.jpg', 'a9.jpg'], ['a1.jpg']])).toEqual([
      ['a2_2_a1.jpg', 'a2_2_a9.jpg', 'a2_2_a10.jpg'],
      ['a2_2_a10_3_a1.jpg'],
    ]);
  });

  it('are new, also where upper and lower case are one, and beside what is no picture', () => {
    expect(plan(['a1.jpg'], [['B1.jpg']], ['b1.JPG'])).toEqual([['a1_2_B1.jpg']]);
  });

  it('are none where no name brings them into order', () => {
    expect(plan(['latest.jpg'], [['a.jpg']])).toBeNull();
    expect(plan([`${'x'.repeat(250)}.jpg`], [['a.jpg']])).toBeNull();
  });
});
