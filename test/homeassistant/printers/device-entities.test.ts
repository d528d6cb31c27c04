import { describe, expect, it } from 'vitest';
import { findPrinters } from '../../../src/homeassistant/printers/find-printers.ts';
import type { RegistryEntity } from '../../../src/homeassistant/printers/registry.ts';
import { REAL_PRINTERS, type RealPrinter } from '../../fixtures/real-printers.ts';

function entitiesOf({ platform, entities }: RealPrinter): RegistryEntity[] {
  return entities.map(([entity_id, unique_id, original_name]) => ({
    entity_id,
    platform,
    unique_id,
    device_id: 'd1',
    original_name,
  }));
}

const find = (printer: RealPrinter, more: RegistryEntity[] = []) => {
  const devices = [{ id: 'd1', name: printer.device }];
  return findPrinters([...entitiesOf(printer), ...more], devices, [])[0]!;
};

const other = (
  entity_id: string,
  unique_id: string,
  change: Partial<RegistryEntity> = {},
): RegistryEntity => ({
  entity_id,
  platform: 'generic',
  unique_id,
  device_id: 'd1',
  ...change,
});

describe('the cameras and lights of', () => {
  it.each([
    ['bambu_lab', ['camera.x1c_camera'], ['light.x1c_chamber_light', 'light.x1c_heatbed_light']],
    ['octoprint', ['camera.octoprint_camera'], []],
    ['moonraker', ['camera.voron_webcam'], ['switch.voron_output_pin_caselight', 'light.voron_led_lamp']],
    ['prusalink', [], []],
    ['ha_creality_ws', ['camera.k1_max_printer_camera'], ['light.k1_max_light', 'switch.k1_max_light']],
    ['elegoo_printer', ['camera.centauri_carbon_chamber_camera'], ['light.centauri_carbon_chamber_light']],
  ] as const)(
    '%s show and light the printer, and no preview of the model',
    (integration, cameras, lights) => {
      const found = find(REAL_PRINTERS[integration]);
      expect(found.cameras.map(({ entity }) => entity)).toEqual(cameras);
      expect(found.lights).toEqual(lights);
    },
  );
});

describe('the cameras of a printer', () => {
  it('are called as Home Assistant calls them', () => {
    expect(find(REAL_PRINTERS.bambu_lab).cameras[0]?.name).toBe('X1C Camera');
    expect(find(REAL_PRINTERS.octoprint).cameras[0]?.name).toBe('OctoPrint Camera');
    const named = other('camera.shed', '7', { name: 'Shed', device_id: 'd1' });
    expect(find(REAL_PRINTERS.prusalink, [named]).cameras).toEqual([
      { entity: 'camera.shed', name: 'MK4 Shed' },
    ]);
  });

  it('of Bambu Lab can be an image', () => {
    const { entities, ...printer } = REAL_PRINTERS.bambu_lab;
    const asImage: RealPrinter['entities'] = [
      ...entities.filter(([id]) => id !== 'camera.x1c_camera'),
      ['image.x1c_camera', '00M09A_p1p_camera', 'Camera'],
    ];
    expect(find({ ...printer, entities: asImage }).cameras.map(({ entity }) => entity)).toEqual([
      'image.x1c_camera',
    ]);
  });

  it('are those of other integrations too, after its own, where the user has put them onto the device', () => {
    const more = [
      other('camera.shed', '7'),
      other('image.shed', '8'),
      other('camera.gcode', 'voron_gcode_thumbnail'),
      other('camera.kitchen', '9', { device_id: 'kitchen' }),
      other('camera.off', '10', { disabled_by: 'user' }),
    ];
    expect(find(REAL_PRINTERS.moonraker, more).cameras.map(({ entity }) => entity)).toEqual([
      'camera.voron_webcam',
      'camera.shed',
      'image.shed',
    ]);
  });

  it('begin with the one that the option names', () => {
    const byHand = { name: 'Mine', status_entity: 'sensor.x1c_print_status', camera_entity: 'camera.shed' };
    const entities = [...entitiesOf(REAL_PRINTERS.bambu_lab), other('camera.shed', '7', { device_id: null })];
    expect(findPrinters(entities, [], [byHand])[0]?.cameras.map(({ entity }) => entity)).toEqual([
      'camera.shed',
      'camera.x1c_camera',
    ]);
    const own = { ...byHand, camera_entity: 'camera.x1c_camera' };
    expect(findPrinters(entities, [], [own])[0]?.cameras).toHaveLength(1);
  });

  it('by hand are those of the device of its status', () => {
    const entities = [
      other('sensor.mini', 'mini', { platform: 'template' }),
      other('camera.mini', '7'),
      other('light.mini', '8'),
    ];
    expect(findPrinters(entities, [], [{ name: 'Mini', status_entity: 'sensor.mini' }])).toMatchObject([
      { integration: null, cameras: [{ entity: 'camera.mini' }], lights: ['light.mini'] },
    ]);
  });
});
