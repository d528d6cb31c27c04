import { mkdir, writeFile } from 'node:fs/promises';
import type { Core } from './core.ts';

/** An integration that does not come with Core, with one device and its sensors. */
export interface StandIn {
  domain: string;
  /** Name of the device. */
  device: string;
  /** Sensors by unique id: name, and where there is one, unit and device class. */
  sensors: Record<string, string | [name: string, unit: string, deviceClass?: string]>;
  /** Python that comes after its set-up, with a function `extend(hass)` that is called then. */
  more?: string;
}

const INIT = `
async def async_setup_entry(hass, entry):
    await hass.config_entries.async_forward_entry_setups(entry, ["sensor"])
    extend(hass)
    return True
`;

const NOTHING_MORE = `
def extend(hass):
    pass
`;

/** Nobody goes through its dialog, yet Core sets up no entry without one. */
const flow = (domain: string): string => `
from homeassistant.config_entries import ConfigFlow


class Flow(ConfigFlow, domain="${domain}"):
    VERSION = 1
`;

const SENSOR = `
from homeassistant.components.sensor import SensorDeviceClass, SensorEntity


class ReportedSensor(SensorEntity):
    _attr_has_entity_name = True
    _attr_should_poll = False

    def __init__(self, entry, unique_id, sensor):
        name, unit, device_class = (sensor, None, None) if isinstance(sensor, str) else (*sensor, None)[:3]
        self._attr_unique_id = unique_id
        self._attr_name = name
        self._attr_native_unit_of_measurement = unit
        self._attr_device_class = SensorDeviceClass(device_class) if device_class else None
        self._attr_device_info = {"identifiers": {(entry.domain, entry.entry_id)}, "name": entry.title}


async def async_setup_entry(hass, entry, add):
    entities = {key: ReportedSensor(entry, key, sensor) for key, sensor in entry.data["sensors"].items()}
    add(entities.values())

    async def tell(call):
        for key, value in call.data["states"].items():
            entities[key]._attr_native_value = value
            entities[key]._attr_extra_state_attributes = call.data.get("attributes", {}).get(key, {})
            entities[key].async_write_ha_state()

    hass.services.async_register(entry.domain, "tell", tell)
`;

/**
 * Puts an integration into a house that is not started yet: its name, its device and its unique ids are those of the
 * real one, its states are what a test tells with the service `<domain>.tell`: `states`, and `attributes` where there are any.
 */
export async function useStandIn(core: Core, standIn: StandIn): Promise<void> {
  const { domain, device, sensors, more = NOTHING_MORE } = standIn;
  const folder = core.path('custom_components', domain);
  const manifest = {
    domain,
    name: domain,
    codeowners: [],
    config_flow: true,
    documentation: 'https://github.com/schmacka/printernizer-timelapse',
    integration_type: 'device',
    iot_class: 'local_push',
    requirements: [],
    version: '1.0.0',
  };
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/manifest.json`, JSON.stringify(manifest));
  await writeFile(`${folder}/__init__.py`, INIT + more);
  await writeFile(`${folder}/config_flow.py`, flow(domain));
  await writeFile(`${folder}/sensor.py`, SENSOR);
  await core.addIntegration({ domain, title: device, data: { sensors } });
}
