import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { createThrottle } from '../lib/throttle.ts';
import type { OutboxEntry } from '../outbox/outbox-store.ts';
import type { WireNotice } from '../shared/system.ts';
import { FACT_EVENTS } from '../timelapses/fact-recorder.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { CoreConnection } from './core-connection.ts';
import { ENTITIES, type Entity, type EntityValue } from './entities.ts';
import type { EventData } from './event-data.ts';
import type { HomeAssistantPart } from './home-assistant.ts';
import { type MqttLink, PATIENCE_MS } from './mqtt-link.ts';
import type { PostedStates } from './posted-states.ts';
import { PROGRESS_EVERY_MS, type SummaryReader } from './summary-reader.ts';

/** What changes by mere passing of time, such as clean-up candidates, is looked at this often, milliseconds. */
const LOOK_EVERY_MS = 60_000;
/** After Home Assistant did not take something, milliseconds. */
const RETRY_MS = 10_000;
/** Changes that come together are shown together, milliseconds. */
const GATHER_MS = 500;

export interface MirrorParts {
  reader: SummaryReader;
  states: PostedStates;
  mqtt: MqttLink;
  core: CoreConnection;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  /** Ends what is under way. */
  halt: AbortController;
}

/** Which way the sensors get into Home Assistant: as entities of a device, as posted states, or not at all now. */
export type MirrorWay = 'mqtt' | 'states' | 'none';

const CHANGES = [...FACT_EVENTS, 'timelapse.updated', 'system.changed', 'settings.changed'] as const;

/**
 * Keeps what Home Assistant shows of the app up to date: by MQTT where there is a broker, else by posted states. One
 * loop does both, so that an entity is never shown both ways at once.
 */
export class Mirror implements HomeAssistantPart {
  readonly #parts: MirrorParts;
  readonly #loop: PollLoop;
  #way: MirrorWay = 'none';
  #undo: (() => void)[] = [];

  constructor(parts: MirrorParts) {
    this.#parts = parts;
    this.#loop = createPollLoop({
      clock: parts.clock,
      pass: () => this.#pass(),
      onError: (error) => parts.logger.error({ err: error }, 'the sensors could not be brought up to date'),
      retryMs: LOOK_EVERY_MS,
    });
  }

  get way(): MirrorWay {
    return this.#way;
  }

  /** What is wrong with the broker, when it is so for longer than a moment. */
  get notices(): WireNotice[] {
    const { mqtt } = this.#parts;
    if (mqtt.state.is !== 'away' || mqtt.state.why === null || this.#patience() > 0) return [];
    return [
      {
        code: 'mqtt_unreachable',
        area: 'home_assistant',
        message: `${mqtt.state.reason} The sensors are posted without it.`,
        remedy: 'See that the broker runs. It is tried again by itself.',
        facts: mqtt.state.why,
      },
    ];
  }

  start(): void {
    const { core, emitter, mqtt, states } = this.#parts;
    const soon = createThrottle(GATHER_MS, () => this.#loop.wake());
    const progress = createThrottle(PROGRESS_EVERY_MS, () => this.#loop.wake());
    this.#undo = [
      ...CHANGES.map((event) => emitter.on(event, soon.call)),
      emitter.on('timelapse.progress', progress.call),
      core.onReady(() => {
        states.forget();
        this.#loop.wake();
      }),
      soon.stop,
      progress.stop,
    ];
    this.#loop.start();
    mqtt.start();
  }

  /** Something about the broker has changed. */
  brokerChanged(): void {
    this.#loop.wake();
  }

  /** Tells of a fact where there is an `event` entity. */
  tell(event: OutboxEntry['event'], data: EventData): void {
    this.#parts.mqtt.device?.tell(event, data);
  }

  /** Lets everything be unavailable, and ends after a while though nobody answers. */
  async stop(): Promise<void> {
    const { mqtt, states, halt } = this.#parts;
    for (const undo of this.#undo.splice(0)) undo();
    halt.abort();
    await Promise.all([mqtt.stop(), this.#loop.stop()]);
    await Promise.all([mqtt.device?.leave(), states.sayUnavailable()]);
  }

  async #pass(): Promise<number> {
    const { halt, logger } = this.#parts;
    try {
      return await this.#show();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!halt.signal.aborted) logger.debug({ reason: error.message }, 'the sensors wait');
      return RETRY_MS;
    }
  }

  async #show(): Promise<number> {
    const { mqtt, states, core, reader } = this.#parts;
    const { device } = mqtt;
    const patience = this.#patience();
    if (!device && (patience > 0 || core.state.state !== 'connected')) {
      this.#go('none');
      return Math.min(LOOK_EVERY_MS, patience || LOOK_EVERY_MS);
    }
    const summary = await reader.read();
    const values = new Map<Entity, EntityValue>(ENTITIES.map((entity) => [entity, entity.read(summary)]));
    if (!device) {
      await states.show(values);
      this.#go('states');
      return LOOK_EVERY_MS;
    }
    if (!device.appeared) await states.remove();
    await device.show(values, summary);
    this.#go('mqtt');
    return LOOK_EVERY_MS;
  }

  /** How long a broker that is away is waited for, milliseconds; 0 = no longer. */
  #patience(): number {
    const { mqtt, clock } = this.#parts;
    if (mqtt.state.is !== 'away') return 0;
    const waited = clock.now() - mqtt.state.since;
    return waited < 0 ? 0 : Math.max(0, PATIENCE_MS - waited);
  }

  #go(way: MirrorWay): void {
    if (way === this.#way) return;
    this.#way = way;
    const { logger, emitter } = this.#parts;
    if (way !== 'none') logger.info(way === 'mqtt' ? 'sensors are there by MQTT' : 'sensors are posted');
    emitter.emit('system.changed', {});
  }
}
