import { DEVICE_NAME, ENTITIES, type Entity, entityId } from './entities.ts';

/** Default of Home Assistant's MQTT integration; a user may have changed it, which nobody can ask. */
const PREFIX = 'homeassistant';

/** Home Assistant tells there that it has started. */
export const BIRTH_TOPIC = `${PREFIX}/status`;

/** What an `event` entity may say: the facts without what they all begin with. */
export const EVENT_TYPES = ['discovered', 'pending', 'processing', 'completed', 'failed', 'deleted'] as const;

/** Who the device is. */
export interface DeviceInfo {
  /** Full slug: unique in this Home Assistant, and only of letters that topics take. */
  slug: string;
  version: string;
}

export type Topics = ReturnType<typeof topicsOf>;

/** Our own topics. */
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

/** One retained message that makes an entity. */
export interface Discovery {
  topic: string;
  config: Record<string, unknown>;
}

/**
 * The messages that make our device and its entities. Each entity has a topic of its own, which every Home Assistant
 * that has MQTT discovery understands; those of whole devices came with 2024.12.
 *
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
  const make = (component: string, key: string, id: string, rest: Record<string, unknown>): Discovery => ({
    topic: `${PREFIX}/${component}/${slug}/${key}/config`,
    config: {
      unique_id: `${slug}_${key}`,
      default_entity_id: id,
      // The same for those before 2025.10; later ones pass it over.
      object_id: id.slice(id.indexOf('.') + 1),
      ...rest,
      ...common,
    },
  });
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
      // None: it bears the name of the device.
      name: null,
      icon: 'mdi:movie-roll',
      state_topic: topics.event,
      event_types: EVENT_TYPES,
    }),
  ];
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
