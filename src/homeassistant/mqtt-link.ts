import type { Clock } from '../lib/clock.ts';
import { causeOf, messageOf } from '../lib/errors.ts';
import type { Cause } from '../shared/facts.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { AppIdentity } from './app-identity.ts';
import { connectToBroker } from './broker.ts';
import type { CoreConnection } from './core-connection.ts';
import { MqttDevice } from './mqtt-device.ts';
import { BIRTH_TOPIC, topicsOf } from './mqtt-discovery.ts';
import { orHalted } from './or-halted.ts';
import type { MqttService, SupervisorClient } from './supervisor-client.ts';

/** How often the Supervisor is asked for a broker, or whether it is still wanted, milliseconds. */
const ASK_EVERY_MS = 60_000;
/** Pauses between tries to connect, milliseconds; the last one repeats. */
const BACK_OFF_MS = [1000, 5000, 10_000, 30_000, 60_000];
/** A broker that is away for longer is not waited for, milliseconds: the sensors come without it. */
export const PATIENCE_MS = 60_000;

/** How it is going with the broker. */
export type MqttState =
  | { is: 'none' }
  | { is: 'connected' }
  /** Not yet or no longer connected, since then (milliseconds since 1970). */
  | { is: 'away'; since: number; reason: string | null; why: Cause | null };

/** A button that was pressed, or a switch that was thrown. */
export type Control = { press: 'process_next' } | { pause: boolean };

export interface MqttLinkParts {
  supervisor: SupervisorClient;
  core: CoreConnection;
  identity: AppIdentity;
  clock: Clock;
  logger: Logger;
  version: string;
  /** Ends what is under way. */
  halt: AbortSignal;
  /** Hears that the device is there, or no longer. */
  onChange: () => void;
  /** Hears what users do with the device. */
  onControl: (control: Control) => void;
}

/**
 * Finds the broker that the Supervisor offers and stays connected to it. Each attempt asks anew: address and password
 * may have changed. Without Home Assistant's MQTT integration nobody would listen, so then there is none.
 */
export class MqttLink {
  readonly #parts: MqttLinkParts;
  readonly #loop: PollLoop;
  #state: MqttState;
  #device: MqttDevice | null = null;
  #failures = 0;
  #undo: (() => void)[] = [];

  constructor(parts: MqttLinkParts) {
    this.#parts = parts;
    this.#state = { is: 'away', since: parts.clock.now(), reason: null, why: null };
    this.#loop = createPollLoop({
      clock: parts.clock,
      pass: () => this.#pass(),
      onError: (error) => parts.logger.error({ err: error }, 'the MQTT broker could not be looked after'),
      retryMs: ASK_EVERY_MS,
    });
  }

  get state(): MqttState {
    return this.#state;
  }

  /** Our device while the broker is connected. */
  get device(): MqttDevice | null {
    return this.#device;
  }

  start(): void {
    const { core, clock } = this.#parts;
    this.#state = { is: 'away', since: clock.now(), reason: null, why: null };
    this.#undo = [
      core.onReady(() => this.#loop.wake()),
      core.subscribeEvents('component_loaded', ({ data }) => {
        if (data.component === 'mqtt') this.#loop.wake();
      }),
    ];
    this.#loop.start();
  }

  /** Asks for no broker any more; the device stays for a goodbye. */
  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await this.#loop.stop();
  }

  async #pass(): Promise<number> {
    const { core } = this.#parts;
    // Only Home Assistant can say whether it listens; until then everything stays as it is.
    if (core.state.state !== 'connected') return ASK_EVERY_MS;
    try {
      const found = await this.#find();
      if (!found) await this.#leave();
      else if (!this.#device) await this.#connect(found.service, found.slug);
      this.#failures = 0;
      return ASK_EVERY_MS;
    } catch (error) {
      if (!this.#parts.halt.aborted && !this.#device) this.#away(messageOf(error), causeOf(error));
      const wait = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? 0;
      this.#failures += 1;
      return wait;
    }
  }

  /** The broker to use, or null when there is none for us. @throws AppError when that is not known */
  async #find(): Promise<{ service: MqttService; slug: string } | null> {
    const { core, supervisor, identity, halt } = this.#parts;
    const config = core.send<{ components: string[] }>({ type: 'get_config' });
    if (!(await orHalted(config, halt)).components.includes('mqtt')) return null;
    const service = await supervisor.mqtt();
    if (!service) return null;
    const slug = await identity.slug();
    if (slug === null) throw new Error('the Supervisor does not say who we are');
    return { service, slug };
  }

  async #connect(service: MqttService, slug: string): Promise<void> {
    const { halt, logger, version } = this.#parts;
    const topics = topicsOf(slug);
    const broker = await connectToBroker({
      service,
      clientId: slug,
      will: { topic: topics.availability, payload: 'offline' },
      onMessage: (topic, payload) => this.#hear(topic, payload),
      onLost: () => this.#lost(),
      halt,
    });
    try {
      await orHalted(broker.subscribe([topics.processNext, topics.setPaused, BIRTH_TOPIC]), halt);
    } catch (error) {
      await broker.end();
      throw error;
    }
    this.#device = new MqttDevice(broker, { slug, version }, halt);
    this.#state = { is: 'connected' };
    logger.info({ host: service.host, port: service.port }, 'the MQTT broker is connected');
    this.#parts.onChange();
  }

  #hear(topic: string, payload: string): void {
    const topics = this.#device?.topics;
    const { onControl, onChange } = this.#parts;
    if (topic === topics?.processNext) onControl({ press: 'process_next' });
    if (topic === topics?.setPaused) onControl({ pause: payload === 'ON' });
    if (topic !== BIRTH_TOPIC || payload !== 'online') return;
    this.#device?.forget();
    onChange();
  }

  #lost(): void {
    if (!this.#device) return;
    this.#device = null;
    const reason = 'The connection to the MQTT broker was lost.';
    this.#away(reason, { cause: 'connection_lost', reason });
    this.#loop.wake();
  }

  #away(reason: string, why: Cause): void {
    const { clock, logger, onChange } = this.#parts;
    const before = this.#state;
    const since = before.is === 'away' ? before.since : clock.now();
    this.#state = { is: 'away', since, reason, why };
    if (before.is === 'away' && before.reason === reason) return;
    logger.warn({ reason }, 'the MQTT broker is away');
    onChange();
  }

  /** There is no broker for us (any more). */
  async #leave(): Promise<void> {
    const device = this.#device;
    this.#device = null;
    await device?.leave();
    if (this.#state.is === 'none') return;
    this.#state = { is: 'none' };
    this.#parts.onChange();
  }
}
