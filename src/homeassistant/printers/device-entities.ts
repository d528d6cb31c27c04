import type { WatchedPrinter } from '../../print-jobs/printer-feed.ts';
import type { Registry, RegistryDevice, RegistryEntity } from './registry.ts';

const PREVIEW = /preview|thumbnail|cover_image|pick_image/;
const LIGHT = /light|lamp|neopixel|(^|[^a-z])leds?([^a-z]|$)/;
const CHAMBER = /chamber|case|enclosure|cabinet/;
/** They light something else, or tell something. */
const NO_LIGHT = /status|logo|nozzle|toolhead|hotend|extruder|display|screen|knob|button|indicator/;

type Camera = WatchedPrinter['cameras'][number];

/**
 * Those of the printer's own integration first.
 * @param images unique ids of the images of that integration that show the printer
 */
export function camerasOf(
  status: RegistryEntity,
  { entities, devices }: Registry,
  images: readonly string[],
): Camera[] {
  const isOwn = (each: RegistryEntity) => each.platform === status.platform;
  const cameras = ofDevice(status, entities).filter((each) => {
    const domain = domainOf(each);
    if (PREVIEW.test(each.unique_id.toLowerCase())) return false;
    return domain === 'camera' || (domain === 'image' && (!isOwn(each) || images.includes(each.unique_id)));
  });
  return cameras
    .toSorted((one, other) => Number(isOwn(other)) - Number(isOwn(one)))
    .map((each) => ({ entity: each.entity_id, name: nameOf(each, devices) }));
}

export function lightsOf(status: RegistryEntity, { entities }: Registry): string[] {
  return ofDevice(status, entities)
    .flatMap((each) => {
      const rank = lightRank(each);
      return rank === null ? [] : [{ id: each.entity_id, rank }];
    })
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ id }) => id);
}

/** Lowest first; null = lights nothing. */
function lightRank(entity: RegistryEntity): number | null {
  const domain = domainOf(entity);
  const words = [entity.unique_id, entity.name, entity.original_name].join(' ').toLowerCase();
  if (domain !== 'light' && (domain !== 'switch' || !LIGHT.test(words))) return null;
  if (NO_LIGHT.test(words)) return null;
  return (CHAMBER.test(words) ? 0 : 2) + (domain === 'light' ? 0 : 1);
}

function ofDevice({ device_id: device }: RegistryEntity, entities: readonly RegistryEntity[]) {
  return device ? entities.filter((each) => each.device_id === device) : [];
}

/** As Home Assistant calls it: `Camera` of the device `X1C` is `X1C Camera`. */
export function nameOf(entity: RegistryEntity, devices: readonly RegistryDevice[]): string {
  const own = entity.name || entity.original_name;
  const device = deviceName(entity, devices);
  if (!own || !device) return own || device || entity.entity_id;
  return own.toLowerCase().startsWith(device.toLowerCase()) ? own : `${device} ${own}`;
}

export function deviceName(
  { device_id: id }: RegistryEntity,
  devices: readonly RegistryDevice[],
): string | null {
  const device = devices.find((each) => each.id === id);
  return device?.name_by_user || device?.name || null;
}

function domainOf({ entity_id: id }: RegistryEntity): string {
  return id.split('.', 1)[0]!;
}
