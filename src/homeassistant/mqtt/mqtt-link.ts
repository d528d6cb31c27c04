import type { Clock } from '../../lib/clock.ts';
import { causeOf, messageOf } from '../../lib/errors.ts';
import type { Cause } from '../../shared/facts.ts';
import type { Logger } from '../../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../../lib/poll-loop.ts';
import type { AppIdentity } from '../core/app-identity.ts';
import { connectToBroker } from './broker.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import { MqttDevice } from './mqtt-device.ts';
import { BIRTH_TOPIC, topicsOf } from './mqtt-discovery.ts';
import type { MqttPrinters } from './mqtt-printers.ts';
import { printerCommand, printerCommandTopics } from './printer-discovery.ts';
import { orHalted } from '../core/or-halted.ts';
import type { MqttService, SupervisorClient } from '../core/supervisor-client.ts';

/** How often the Supervisor is asked for a broker. */
const ASK_EVERY_MS = 60_000;
/** In milliseconds; the last one repeats. */
const BACK_OFF_MS = [1000, 5000, 10_000, 30_000, 60_000];
/** After this time, sensors are shown without the broker. */
export const PATIENCE_MS = 60_000;

export type MqttState =
  | { is: 'none' }
  | { is: 'connected' }
  /** Not connected since then, milliseconds since 1970. */
  | { is: 'away'; since: number; reason: string | null; why: Cause | null };

export type Control =
  | { press: 'process_next' }
  | { pause: boolean }
  /** Key of the printer. */
  | { capture: boolean; printer: string }
  | { press: 'take_picture'; printer: string };

export interface MqttLinkDeps {
  supervisor: SupervisorClient;
  core: CoreConnection;
  identity: AppIdentity;
  clock: Clock;
  logger: Logger;
  version: string;
  printers: MqttPrinters;
  halt: AbortSignal;
  onChange: () => void;
  onControl: (control: Control) => void;
}

/**
 * Connects to the broker offered by the Supervisor. Every attempt asks again, since address and password may have
 * changed. Without Home Assistant's MQTT integration nobody would listen, so it is not used then.
 */
export class MqttLink {
  readonly #deps: MqttLinkDeps;
  readonly #loop: PollLoop;
  #state: MqttState;
  #device: MqttDevice | null = null;
  #failures = 0;
  #undo: (() => void)[] = [];

  constructor(deps: MqttLinkDeps) {
    this.#deps = deps;
    this.#state = { is: 'away', since: deps.clock.now(), reason: null, why: null };
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'the MQTT connection could not be maintained'),
      retryMs: ASK_EVERY_MS,
    });
  }

  get state(): MqttState {
    return this.#state;
  }

  get device(): MqttDevice | null {
    return this.#device;
  }

  start(): void {
    const { core, clock } = this.#deps;
    this.#state = { is: 'away', since: clock.now(), reason: null, why: null };
    this.#undo = [
      core.onReady(() => this.#loop.wake()),
      core.subscribeEvents('component_loaded', ({ data }) => {
        if (data.component === 'mqtt') this.#loop.wake();
      }),
    ];
    this.#loop.start();
  }

  /** The device is kept for a clean disconnect. */
  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await this.#loop.stop();
  }

  async #pass(): Promise<number> {
    const { core } = this.#deps;
    // Only Home Assistant can say whether it listens; until then nothing changes.
    if (core.state.state !== 'connected') return ASK_EVERY_MS;
    try {
      const found = await this.#find();
      if (!found) await this.#leave();
      else if (!this.#device) await this.#connect(found.service, found.slug);
      this.#failures = 0;
      return ASK_EVERY_MS;
    } catch (error) {
      if (!this.#deps.halt.aborted && !this.#device) this.#away(messageOf(error), causeOf(error));
      const wait = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)] ?? 0;
      this.#failures += 1;
      return wait;
    }
  }

  /** Null = no broker to use. @throws AppError when that is unknown */
  async #find(): Promise<{ service: MqttService; slug: string } | null> {
    const { core, supervisor, identity, halt } = this.#deps;
    const config = core.send<{ components: string[] }>({ type: 'get_config' });
    if (!(await orHalted(config, halt)).components.includes('mqtt')) return null;
    const service = await supervisor.mqtt();
    if (!service) return null;
    const slug = await identity.slug();
    if (slug === null) throw new Error('the Supervisor did not identify the app');
    return { service, slug };
  }

  async #connect(service: MqttService, slug: string): Promise<void> {
    const { halt, logger, version, printers } = this.#deps;
    const topics = topicsOf(slug);
    const broker = await connectToBroker({
      service,
      clientId: slug,
      will: { topic: topics.availability, payload: 'offline' },
      onMessage: (topic, payload) => this.#handleMessage(slug, topic, payload),
      onLost: () => this.#lost(),
      halt,
    });
    try {
      const commands = [topics.processNext, topics.setPaused, ...printerCommandTopics(slug)];
      await orHalted(broker.subscribe([...commands, BIRTH_TOPIC]), halt);
    } catch (error) {
      await broker.end();
      throw error;
    }
    this.#device = new MqttDevice(broker, { info: { slug, version }, printers, halt });
    this.#state = { is: 'connected' };
    logger.info({ host: service.host, port: service.port }, 'the MQTT broker is connected');
    this.#deps.onChange();
  }

  #handleMessage(slug: string, topic: string, payload: string): void {
    const topics = this.#device?.topics;
    const { onControl, onChange } = this.#deps;
    if (topic === topics?.processNext) onControl({ press: 'process_next' });
    if (topic === topics?.setPaused) onControl({ pause: payload === 'ON' });
    this.#handlePrinter(printerCommand(slug, topic), payload);
    if (topic !== BIRTH_TOPIC || payload !== 'online') return;
    this.#device?.forget();
    onChange();
  }

  #handlePrinter(asked: ReturnType<typeof printerCommand>, payload: string): void {
    const { printers, onControl } = this.#deps;
    const printer = asked && printers.keyOf(asked.id);
    if (!printer) return;
    if (asked.command === 'take_picture') onControl({ press: 'take_picture', printer });
    else onControl({ capture: payload === 'ON', printer });
  }

  #lost(): void {
    if (!this.#device) return;
    this.#device = null;
    const reason = 'The connection to the MQTT broker was lost.';
    this.#away(reason, { cause: 'connection_lost', reason });
    this.#loop.wake();
  }

  #away(reason: string, why: Cause): void {
    const { clock, logger, onChange } = this.#deps;
    const before = this.#state;
    const since = before.is === 'away' ? before.since : clock.now();
    this.#state = { is: 'away', since, reason, why };
    if (before.is === 'away' && before.reason === reason) return;
    logger.warn({ reason }, 'the MQTT broker is unreachable');
    onChange();
  }

  async #leave(): Promise<void> {
    const device = this.#device;
    this.#device = null;
    await device?.leave();
    if (this.#state.is === 'none') return;
    this.#state = { is: 'none' };
    this.#deps.onChange();
  }
}
