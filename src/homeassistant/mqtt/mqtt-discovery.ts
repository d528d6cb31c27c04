import { DEVICE_NAME, ENTITIES, type Entity, entityId } from '../sensors/entities.ts';

/** Default of Home Assistant's MQTT integration; there is no way to find out a changed one. */
const PREFIX = 'homeassistant';

/** Home Assistant announces its start there. */
export const BIRTH_TOPIC = `${PREFIX}/status`;

export const EVENT_TYPES = [
  'discovered',
  'pending',
  'processing',
  'completed',
  'failed',
  'deleted',
  'capture_started',
  'capture_ended',
  'capture_problem',
  'rule_applied',
] as const;

export interface DeviceInfo {
  /** Full slug: unique in this Home Assistant, and valid in topics. */
  slug: string;
  version: string;
}

export type Topics = ReturnType<typeof topicsOf>;

export function topicsOf(slug: string) {
  return {
    availability: `${slug}/availability`,
    state: (key: string) => `${slug}/${key}/state`,
    attributes: (key: string) => `${slug}/${key}/attributes`,
    poster: `${slug}/last_poster/image`,
    event: `${slug}/event/state`,
    paused: `${slug}/pause/state`,
    setPaused: `${slug}/pause/set`,
    processNext: `${slug}/process_next/press`,
  };
}

export interface Discovery {
  topic: string;
  config: Record<string, unknown>;
}

/**
 * One discovery topic per entity works with every Home Assistant; discovery of whole devices came with 2024.12.
 * Source: home-assistant.io, "MQTT", discovery; home-assistant/core, components/mqtt/schemas.py.
 */
export function discoveries(info: DeviceInfo): Discovery[] {
  const { slug, version } = info;
  const topics = topicsOf(slug);
  const common = {
    availability_topic: topics.availability,
    device: {
      identifiers: [slug],
      name: DEVICE_NAME,
      manufacturer: 'Printernizer',
      model: 'Printernizer Timelapse',
      sw_version: version,
      configuration_url: `homeassistant://app/${slug}`,
    },
    origin: { name: 'Printernizer Timelapse', sw_version: version },
  };
  const make = (component: string, key: string, id: string, rest: Record<string, unknown>): Discovery =>
    discoveryOf({ component, node: slug, key }, id.slice(id.indexOf('.') + 1), { ...rest, ...common });
  return [
    ...ENTITIES.map((entity) =>
      make(entity.component, entity.key, entityId(entity), describe(entity, topics)),
    ),
    make('button', 'process_next', 'button.timelapse_process_next', {
      name: 'Process next',
      icon: 'mdi:skip-next-circle-outline',
      command_topic: topics.processNext,
    }),
    make('switch', 'pause', 'switch.timelapse_pause', {
      name: 'Pause',
      icon: 'mdi:pause-circle-outline',
      state_topic: topics.paused,
      command_topic: topics.setPaused,
    }),
    make('image', 'last_poster', 'image.timelapse_last_poster', {
      name: 'Last poster',
      image_topic: topics.poster,
      content_type: 'image/jpeg',
    }),
    make('event', 'event', 'event.timelapse', {
      // Null: it has the name of the device.
      name: null,
      icon: 'mdi:movie-roll',
      state_topic: topics.event,
      event_types: EVENT_TYPES,
    }),
  ];
}

/** @param node unique in this Home Assistant, and valid in topics @param objectId of the entity, unless it is taken */
export function discoveryOf(
  { component, node, key }: { component: string; node: string; key: string },
  objectId: string,
  rest: Record<string, unknown>,
): Discovery {
  return {
    topic: `${PREFIX}/${component}/${node}/${key}/config`,
    config: {
      unique_id: `${node}_${key}`,
      default_entity_id: `${component}.${objectId}`,
      // Used before 2025.10; later versions ignore it.
      object_id: objectId,
      ...rest,
    },
  };
}

function describe(entity: Entity, topics: Topics): Record<string, unknown> {
  const { key, name, icon, deviceClass, stateClass, unit, options, diagnostic, component } = entity;
  return {
    name,
    state_topic: topics.state(key),
    json_attributes_topic: topics.attributes(key),
    ...(component === 'binary_sensor' ? { payload_on: 'on', payload_off: 'off' } : {}),
    ...(icon ? { icon } : {}),
    ...(deviceClass ? { device_class: deviceClass } : {}),
    ...(stateClass ? { state_class: stateClass } : {}),
    ...(unit ? { unit_of_measurement: unit } : {}),
    ...(options ? { options } : {}),
    ...(diagnostic ? { entity_category: 'diagnostic' } : {}),
  };
}
