import { expect, it } from 'vitest';
import { addedStates, changedStates } from '../../../src/homeassistant/printers/entity-states.ts';

const STATUS = 'sensor.k1_print_status';
const added = addedStates({
  a: { [STATUS]: { s: 'idle', lc: 100.5, a: { file: '', progress: 3, icon: 'mdi:printer' } } },
});

it('have the attributes that are needed, and no others', () => {
  expect(added.get(STATUS)).toEqual({ state: 'idle', at: 100_500, attributes: { file: '' } });
  expect(
    addedStates({ a: { 'sensor.a': { s: '1', lc: 1, a: { icon: 'mdi:eye' } } } }).get('sensor.a'),
  ).toEqual({
    state: '1',
    at: 1000,
  });
});

it('change with their attributes, and keep those that stay', () => {
  const next = (c: object) => changedStates({ c: { [STATUS]: c } }, added).get(STATUS);
  expect(next({ '+': { s: 'printing', lc: 200 } })).toEqual({
    state: 'printing',
    at: 200_000,
    attributes: { file: '' },
  });
  expect(next({ '+': { s: 'printing', lc: 200, a: { file: 'Owl.gcode' } } })?.attributes).toEqual({
    file: 'Owl.gcode',
  });
  expect(next({ '+': { lu: 150, a: { file: 'Owl.gcode' } } })).toEqual({
    state: 'idle',
    at: 100_500,
    attributes: { file: 'Owl.gcode' },
  });
  expect(next({ '+': { s: 'off', lc: 200 }, '-': { a: ['file'] } })).toEqual({ state: 'off', at: 200_000 });
});

it('do not change by attributes that nobody needs', () => {
  expect(changedStates({ c: { [STATUS]: { '+': { a: { progress: 4 } } } } }, added)).toEqual(new Map());
  expect(changedStates({ c: { 'sensor.new': { '+': { a: { file: 'x' } } } } }, added)).toEqual(new Map());
});
