import { describe, expect, it } from 'vitest';
import { type Placed, spreadEvenly } from '../../src/capture/even-spread.ts';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { testSeed } from '../helpers/seed.ts';

const at = (...times: number[]): Placed[] => times.map((time) => ({ name: `${time}`, at: time }));

describe('spreading pictures evenly', () => {
  it.each([
    { what: 'takes every second one', times: [0, 5, 10, 15, 20, 25], gone: ['5', '15', '25'], halvings: 1 },
    {
      what: 'keeps one of each pair when one is missing',
      times: [0, 5, 15, 20, 25, 30],
      gone: ['5', '25'],
      halvings: 1,
    },
    {
      what: 'doubles until few enough are left',
      times: [0, 10, 20, 30, 40, 50],
      gone: ['10', '30', '50'],
      halvings: 2,
    },
    {
      what: 'is not thrown off by moments that come late',
      times: [1, 6, 12, 15, 24, 25],
      gone: ['6', '15', '25'],
      halvings: 1,
    },
  ])('$what', ({ times, gone, halvings }) => {
    expect(spreadEvenly(at(...times), { first: 0, every: 5, most: 5, halvings: 0 })).toEqual({
      names: gone,
      halvings,
    });
  });

  it('comes to the same end when it was cut off', () => {
    const all = at(...Array.from({ length: 100 }, (_, n) => n * 5));
    const { names, halvings } = spreadEvenly(all, { first: 0, every: 5, most: 100, halvings: 0 });
    const rest = all.filter(({ name }) => !names.slice(0, 20).includes(name));
    const again = spreadEvenly(rest, { first: 0, every: 5, most: 60, halvings });
    expect([...names.slice(0, 20), ...again.names].toSorted()).toEqual(names.toSorted());
    expect(again.halvings).toBe(halvings);
  });

  it('holds over sixty hours: never too many, and no gap much larger than usual', () => {
    const random = seededRandom(testSeed());
    const most = 2000;
    let pictures: Placed[] = [];
    let halvings = 0;
    for (let time = 0; time < 60 * 3600; time += 5 * 2 ** halvings) {
      const late = random() * 0.9;
      pictures.push({ name: `${time}`, at: time + late });
      if (pictures.length >= most) {
        const spread = spreadEvenly(pictures, { first: 0, every: 5, most, halvings });
        const leaving = new Set(spread.names);
        pictures = pictures.filter(({ name }) => !leaving.has(name));
        halvings = spread.halvings;
      }
      expect(pictures.length).toBeLessThan(most);
    }
    const gaps = pictures.slice(1).map((each, n) => each.at - pictures[n]!.at);
    const median = gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!;
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2.1 * median);
    expect(pictures.length).toBeGreaterThan(most / 2);
  });
});
