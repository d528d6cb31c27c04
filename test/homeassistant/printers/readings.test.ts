import { expect, it } from 'vitest';
import type { EntityState } from '../../../src/homeassistant/printers/entity-states.ts';
import { readingsOf } from '../../../src/homeassistant/printers/readings.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const NAMES = ['layer', 'layers', 'progress', 'z', 'nozzle', 'bed', 'chamber'] as const;
const PRINTER = { readings: Object.fromEntries(NAMES.map((name) => [name, `sensor.${name}`])) };

type Given = Partial<Record<(typeof NAMES)[number], [state: string, unit?: string, at?: number]>>;

function read(given: Given, since: number | null = NOON) {
  const states = new Map<string, EntityState>(
    Object.entries(given).map(([name, [state, unit, at = NOON]]) => [
      `sensor.${name}`,
      { state, at, ...(unit ? { attributes: { unit_of_measurement: unit } } : {}) },
    ]),
  );
  return readingsOf(PRINTER, states, since);
}

it('are numbers, and none where there is none', () => {
  expect(
    read({
      layer: ['12'],
      layers: ['250.0'],
      progress: ['33.5', '%'],
      bed: ['unavailable'],
      nozzle: ['hot'],
    }),
  ).toEqual({ layer: 12, layers: 250, progress: 0.335, z: null, nozzle: null, bed: null, chamber: null });
  expect(read({ layers: ['0'], progress: ['104', '%'] })).toMatchObject({ layers: null, progress: 1 });
});

it('are in °C and millimetres, whatever the user sees', () => {
  expect(
    read({ nozzle: ['428', '°F'], bed: ['333.15', 'K'], chamber: ['31.5', '°C'], z: ['0.5', 'in'] }),
  ).toMatchObject({ nozzle: 220, bed: 60, chamber: 31.5, z: 12.7 });
  expect(read({ z: ['1.2', 'cm'] })).toMatchObject({ z: 12 });
  expect(read({ z: ['3.4'] })).toMatchObject({ z: 3.4 });
});

it('of the print before do not count for this one', () => {
  const minute = 60_000;
  const before: Given = { layer: ['250', '', NOON - minute], progress: ['100', '%', NOON - minute] };
  expect(read(before)).toMatchObject({ layer: null, progress: null });
  expect(read(before, null)).toMatchObject({ layer: null, progress: null });
  expect(read({ layer: ['1', '', NOON - 500] })).toMatchObject({ layer: 1 });
  expect(read({ bed: ['60', '°C', NOON - minute], layers: ['9', '', NOON - minute] })).toMatchObject({
    bed: 60,
    layers: 9,
  });
});
