import { describe, expect, it } from 'vitest';
import { findPrinters } from '../../../src/homeassistant/printers/find-printers.ts';
import type { RegistryEntity } from '../../../src/homeassistant/printers/registry.ts';

const entity = (
  entity_id: string,
  platform: string,
  unique_id: string,
  device_id: string | null = 'd1',
): RegistryEntity => ({ entity_id, platform, unique_id, device_id, disabled_by: null });

const devices = [{ id: 'd1', name: 'Printer One', name_by_user: null }];

describe('printers of', () => {
  it.each([
    [
      'bambu_lab',
      [
        entity('sensor.x1c_status', 'bambu_lab', '00M_print_status'),
        entity('sensor.x1c_task', 'bambu_lab', '00M_subtask_name'),
        entity('sensor.x1c_file', 'bambu_lab', '00M_gcode_file'),
        entity('sensor.x1c_start', 'bambu_lab', '00M_start_time'),
        entity('sensor.x1c_bed', 'bambu_lab', '00M_bed_temp'),
        entity('sensor.other_task', 'bambu_lab', '01P_subtask_name', 'd2'),
      ],
      ['sensor.x1c_task', 'sensor.x1c_file'],
      'sensor.x1c_start',
    ],
    [
      'octoprint',
      [
        entity('sensor.octo_state', 'octoprint', 'Current State-abc'),
        entity('sensor.octo_file', 'octoprint', 'Current File-abc'),
        entity('sensor.octo_size', 'octoprint', 'Current File Size-abc'),
        entity('sensor.octo_start', 'octoprint', 'Start Time-abc'),
        entity('binary_sensor.octo_printing', 'octoprint', 'Printing-abc'),
      ],
      ['sensor.octo_file'],
      'sensor.octo_start',
    ],
    [
      'moonraker',
      [
        entity('sensor.voron_print_state', 'moonraker', 'e1_print_state'),
        entity('sensor.voron_state', 'moonraker', 'e1_state'),
        entity('sensor.voron_idle', 'moonraker', 'e1_idle_timeout_state'),
        entity('sensor.voron_filename', 'moonraker', 'e1_filename'),
      ],
      ['sensor.voron_filename'],
      null,
    ],
    [
      'prusalink',
      [
        entity('sensor.mk4', 'prusalink', 'e2_printer.state'),
        entity('sensor.mk4_filename', 'prusalink', 'e2_job.filename'),
        entity('sensor.mk4_start', 'prusalink', 'e2_job.start'),
      ],
      ['sensor.mk4_filename'],
      'sensor.mk4_start',
    ],
    [
      'ha_creality_ws',
      [
        entity('sensor.k1_print_status', 'ha_creality_ws', '192.168.1.7-print_status'),
        entity('sensor.k1_print_progress', 'ha_creality_ws', '192.168.1.7-print_progress'),
      ],
      [],
      null,
    ],
    [
      'elegoo_printer',
      [
        entity('sensor.cc_print_status', 'elegoo_printer', 'a1b2_print_status'),
        entity('sensor.cc_current_status', 'elegoo_printer', 'a1b2_current_status'),
        entity('sensor.cc_file_name', 'elegoo_printer', 'a1b2_filename'),
        entity('sensor.cc_begin_time', 'elegoo_printer', 'a1b2_begin_time'),
      ],
      ['sensor.cc_file_name'],
      'sensor.cc_begin_time',
    ],
  ])('%s are found by what their entities are', (platform, entities, fileEntities, startEntity) => {
    expect(findPrinters(entities, devices, [])).toMatchObject([
      {
        key: `${platform}:${entities[0]!.unique_id}`,
        name: 'Printer One',
        statusEntity: entities[0]!.entity_id,
        fileEntities,
        startEntity,
        isByHand: false,
      },
    ]);
  });
});

describe('a printer', () => {
  const status = entity('sensor.x1c_status', 'bambu_lab', '00M_print_status');

  it('keeps its key when its entity is renamed, and has the name that the user gave the device', () => {
    const [before] = findPrinters([status], devices, []);
    const [after] = findPrinters(
      [{ ...status, entity_id: 'sensor.big_one' }],
      [{ ...devices[0]!, name_by_user: 'Big one' }],
      [],
    );
    expect(after).toMatchObject({ key: before!.key, name: 'Big one', statusEntity: 'sensor.big_one' });
  });

  it('is left out when its status is disabled, or is of another integration', () => {
    expect(findPrinters([{ ...status, disabled_by: 'user' }], devices, [])).toEqual([]);
    expect(findPrinters([{ ...status, platform: 'mqtt' }], devices, [])).toEqual([]);
    expect(findPrinters([{ ...status, platform: 'constructor' }], devices, [])).toEqual([]);
  });

  it('of the option is one of its own', () => {
    expect(
      findPrinters([], [], [{ name: 'Mini', status_entity: 'sensor.mini', file_entity: 'sensor.mini_file' }]),
    ).toMatchObject([
      { key: 'entity:sensor.mini', name: 'Mini', fileEntities: ['sensor.mini_file'], isByHand: true },
    ]);
  });

  it('of the option keeps its camera, for those who take pictures of it [2.2]', () => {
    const byHand = { name: 'Mini', status_entity: 'sensor.x1c_status', camera_entity: 'camera.mini' };
    expect(findPrinters([status], devices, [byHand])).toMatchObject([
      { cameras: [{ entity: 'camera.mini' }] },
    ]);
    expect(findPrinters([status], devices, [])).toMatchObject([{ cameras: [] }]);
  });

  it('of the option that an integration knows too is that one, under the name of the option', () => {
    const found = findPrinters([status], devices, [{ name: 'Mine', status_entity: 'sensor.x1c_status' }]);
    expect(found).toMatchObject([{ key: 'bambu_lab:00M_print_status', name: 'Mine', isByHand: true }]);
    expect(found[0]!.words).toHaveProperty('slicing');
  });
});
