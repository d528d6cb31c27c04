import { setTimeout as sleep } from 'node:timers/promises';
import type { OutboxEntry } from '../../outbox/outbox-store.ts';
import type { Broker } from './broker.ts';
import type { Entity, EntityValue } from '../sensors/entities.ts';
import type { EventData } from '../automation/event-data.ts';
import { type DeviceInfo, discoveries, type Topics, topicsOf } from './mqtt-discovery.ts';
import type { MqttPrinters } from './mqtt-printers.ts';
import { posterPicture } from './poster-picture.ts';
import { RetainedTopics } from './retained-topics.ts';
import type { Summary } from '../sensors/summary.ts';

/** Maximum time for a clean disconnect. */
const MAX_GOODBYE_MS = 1000;
/** Home Assistant's word for an unknown state. */
const UNKNOWN = 'None';

export interface MqttDeviceDeps {
  info: DeviceInfo;
  printers: MqttPrinters;
  halt: AbortSignal;
}

export class MqttDevice {
  readonly topics: Topics;
  readonly #broker: Broker;
  readonly #info: DeviceInfo;
  readonly #printers: MqttPrinters;
  readonly #retained: RetainedTopics;
  #appeared = false;

  constructor(broker: Broker, { info, printers, halt }: MqttDeviceDeps) {
    this.#broker = broker;
    this.#info = info;
    this.#printers = printers;
    this.#retained = new RetainedTopics(broker, halt);
    this.topics = topicsOf(info.slug);
  }

  /** Home Assistant knows of it since this connection was made. */
  get appeared(): boolean {
    return this.#appeared;
  }

  /** Home Assistant may have forgotten everything, so all is published again next time. */
  forget(): void {
    this.#retained.forget();
  }

  /** Publishes changes, and everything the first time. @throws AppError `mqtt_lost` */
  async show(values: ReadonlyMap<Entity, EntityValue>, summary: Summary): Promise<void> {
    // A state posted while the broker was away disappears when its entity becomes available.
    if (!this.#appeared) await this.#retained.publish(this.topics.availability, 'offline');
    for (const { topic, config } of discoveries(this.#info))
      await this.#retained.publish(topic, JSON.stringify(config));
    for (const [{ key }, { state, attributes }] of values) {
      await this.#retained.publish(this.topics.attributes(key), JSON.stringify(attributes ?? {}));
      await this.#retained.publish(this.topics.state(key), state ?? UNKNOWN);
    }
    await this.#retained.publish(this.topics.paused, summary.paused ? 'ON' : 'OFF');
    await this.#showPoster(summary);
    await this.#retained.publish(this.topics.availability, 'online');
    this.#appeared = true;
    // Their pictures may be on a share that is slow.
    await this.#printers.show(this.#retained, this.#info);
  }

  /** A lost one is on Home Assistant's bus anyway. */
  sendEvent(event: OutboxEntry['event'], data: EventData): void {
    if (!this.#appeared) return;
    const payload = JSON.stringify({ event_type: event.slice('timelapse.'.length), ...data });
    this.#broker.publish(this.topics.event, payload, false).catch(() => {});
  }

  /** Marks everything unknown and disconnects. Never throws, and gives up after a while. */
  async leave(): Promise<void> {
    const goodbye = this.#appeared
      ? this.#broker.publish(this.topics.availability, 'offline', true).catch(() => {})
      : undefined;
    await Promise.race([goodbye, sleep(MAX_GOODBYE_MS, undefined, { ref: false })]);
    await this.#broker.end();
  }

  async #showPoster({ lastVideo }: Summary): Promise<void> {
    const { name, read } = posterPicture(lastVideo) ?? { name: 'none', read: async () => '' };
    await this.#retained.publishPicture(this.topics.poster, name, read);
  }
}
