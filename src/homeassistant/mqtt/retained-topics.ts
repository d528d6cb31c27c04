import { orHalted } from '../core/or-halted.ts';
import type { Broker } from './broker.ts';

/** Publishes what has changed; the broker keeps it for a Home Assistant that comes later. */
export class RetainedTopics {
  readonly #broker: Broker;
  readonly #halt: AbortSignal;
  /** What lies at the broker; of pictures only a name. */
  readonly #published = new Map<string, string>();

  constructor(broker: Broker, halt: AbortSignal) {
    this.#broker = broker;
    this.#halt = halt;
  }

  /** All is published again next time. */
  forget(): void {
    this.#published.clear();
  }

  /** @throws AppError `mqtt_lost` */
  publish(topic: string, payload: string): Promise<void> {
    return this.publishPicture(topic, payload, async () => payload);
  }

  /** @param name another one for each picture @throws AppError `mqtt_lost` */
  async publishPicture(topic: string, name: string, read: () => Promise<string | Uint8Array>): Promise<void> {
    if (this.#published.get(topic) === name) return;
    const payload = await read();
    const sent = typeof payload === 'string' ? payload : Buffer.from(payload);
    await orHalted(this.#broker.publish(topic, sent, true), this.#halt);
    this.#published.set(topic, name);
  }

  /** An empty message removes a retained one. @throws AppError `mqtt_lost` */
  async remove(topic: string): Promise<void> {
    await orHalted(this.#broker.publish(topic, '', true), this.#halt);
    this.#published.delete(topic);
  }
}
