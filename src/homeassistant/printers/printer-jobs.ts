import { isDeepStrictEqual } from 'node:util';
import type { LiveOptions } from '../../options/live-options.ts';
import type { CancelTimer, Clock } from '../../lib/clock.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { Serial } from '../../lib/serial.ts';
import type {
  PrintJobSource,
  PrintJobSourceState,
  ReceivePrintJobs,
} from '../../print-jobs/print-job-source.ts';
import type { PrintJob } from '../../print-jobs/print-job.ts';
import type { PrinterFeed, PrinterSight, WatchedPrinter } from '../../print-jobs/printer-feed.ts';
import type { SensorMemory, SensorPeriod, SensorPoints } from '../../print-jobs/print-sensors.ts';
import type { AppStateStore } from '../../db/app-state-store.ts';
import type { WireNotice } from '../../shared/system.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import { addedStates, changedStates, type EntitiesMessage } from './entity-states.ts';
import { findPrinters, type Printer } from './find-printers.ts';
import { orHalted } from '../core/or-halted.ts';
import { puzzlesFrom } from './printer-understanding.ts';
import { watchedEntities } from './printer-entities.ts';
import { PrinterFollower } from './printer-follower.ts';
import { printerNotices } from './printer-notices.ts';
import { sensorsOf } from './printer-sensors.ts';
import { sightOf, watchedPrinter } from './printer-sight.ts';
import { readSensors } from './read-sensors.ts';
import { deviceRegistrySchema, entityRegistrySchema } from './registry.ts';
import { SightChanges } from './sight-changes.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/** After this time without a state, a printer no longer holds back renders. */
const TRUSTED_MS = 3_600_000;
/** Registries change many entries at once. */
const SETTLE_MS = 1000;
const RETRY_MS = 30_000;

export interface PrinterJobsDeps {
  core: CoreConnection;
  supervisor: SupervisorClient;
  options: LiveOptions;
  appState: Pick<AppStateStore, 'get' | 'set'>;
  clock: Clock;
  logger: Logger;
  receive: ReceivePrintJobs;
  onState: () => void;
}

/**
 * Printers are found in Home Assistant's registries, again whenever those change, and their entities are subscribed
 * to.
 */
export class PrinterJobs implements PrintJobSource, PrinterFeed, SensorMemory {
  readonly name = 'home_assistant';
  readonly #deps: PrinterJobsDeps;
  readonly #follower: PrinterFollower;
  /** A missing answer must not delay the app's exit. */
  readonly #halt = new AbortController();
  /** When each printer was last known to print, milliseconds since 1970. */
  readonly #heardAt = new Map<string, number>();
  #subscribed: readonly string[] = [];
  #isSeen = false;
  #isKnown = false;
  #unsubscribe: () => void = () => {};
  #cancelTimer: CancelTimer = () => {};
  #cancelPuzzle: CancelTimer = () => {};
  #undo: (() => void)[] = [];
  readonly #serial = new Serial();
  readonly #sightChanges: SightChanges;
  readonly #readyListeners = new Set<() => void>();

  constructor(deps: PrinterJobsDeps) {
    this.#deps = deps;
    const { receive, logger } = deps;
    this.#sightChanges = new SightChanges((error) =>
      logger.error({ err: error }, 'a change of a printer could not be processed'),
    );
    const halt = this.#halt.signal;
    this.#follower = new PrinterFollower({
      ...deps,
      supervisor: deps.supervisor.until(halt),
      halt,
      receive: (reports) => receive(this.name, reports),
    });
  }

  get state(): PrintJobSourceState {
    if (this.#follower.printers.length === 0) return { state: 'off', where: null, why: null };
    return { state: this.#isConnected ? 'ok' : 'unknown', where: 'Home Assistant', why: null };
  }

  get isKnown(): boolean {
    return this.#isKnown;
  }

  get printers(): readonly WatchedPrinter[] {
    return this.#follower.printers.map(watchedPrinter);
  }

  sightOf(key: string): PrinterSight | null {
    const printer = this.#follower.printers.find((each) => each.key === key);
    return printer ? this.#sight(printer) : null;
  }

  onChange(listener: (key: string) => void): () => void {
    return this.#sightChanges.on(listener);
  }

  get isReady(): boolean {
    return this.#isConnected && this.#isKnown;
  }

  onReady(listener: () => void): () => void {
    this.#readyListeners.add(listener);
    return () => this.#readyListeners.delete(listener);
  }

  async read(job: PrintJob, period: SensorPeriod, halt: AbortSignal): Promise<SensorPoints | null> {
    const sensors = sensorsOf(this.#follower.printers, job);
    if (sensors === null) return null;
    const { supervisor, core } = this.#deps;
    const { states } = this.#follower;
    return readSensors(
      {
        supervisor: supervisor.until(halt),
        core: { send: (message) => orHalted(core.send(message), halt) },
        unitOf: (entity) => states.get(entity)?.attributes?.unit_of_measurement,
      },
      sensors,
      period,
    );
  }

  get notices(): WireNotice[] {
    if (!this.#isSeen || !this.#isConnected) return [];
    const { printers, states } = this.#follower;
    const understandingOf = (key: string) => this.#follower.understandingOf(key);
    return printerNotices(printers, {
      states,
      understandingOf: understandingOf,
      now: this.#deps.clock.now(),
    });
  }

  /** Null = none. A printer that has long been unreachable does not count. */
  get printing(): string | null {
    const now = this.#deps.clock.now();
    for (const { key, print } of this.#follower.prints) {
      const isHeard = this.#isConnected && this.#follower.isReporting(key);
      const heardAt = isHeard ? now : (this.#heardAt.get(key) ?? now);
      this.#heardAt.set(key, heardAt);
      if (now - heardAt < TRUSTED_MS) return print.printer;
    }
    return null;
  }

  async start(): Promise<void> {
    const { core, options } = this.#deps;
    await this.#follower.load();
    const find = () => this.#inTurn(() => this.#find());
    this.#undo = [
      core.onReady(find),
      core.onLost(() => this.#compareSights()),
      core.subscribeEvents('entity_registry_updated', () => this.#findIn(SETTLE_MS)),
      core.subscribeEvents('device_registry_updated', () => this.#findIn(SETTLE_MS)),
      options.onChange((next, before) => {
        if (!isDeepStrictEqual(next.printers, before.printers)) find();
      }),
    ];
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    this.#cancelTimer();
    this.#cancelPuzzle();
    this.#unsubscribe();
    this.#halt.abort();
    await this.#serial.settled();
  }

  get #isConnected(): boolean {
    return this.#deps.core.state.state === 'connected';
  }

  #findIn(ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#deps.clock.after(ms, () => this.#inTurn(() => this.#find()));
  }

  #inTurn(work: () => Promise<void>): void {
    const halt = this.#halt.signal;
    const done = this.#serial.run(() => (halt.aborted ? undefined : work()));
    done.catch((error: unknown) => {
      if (halt.aborted) return;
      this.#deps.logger.error({ err: error }, 'prints could not be tracked');
      // A new subscription sends all states again.
      this.#subscribe([]);
      this.#findIn(RETRY_MS);
    });
  }

  async #find(): Promise<void> {
    const printers = await this.#ask();
    if (!printers) return;
    const names = printers.map(({ name }) => name);
    const before = this.#follower.printers.map(({ name }) => name);
    await this.#follower.use(printers);
    this.#subscribe([...new Set(printers.flatMap(watchedEntities))]);
    this.#isKnown = true;
    this.#compareSights();
    for (const listener of this.#readyListeners) listener();
    if (isDeepStrictEqual(names, before)) return;
    this.#deps.logger.info({ printers: names }, 'printers found in Home Assistant');
    this.#deps.onState();
  }

  /** @returns null when Home Assistant is gone again; its return triggers another try */
  async #ask(): Promise<Printer[] | null> {
    const { core, options, logger } = this.#deps;
    try {
      const list = (registry: string) =>
        orHalted(core.send<unknown>({ type: `config/${registry}/list` }), this.#halt.signal);
      const entities = await list('entity_registry');
      const devices = await list('device_registry');
      return findPrinters(
        entityRegistrySchema.parse(entities),
        deviceRegistrySchema.parse(devices),
        options.current.printers,
      );
    } catch (error) {
      logger.debug({ reason: messageOf(error) }, 'the search for printers failed');
      return null;
    }
  }

  /** Sends current states, again after every reconnect, and each change. */
  #subscribe(entityIds: readonly string[]): void {
    if (isDeepStrictEqual(entityIds, this.#subscribed)) return;
    this.#unsubscribe();
    this.#unsubscribe = () => {};
    this.#subscribed = entityIds;
    this.#isSeen = false;
    // An empty list would mean all entities.
    if (entityIds.length === 0) return;
    const message = { type: 'subscribe_entities', entity_ids: [...entityIds] };
    const undo = this.#deps.core.subscribe<EntitiesMessage>(message, (update) =>
      this.#inTurn(() => this.#take(update, undo)),
    );
    this.#unsubscribe = undo;
  }

  async #take(update: EntitiesMessage, subscription: () => void): Promise<void> {
    // Late messages of a previous subscription.
    if (subscription !== this.#unsubscribe) return;
    const before = this.#toShow;
    this.#follower.forget(update.r ?? []);
    await this.#follower.takeSnapshot(addedStates(update));
    await this.#follower.takeChanges(changedStates(update, this.#follower.states));
    const isFirst = !this.#isSeen;
    this.#isSeen = true;
    if (isFirst || !isDeepStrictEqual(before, this.#toShow)) this.#deps.onState();
    this.#watchForPuzzles();
    this.#compareSights();
  }

  #sight(printer: Printer): PrinterSight {
    const { states } = this.#follower;
    return sightOf(printer, {
      states,
      print: this.#follower.printOf(printer.key),
      isConnected: this.#isConnected,
    });
  }

  #compareSights(): void {
    this.#sightChanges.compare(
      this.#follower.printers.map((each) => ({ printer: watchedPrinter(each), sight: this.#sight(each) })),
    );
  }

  get #toShow() {
    return { printing: this.printing, notices: this.notices };
  }

  /** Time alone can make unknown words a notice. */
  #watchForPuzzles(): void {
    this.#cancelPuzzle();
    const now = this.#deps.clock.now();
    const coming = this.#follower.printers
      .map(({ key }) => puzzlesFrom(this.#follower.understandingOf(key)) ?? 0)
      .filter((time) => time > now);
    if (coming.length === 0) return;
    const next = Math.min(...coming);
    this.#cancelPuzzle = this.#deps.clock.after(next - now, () => {
      this.#deps.onState();
      this.#watchForPuzzles();
    });
  }
}
