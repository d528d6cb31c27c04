import { describe, expect, it } from 'vitest';
import type { PrinterDoing } from '../../../src/print-jobs/printer-feed.ts';
import type { FakeCore } from '../../fakes/fake-core.ts';
import { addRealPrinter, REAL_PRINTERS } from '../../fixtures/real-printers.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { watchPrinters } from '../../helpers/watch-printers.ts';

const MINI = 'entity:sensor.mini';
const BY_HAND = {
  printers: [
    {
      name: 'Mini',
      status_entity: 'sensor.mini',
      file_entity: 'sensor.mini_file',
      camera_entity: 'camera.shed',
    },
  ],
};

function prepare(core: FakeCore): void {
  core.setState('sensor.mini', 'idle');
  core.setState('sensor.mini_file', '');
}

describe('a printer by hand', () => {
  it('is watched with the camera that was chosen for it', async () => {
    const { feed, seen } = await watchPrinters(prepare, BY_HAND);
    await seen(MINI, { isReachable: true });
    expect(feed.printers).toMatchObject([
      { key: MINI, name: 'Mini', integration: null, cameras: [{ entity: 'camera.shed' }], hasLayers: false },
    ]);
    expect(feed.sightOf('entity:sensor.other')).toBeNull();
  });

  it('is seen with its print, and holds while that is paused', async () => {
    const { core, seen } = await watchPrinters(prepare, BY_HAND);
    expect(await seen(MINI, { isReachable: true })).toMatchObject({ print: null, doing: null });
    core.setState('sensor.mini_file', '/usb/Vase.gcode');
    core.setState('sensor.mini', 'printing');
    const { print } = await seen(MINI, { doing: 'unknown' });
    expect(print).toMatchObject({ name: 'Vase', fileName: '/usb/Vase.gcode', status: 'printing' });
    core.setState('sensor.mini', 'paused');
    expect((await seen(MINI, { doing: 'holding' })).print).toEqual({ ...print, status: 'paused' });
    core.setState('sensor.mini', 'finished');
    await seen(MINI, { doing: null, print: null });
  });

  it('is out of reach while it says nothing, and while Home Assistant is away', async () => {
    const { core, supervisor, changes, seen } = await watchPrinters(prepare, BY_HAND);
    await seen(MINI, { isReachable: true });
    core.setState('sensor.mini', 'unavailable');
    await seen(MINI, { isReachable: false });
    core.setState('sensor.mini', 'idle');
    await seen(MINI, { isReachable: true });
    const before = changes.length;
    supervisor.stopCore();
    await seen(MINI, { isReachable: false });
    expect(changes.slice(before)).toEqual([MINI]);
    supervisor.startCore();
    await seen(MINI, { isReachable: true });
  });

  it('announces its changes after the print was reported, and none to whom no longer listens', async () => {
    const { core, feed, changes, reports, seen } = await watchPrinters(prepare, BY_HAND);
    await seen(MINI, { isReachable: true });
    const known: number[] = [];
    const undo = feed.onChange(() => known.push(reports.length));
    core.setState('sensor.mini', 'printing');
    await waitFor('the news', () => known.length === 1);
    expect(known).toEqual([1]);
    undo();
    const before = changes.length;
    core.setState('sensor.mini', 'paused');
    await waitFor('the next news', () => changes.length > before);
    expect(known).toHaveLength(1);
  });
});

/** States in the middle of a print, and what is seen of them. */
const IN_PRINT = {
  bambu_lab: {
    states: {
      'sensor.x1c_print_status': 'running',
      'sensor.x1c_task_name': 'Owl',
      'sensor.x1c_current_stage': 'printing',
      'sensor.x1c_current_layer': '12',
      'sensor.x1c_total_layer_count': '250',
      'sensor.x1c_print_progress': ['30', '%'],
      'sensor.x1c_nozzle_temperature': ['428', '°F'],
      'sensor.x1c_nozzle_target_temperature': ['430', '°F'],
      'sensor.x1c_bed_temperature': ['60', '°C'],
      'sensor.x1c_chamber_temperature': ['31', '°C'],
      'light.x1c_chamber_light': 'on',
    },
    sight: {
      ...{ doing: 'printing', stage: 'printing', layer: 12, layers: 250, progress: 0.3, z: null },
      ...{ nozzle: 220, bed: 60, chamber: 31, light: 'on' },
    },
  },
  octoprint: {
    states: {
      'sensor.octoprint_current_state': 'printing',
      'sensor.octoprint_current_file': 'Owl.gcode',
      'sensor.octoprint_job_percentage': ['50', '%'],
      'sensor.octoprint_actual_tool0_temp': ['215', '°C'],
      'sensor.octoprint_actual_bed_temp': ['60', '°C'],
    },
    sight: {
      ...{ doing: 'unknown', stage: 'printing', layer: null, layers: null, progress: 0.5, z: null },
      ...{ nozzle: 215, bed: 60, chamber: null, light: null },
    },
  },
  moonraker: {
    states: {
      'sensor.voron_current_print_state': 'printing',
      'sensor.voron_filename': 'Owl.gcode',
      'sensor.voron_current_layer': '3',
      'sensor.voron_total_layer': '90',
      'sensor.voron_progress': ['4.0', '%'],
      'sensor.voron_toolhead_position_z': ['0.6', 'mm'],
      'sensor.voron_extruder_temperature': ['245.1', '°C'],
      'sensor.voron_bed_temperature': ['110', '°C'],
      'sensor.voron_chamber_temp': ['48', '°C'],
      'switch.voron_output_pin_caselight': 'off',
    },
    sight: {
      ...{ doing: 'printing', stage: 'printing', layer: 3, layers: 90, progress: 0.04, z: 0.6 },
      ...{ nozzle: 245.1, bed: 110, chamber: 48, light: 'off' },
    },
  },
  prusalink: {
    states: {
      'sensor.mk4': 'printing',
      'sensor.mk4_filename': 'Owl.gcode',
      'sensor.mk4_progress': ['25', '%'],
      'sensor.mk4_z_height': ['0.5', 'in'],
      'sensor.mk4_nozzle_temperature': ['215', '°C'],
      'sensor.mk4_heatbed_temperature': ['60', '°C'],
    },
    sight: {
      ...{ doing: 'unknown', stage: 'printing', layer: null, layers: null, progress: 0.25, z: 12.7 },
      ...{ nozzle: 215, bed: 60, chamber: null, light: null },
    },
  },
  ha_creality_ws: {
    states: {
      'sensor.k1_max_print_status': 'printing',
      'sensor.k1_max_print_progress': ['7', '%'],
      'sensor.k1_max_working_layer': '5',
      'sensor.k1_max_total_layers': '80',
      'sensor.k1_max_position_z': ['1.2', 'mm'],
      'sensor.k1_max_nozzle_temperature': ['220', '°C'],
      'sensor.k1_max_bed_temperature': ['50', '°C'],
      'sensor.k1_max_chamber_temperature': ['29', '°C'],
      'light.k1_max_light': 'on',
    },
    sight: {
      ...{ doing: 'printing', stage: 'printing', layer: 5, layers: 80, progress: 0.07, z: 1.2 },
      ...{ nozzle: 220, bed: 50, chamber: 29, light: 'on' },
    },
  },
  elegoo_printer: {
    states: {
      'sensor.centauri_carbon_print_status': 'printing',
      'sensor.centauri_carbon_current_status': 'printing',
      'sensor.centauri_carbon_file_name': 'Owl.gcode',
      'sensor.centauri_carbon_current_layer': '0',
      'sensor.centauri_carbon_total_layers': '120',
      'sensor.centauri_carbon_percent_complete': ['0', '%'],
      'sensor.centauri_carbon_current_z': ['0.2', 'mm'],
      'sensor.centauri_carbon_nozzle_temperature': ['210', '°C'],
      'sensor.centauri_carbon_bed_temperature': ['60', '°C'],
      'sensor.centauri_carbon_box_temperature': ['27', '°C'],
      'light.centauri_carbon_chamber_light': 'off',
    },
    sight: {
      ...{ doing: 'printing', stage: 'printing', layer: 0, layers: 120, progress: 0, z: 0.2 },
      ...{ nozzle: 210, bed: 60, chamber: 27, light: 'off' },
    },
  },
} as const;

describe.each(Object.entries(IN_PRINT))('a printer of %s', (integration, { states, sight }) => {
  it('is seen with all that it tells', async () => {
    const real = REAL_PRINTERS[integration as keyof typeof IN_PRINT];
    const key = `${integration}:${real.entities[0]![1]}`;
    const { feed, seen } = await watchPrinters((core) => {
      addRealPrinter(core, real);
      for (const [id, state] of Object.entries(states)) {
        const [text, unit] = typeof state === 'string' ? [state] : state;
        const attributes = integration === 'ha_creality_ws' ? { file: 'Owl.gcode' } : {};
        core.setState(id, text, Date.now(), unit ? { unit_of_measurement: unit } : attributes);
      }
    });
    const { print, at, ...rest } = await seen(key, { doing: sight.doing as PrinterDoing });
    expect(print).toMatchObject({ name: 'Owl', status: 'printing' });
    expect(at).toBeGreaterThan(0);
    expect(rest).toEqual({ ...sight, isReachable: true });
    expect(feed.printers).toMatchObject([{ key, name: real.device, integration }]);
    expect(feed.printers[0]?.hasLayers).toBe(sight.layer !== null);
  });
});

it('a change of a layer, a stage or a light is announced', async () => {
  const { core, changes, seen } = await watchPrinters((prepared) => {
    addRealPrinter(prepared, REAL_PRINTERS.bambu_lab);
    prepared.setState('sensor.x1c_print_status', 'running');
  });
  const key = 'bambu_lab:00M09A_print_status';
  await seen(key, { doing: 'unknown' });
  for (const [entity, state, what] of [
    ['sensor.x1c_current_stage', 'heatbed_preheating', { doing: 'preparing' }],
    ['sensor.x1c_current_stage', 'printing', { doing: 'printing' }],
    ['sensor.x1c_current_layer', '1', { layer: 1 }],
    ['sensor.x1c_current_stage', 'changing_filament', { doing: 'holding' }],
    ['light.x1c_chamber_light', 'on', { light: 'on' }],
  ] as const) {
    const before = changes.length;
    core.setState(entity, state);
    await seen(key, what);
    await waitFor('the news', () => changes.length > before);
  }
  expect(new Set(changes)).toEqual(new Set([key]));
});

it('a printer with another camera is announced, and so is one that is gone', async () => {
  const { core, feed, changes, seen } = await watchPrinters((prepared) => {
    addRealPrinter(prepared, REAL_PRINTERS.bambu_lab);
    prepared.setState('sensor.x1c_print_status', 'idle');
  });
  const key = 'bambu_lab:00M09A_print_status';
  await seen(key, { isReachable: true });
  let before = changes.length;
  const [camera] = core.entities.filter(({ entity_id: id }) => id === 'camera.x1c_camera');
  camera!.entity_id = 'camera.big_one';
  core.fire('entity_registry_updated');
  await waitFor('the news', () => changes.length > before);
  expect(feed.printers[0]?.cameras).toMatchObject([{ entity: 'camera.big_one' }]);
  before = changes.length;
  core.entities = [];
  core.fire('entity_registry_updated');
  await waitFor('the news', () => changes.length > before);
  expect(changes.at(-1)).toBe(key);
  expect(feed.printers).toEqual([]);
  expect(feed.sightOf(key)).toBeNull();
});

it('a listener that fails keeps no other from its news, nor the print from being followed', async () => {
  const { core, feed, reports, changes, seen } = await watchPrinters(prepare, BY_HAND);
  await seen(MINI, { isReachable: true });
  feed.onChange(() => {
    throw new Error('on purpose');
  });
  const heard: string[] = [];
  feed.onChange((key) => heard.push(key));
  core.setState('sensor.mini', 'printing');
  await waitFor('the news', () => heard.length === 1);
  core.setState('sensor.mini', 'finished');
  await waitFor('the end', () => heard.length === 2);
  expect(reports.map(({ status }) => status)).toEqual(['printing', 'completed']);
  expect(changes.at(-1)).toBe(MINI);
});

it('a printer whose smart plug is off is out of reach, and its print goes on', async () => {
  const { core, reports, seen } = await watchPrinters((prepared) => {
    addRealPrinter(prepared, REAL_PRINTERS.ha_creality_ws);
    prepared.setState('sensor.k1_max_print_status', 'printing', Date.now(), { file: 'Owl.gcode' });
  });
  const key = 'ha_creality_ws:192.168.1.7-print_status';
  await seen(key, { doing: 'unknown', isReachable: true });
  core.setState('sensor.k1_max_print_status', 'off', Date.now(), { file: '' });
  const { print } = await seen(key, { isReachable: false });
  expect(print).toMatchObject({ name: 'Owl' });
  expect(reports).toHaveLength(1);
});
