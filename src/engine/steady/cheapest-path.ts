import type { Breathe } from '../run/breathe.ts';
import type { Windows } from './windows.ts';

/** Large jumps are worse than as much movement in small ones. */
const POWER = 1.25;

/** What it costs to differ from the picture before the last: against swinging between two poses. */
const TWO_BACK = 0.25;

/** What an uneven pace costs. */
const UNEVEN = 0.02;

/**
 * The candidates, one for each moment and strictly forward, along which the scene stays most alike: dynamic programming
 * over pairs of candidates that follow each other.
 *
 * @param distance between two candidates, in units of what is usual at one step
 */
export async function cheapestPath(windows: Windows, distance: Cost, breathe: Breathe): Promise<number[]> {
  const { first, places } = windows;
  const moments = first.length;
  const sizes = Array.from(first, (from, moment) => windows.last[moment]! - from + 1);
  const skipping = (a: number, b: number) => TWO_BACK * distance(a, b) ** POWER;
  const stepping = (a: number, b: number) =>
    distance(a, b) ** POWER + UNEVEN * (places[b]! - places[a]! - 1) ** 2;
  const between = (one: number, two: number, cost: Cost) =>
    pairCosts(first[one]!, sizes[one]!, first[two]!, sizes[two]!, cost);
  let costs = between(0, 1, stepping);
  const backs: Uint16Array[] = [];
  for (let now = 2; now < moments; now += 1) {
    const [step, skip] = [between(now - 1, now, stepping), between(now - 2, now, skipping)];
    const next = extended(costs, step, skip, [sizes[now - 2]!, sizes[now - 1]!, sizes[now]!]);
    costs = next.costs;
    backs.push(next.backs);
    await breathe();
  }
  return pathBack(costs, backs, windows, sizes);
}

type Cost = (a: number, b: number) => number;

/** The least costs of pairs one moment further on, and from which candidate before them each comes. */
function extended(
  soFar: Float64Array,
  step: Float64Array,
  skip: Float64Array,
  [befores, mids, nows]: readonly [number, number, number],
): { costs: Float64Array; backs: Uint16Array } {
  const costs = new Float64Array(mids * nows).fill(Number.POSITIVE_INFINITY);
  const backs = new Uint16Array(mids * nows);
  for (let before = 0; before < befores; before += 1) {
    for (let pair = 0; pair < costs.length; pair += 1) {
      const [mid, now] = [Math.floor(pair / nows), pair % nows];
      const cost = soFar[before * mids + mid]! + step[pair]! + skip[before * nows + now]!;
      if (cost >= costs[pair]!) continue;
      costs[pair] = cost;
      backs[pair] = before;
    }
  }
  return { costs, backs };
}

/** By both candidates; infinite where the second does not come after the first. */
function pairCosts(one: number, ones: number, two: number, twos: number, cost: Cost): Float64Array {
  return Float64Array.from({ length: ones * twos }, (_, i) => {
    const [a, b] = [one + Math.floor(i / twos), two + (i % twos)];
    return a < b ? cost(a, b) : Number.POSITIVE_INFINITY;
  });
}

function pathBack(
  costs: Float64Array,
  backs: readonly Uint16Array[],
  { first }: Windows,
  sizes: readonly number[],
): number[] {
  const end = first.length - 1;
  const least = costs.indexOf(Math.min(...costs));
  let [mid, now] = [Math.floor(least / sizes[end]!), least % sizes[end]!];
  const path = [first[end]! + now];
  for (let moment = end; moment >= 2; moment -= 1) {
    path.push(first[moment - 1]! + mid);
    [mid, now] = [backs[moment - 2]![mid * sizes[moment]! + now]!, mid];
  }
  path.push(first[0]! + mid);
  return path.reverse();
}
