import { createHash } from 'node:crypto';
import type { PrinterSummary } from '../../capture/printer-summaries.ts';
import { type DeviceInfo, type Discovery, discoveryOf, topicsOf } from './mqtt-discovery.ts';

/** Stays the same when the printer is renamed; valid in topics. */
export function printerId(key: string): string {
  return createHash('sha1').update(key).digest('hex').slice(0, 12);
}

export function printerTopics(slug: string, id: string) {
  const base = `${slug}/printers/${id}`;
  return {
    state: (key: string) => `${base}/${key}/state`,
    attributes: (key: string) => `${base}/${key}/attributes`,
    capture: `${base}/capture/state`,
    setCapture: `${base}/capture/set`,
    takePicture: `${base}/take_picture/press`,
    picture: `${base}/latest_picture/image`,
    poster: `${base}/last_poster/image`,
  };
}

/** Of all printers. */
export function printerCommandTopics(slug: string): string[] {
  const { setCapture, takePicture } = printerTopics(slug, '+');
  return [setCapture, takePicture];
}

/** What a command topic of a printer is about; null = of no printer. */
export function printerCommand(
  slug: string,
  topic: string,
): { id: string; command: 'set_capture' | 'take_picture' } | null {
  const id = topic.slice(`${slug}/printers/`.length).split('/', 1)[0]!;
  const topics = printerTopics(slug, id);
  if (topic === topics.setCapture) return { id, command: 'set_capture' };
  return topic === topics.takePicture ? { id, command: 'take_picture' } : null;
}

/** A device for each printer, behind that of the app. */
export function printerDiscoveries(
  info: DeviceInfo,
  { key, name }: Pick<PrinterSummary, 'key' | 'name'>,
): Discovery[] {
  const { slug, version } = info;
  const id = printerId(key);
  const topics = printerTopics(slug, id);
  const common = {
    availability_topic: topicsOf(slug).availability,
    device: {
      identifiers: [`${slug}_${id}`],
      name: `${name} timelapse`,
      manufacturer: 'Printernizer',
      model: 'Pictures and videos of a printer',
      sw_version: version,
      via_device: slug,
    },
    origin: { name: 'Printernizer Timelapse', sw_version: version },
  };
  const make = (component: string, entity: string, rest: Record<string, unknown>): Discovery =>
    discoveryOf(
      { component, node: `${slug}_${id}`, key: entity },
      `timelapse_${idText(name) || id}_${entity}`,
      {
        ...rest,
        ...common,
      },
    );
  const told = (entity: string) => ({
    state_topic: topics.state(entity),
    json_attributes_topic: topics.attributes(entity),
  });
  const onOff = { payload_on: 'on', payload_off: 'off' };
  return [
    make('switch', 'capture', {
      name: 'Take pictures',
      icon: 'mdi:camera-timer',
      state_topic: topics.capture,
      command_topic: topics.setCapture,
    }),
    make('button', 'take_picture', {
      name: 'Take a picture',
      icon: 'mdi:camera',
      command_topic: topics.takePicture,
    }),
    make('sensor', 'pictures', {
      name: 'Pictures',
      icon: 'mdi:image-multiple',
      unit_of_measurement: 'pictures',
      state_class: 'measurement',
      ...told('pictures'),
    }),
    make('image', 'latest_picture', {
      name: 'Latest picture',
      image_topic: topics.picture,
      content_type: 'image/jpeg',
    }),
    make('binary_sensor', 'capturing', {
      name: 'Taking pictures',
      device_class: 'running',
      ...told('capturing'),
      ...onOff,
    }),
    make('binary_sensor', 'capture_problem', {
      name: 'Camera problem',
      device_class: 'problem',
      entity_category: 'diagnostic',
      ...told('capture_problem'),
      ...onOff,
    }),
    make('sensor', 'last_video', {
      name: 'Last video',
      icon: 'mdi:movie-check',
      ...told('last_video'),
    }),
    make('image', 'last_poster', {
      name: 'Last poster',
      image_topic: topics.poster,
      content_type: 'image/jpeg',
    }),
    make('sensor', 'videos', {
      name: 'Videos',
      icon: 'mdi:movie-open-star',
      unit_of_measurement: 'videos',
      state_class: 'measurement',
      ...told('videos'),
    }),
    make('sensor', 'failed', {
      name: 'Failed',
      icon: 'mdi:alert-circle-outline',
      unit_of_measurement: 'timelapses',
      state_class: 'measurement',
      ...told('failed'),
    }),
  ];
}

/** Nothing but what an entity id may have. */
function idText(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
}
