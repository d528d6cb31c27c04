import type { CaptureEvents } from '../capture/capture-events.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { AppError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import { createThrottle } from '../lib/throttle.ts';
import type { OutboxEntry } from '../outbox/outbox-store.ts';
import type { WireNotice } from '../shared/system.ts';
import { RECORDED_EVENTS } from '../timelapses/event-recorder.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { CoreConnection } from './core/core-connection.ts';
import { ENTITIES, type Entity, type EntityValue } from './sensors/entities.ts';
import type { EventData } from './automation/event-data.ts';
import { type MqttLink, PATIENCE_MS } from './mqtt/mqtt-link.ts';
import type { PrinterPictures } from './mqtt/printer-pictures.ts';
import type { PostedStates } from './sensors/posted-states.ts';
import { PROGRESS_EVERY_MS, type SummaryReader } from './sensors/summary-reader.ts';
import type { Part } from '../lib/part.ts';

/** For what changes with time alone, such as clean-up candidates. */
const CHECK_EVERY_MS = 60_000;
/** After Home Assistant rejected something. */
const RETRY_MS = 10_000;
/** Changes within this time are shown together. */
const GATHER_MS = 500;

export interface MirrorDeps {
  reader: SummaryReader;
  states: PostedStates;
  mqtt: MqttLink;
  core: CoreConnection;
  pictures: PrinterPictures;
  emitter: Emitter<TimelapseEvents & CaptureEvents>;
  clock: Clock;
  logger: Logger;
  halt: AbortController;
}

/** As entities of a device, as posted states, or not at all at the moment. */
export type MirrorWay = 'mqtt' | 'states' | 'none';

const CHANGES = [...RECORDED_EVENTS, 'timelapse.updated', 'system.changed', 'settings.changed'] as const;

/**
 * Via MQTT if there is a broker, else as posted states. One loop does both, so that an entity is never shown both
 * ways.
 */
export class Mirror implements Part {
  readonly #deps: MirrorDeps;
  readonly #loop: PollLoop;
  #way: MirrorWay = 'none';
  #undo: (() => void)[] = [];

  constructor(deps: MirrorDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'the sensors could not be updated'),
      retryMs: CHECK_EVERY_MS,
    });
  }

  get way(): MirrorWay {
    return this.#way;
  }

  /** Only when the problem lasts. */
  get notices(): WireNotice[] {
    const { mqtt } = this.#deps;
    if (mqtt.state.is !== 'away' || mqtt.state.why === null || this.#patience() > 0) return [];
    return [
      {
        code: 'mqtt_unreachable',
        area: 'home_assistant',
        message: `${mqtt.state.reason} The sensors are updated without it.`,
        remedy: 'Check that the broker is running. The app keeps retrying.',
        facts: mqtt.state.why,
      },
    ];
  }

  start(): void {
    const { core, emitter, mqtt, states, pictures } = this.#deps;
    const soon = createThrottle(GATHER_MS, () => this.#loop.wake());
    const progress = createThrottle(PROGRESS_EVERY_MS, () => this.#loop.wake());
    this.#undo = [
      ...CHANGES.map((event) => emitter.on(event, soon.call)),
      emitter.on('timelapse.progress', progress.call),
      emitter.on('capture.changed', progress.call),
      emitter.on('printer.changed', progress.call),
      emitter.on('printer.pictured', ({ key, test }) => {
        pictures.askFor(key, test?.bytes ?? null);
        this.#loop.wake();
      }),
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

  brokerChanged(): void {
    this.#loop.wake();
  }

  /** Via the `event` entity, if there is one. */
  sendEvent(event: OutboxEntry['event'], data: EventData): void {
    this.#deps.mqtt.device?.sendEvent(event, data);
  }

  /** Marks everything unavailable; gives up after a while. */
  async stop(): Promise<void> {
    const { mqtt, states, halt } = this.#deps;
    for (const undo of this.#undo.splice(0)) undo();
    halt.abort();
    await Promise.all([mqtt.stop(), this.#loop.stop()]);
    await Promise.all([mqtt.device?.leave(), states.markUnavailable()]);
  }

  async #pass(): Promise<number> {
    const { halt, logger } = this.#deps;
    try {
      return await this.#show();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!halt.signal.aborted) logger.debug({ reason: error.message }, 'the sensors are waiting');
      return RETRY_MS;
    }
  }

  async #show(): Promise<number> {
    const { mqtt, states, core, reader } = this.#deps;
    const { device } = mqtt;
    const patience = this.#patience();
    if (!device && (patience > 0 || core.state.state !== 'connected')) {
      this.#go('none');
      return Math.min(CHECK_EVERY_MS, patience || CHECK_EVERY_MS);
    }
    const summary = await reader.read();
    const values = new Map<Entity, EntityValue>(ENTITIES.map((entity) => [entity, entity.read(summary)]));
    if (!device) {
      await states.show(values);
      this.#go('states');
      return CHECK_EVERY_MS;
    }
    if (!device.appeared) await states.remove();
    await device.show(values, summary);
    this.#go('mqtt');
    return CHECK_EVERY_MS;
  }

  /** How long to wait for an unreachable broker, milliseconds; 0 = no longer. */
  #patience(): number {
    const { mqtt, clock } = this.#deps;
    if (mqtt.state.is !== 'away') return 0;
    const waited = clock.now() - mqtt.state.since;
    return waited < 0 ? 0 : Math.max(0, PATIENCE_MS - waited);
  }

  #go(way: MirrorWay): void {
    if (way === this.#way) return;
    this.#way = way;
    const { logger, emitter } = this.#deps;
    if (way !== 'none')
      logger.info(way === 'mqtt' ? 'sensors are published via MQTT' : 'sensors are posted as states');
    emitter.emit('system.changed', {});
  }
}
