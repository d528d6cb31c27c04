import { expect, it } from 'vitest';
import { watchPrintersOf } from '../helpers/watch-printers.ts';
import { shareCore } from './helpers/house.ts';
import { useStandIn } from './helpers/stand-in-integration.ts';

/** Unique ids, units and device classes as those of greghesp/ha-bambulab. */
const BAMBU = {
  domain: 'bambu_lab',
  device: 'X1C',
  sensors: {
    m1_print_status: 'Print status',
    m1_subtask_name: 'Task name',
    m1_stage: 'Current stage',
    m1_current_layer: 'Current layer',
    m1_total_layers: 'Total layer count',
    m1_print_progress: ['Print progress', '%'],
    m1_nozzle_temp: ['Nozzle temperature', '°C', 'temperature'],
    m1_bed_temp: ['Bed temperature', '°C', 'temperature'],
  },
} satisfies Parameters<typeof useStandIn>[1];

/** As those of 3dg1luk43/ha_creality_ws. */
const CREALITY = {
  domain: 'ha_creality_ws',
  device: 'K1',
  sensors: {
    'k1-print_status': 'Print Status',
    'k1-current_layer': 'Working Layer',
    'k1-position_z': ['Position Z', 'mm', 'distance'],
    'k1-box_temperature': ['Chamber Temperature', '°C', 'temperature'],
  },
} satisfies Parameters<typeof useStandIn>[1];

const core = shareCore(
  { homeassistant: { name: 'American house', unit_system: 'us_customary', time_zone: 'America/Chicago' } },
  async (home) => {
    await useStandIn(home, BAMBU);
    await useStandIn(home, CREALITY);
  },
);

const tell = (domain: string, states: Record<string, string | number>, attributes = {}) =>
  core().call(`${domain}.tell`, { states, attributes });

it('printers of a house with inches and Fahrenheit are seen in millimetres and Celsius', async () => {
  await tell('bambu_lab', { m1_print_status: 'idle', m1_subtask_name: '', m1_nozzle_temp: 20 });
  const file = { 'k1-print_status': { file: '/mnt/Owl.gcode' } };
  await tell('ha_creality_ws', { 'k1-print_status': 'idle' });
  const { feed, changes, seen } = await watchPrintersOf(core().target);
  const [x1c, k1] = ['bambu_lab:m1_print_status', 'ha_creality_ws:k1-print_status'] as const;
  await seen(x1c, { isReachable: true, nozzle: 20 });
  await core().waitForState('sensor.x1c_nozzle_temperature', '68.0');
  await tell('bambu_lab', {
    ...{ m1_print_status: 'prepare', m1_subtask_name: 'Owl', m1_stage: 'heatbed_preheating' },
    ...{ m1_current_layer: 0, m1_total_layers: 90, m1_print_progress: 0 },
  });
  await seen(x1c, { doing: 'preparing', layer: 0, layers: 90 });
  await tell('bambu_lab', {
    ...{ m1_print_status: 'running', m1_stage: 'printing', m1_current_layer: 3, m1_print_progress: 4 },
    ...{ m1_nozzle_temp: 220, m1_bed_temp: 60 },
  });
  const sight = await seen(x1c, { doing: 'printing', layer: 3, progress: 0.04, nozzle: 220, bed: 60 });
  expect(sight.print).toMatchObject({ name: 'Owl', status: 'printing' });
  await tell('ha_creality_ws', { 'k1-print_status': 'printing' }, file);
  await tell(
    'ha_creality_ws',
    { 'k1-current_layer': 2, 'k1-position_z': 0.4, 'k1-box_temperature': 31 },
    file,
  );
  const creality = await seen(k1, { doing: 'printing', layer: 2, chamber: 31 });
  expect(creality.z).toBeCloseTo(0.4, 2);
  expect(creality.print).toMatchObject({ name: 'Owl', fileName: '/mnt/Owl.gcode' });
  expect(feed.printers.map(({ name, hasLayers }) => `${name} ${hasLayers}`).toSorted()).toEqual([
    'K1 true',
    'X1C true',
  ]);
  expect(new Set(changes)).toEqual(new Set([x1c, k1]));
});
