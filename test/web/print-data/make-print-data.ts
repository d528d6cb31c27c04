import type { WirePrintData } from '../../../web/contract.ts';

export const START = 1_700_000_000_000;
export const MINUTE = 60_000;

/** Ten pictures, one a minute, of which the first two show no layer yet. */
export function makePrintData(change: Partial<WirePrintData> = {}): WirePrintData {
  return {
    series: [
      {
        key: 'nozzle',
        unit: '°C',
        points: [
          [START, 25],
          [START + MINUTE, 210],
          [START + 4.5 * MINUTE, 260],
          [START + 4.6 * MINUTE, 210],
        ],
      },
      {
        key: 'bed',
        unit: '°C',
        points: [
          [START, 60],
          [START + 5 * MINUTE, null],
          [START + 7 * MINUTE, 60],
        ],
      },
    ],
    layers: [
      [3, 1],
      [5, 4],
      [9, 7],
    ],
    layer_count: 7,
    pictures: [
      [1, START],
      [4, START + 3 * MINUTE],
      [10, START + 9 * MINUTE],
    ],
    started_at: START - 30_000,
    ...change,
  };
}
