import { isDeepStrictEqual } from 'node:util';
import type { LiveOptions } from '../config/live-options.ts';
import type { CancelTimer, Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type {
  PrintJobSource,
  PrintJobSourceState,
  ReceivePrintJobs,
} from '../print-jobs/print-job-source.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { WireNotice } from '../shared/system.ts';
import type { CoreConnection } from './core-connection.ts';
import { addedStates, changedStates, type EntitiesMessage } from './entity-states.ts';
import { deviceRegistrySchema, entityRegistrySchema, findPrinters, type Printer } from './find-printers.ts';
import { orHalted } from './or-halted.ts';
import { entitiesOf, PrinterFollower } from './printer-follower.ts';
import { printerNotices } from './printer-notices.ts';
import type { SupervisorClient } from './supervisor-client.ts';

/** A printer that was not heard of for so long keeps no render waiting any more, milliseconds. */
const TRUSTED_MS = 3_600_000;
/** Registries change many entries at once, milliseconds. */
const SETTLE_MS = 1000;
/** After a database error, milliseconds. */
const RETRY_MS = 30_000;

export interface PrinterJobsParts {
  core: CoreConnection;
  supervisor: SupervisorClient;
  options: LiveOptions;
  settings: Pick<SettingsStore, 'get' | 'set'>;
  clock: Clock;
  logger: Logger;
  receive: ReceivePrintJobs;
  /** Hears when printers have begun or ended to print, or are others now. */
  onState: () => void;
}

/**
 * Print jobs of the printers in Home Assistant. Their entities are found in its registries, again whenever those
 * change, and subscribed to.
 */
export class PrinterJobs implements PrintJobSource {
  readonly name = 'home_assistant';
  readonly #parts: PrinterJobsParts;
  readonly #follower: PrinterFollower;
  /** An answer that never comes must not hold up the end of the app. */
  readonly #halt = new AbortController();
  /** When each printer was last known to print, milliseconds since 1970. */
  readonly #heardAt = new Map<string, number>();
  #subscribed: readonly string[] = [];
  #isSeen = false;
  #unsubscribe: () => void = () => {};
  #cancelTimer: CancelTimer = () => {};
  #undo: (() => void)[] = [];
  /** What comes is taken in one after another. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: PrinterJobsParts) {
    this.#parts = parts;
    const { receive } = parts;
    const halt = this.#halt.signal;
    this.#follower = new PrinterFollower({
      ...parts,
      supervisor: parts.supervisor.until(halt),
      halt,
      receive: (reports) => receive(this.name, reports),
    });
  }

  get state(): PrintJobSourceState {
    if (this.#follower.printers.length === 0) return { state: 'off', where: null, why: null };
    return { state: this.#isConnected ? 'ok' : 'unknown', where: 'Home Assistant', why: null };
  }

  /** What is wrong with printers that were set up by hand. */
  get notices(): WireNotice[] {
    if (!this.#isSeen || !this.#isConnected) return [];
    return printerNotices(this.#follower.printers, this.#follower.states);
  }

  /** Name of a printer with a print under way; null = none. One that has long been out of reach does not count. */
  get printing(): string | null {
    const now = this.#parts.clock.now();
    for (const { key, print } of this.#follower.prints) {
      const isHeard = this.#isConnected && this.#follower.isHeard(key);
      const heardAt = isHeard ? now : (this.#heardAt.get(key) ?? now);
      this.#heardAt.set(key, heardAt);
      if (now - heardAt < TRUSTED_MS) return print.printer;
    }
    return null;
  }

  async start(): Promise<void> {
    const { core, options } = this.#parts;
    await this.#follower.load();
    const find = () => this.#inTurn(() => this.#find());
    this.#undo = [
      core.onReady(find),
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
    this.#unsubscribe();
    this.#halt.abort();
    await this.#work;
  }

  get #isConnected(): boolean {
    return this.#parts.core.state.state === 'connected';
  }

  #findIn(ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(ms, () => this.#inTurn(() => this.#find()));
  }

  #inTurn(work: () => Promise<void>): void {
    const halt = this.#halt.signal;
    const done = this.#work.then(() => (halt.aborted ? undefined : work()));
    this.#work = done.catch((error: unknown) => {
      if (halt.aborted) return;
      this.#parts.logger.error({ err: error }, 'prints could not be followed');
      // A new subscription tells everything again.
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
    this.#subscribe(printers.flatMap(entitiesOf));
    if (isDeepStrictEqual(names, before)) return;
    this.#parts.logger.info({ printers: names }, 'printers in Home Assistant');
    this.#parts.onState();
  }

  /** @returns null when Home Assistant has gone again: its return is a reason to ask anew */
  async #ask(): Promise<Printer[] | null> {
    const { core, options, logger } = this.#parts;
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
      logger.debug({ reason: messageOf(error) }, 'printers could not be looked for');
      return null;
    }
  }

  /** Home Assistant tells the states of these now, again after every reconnect, and each change. */
  #subscribe(entityIds: readonly string[]): void {
    if (isDeepStrictEqual(entityIds, this.#subscribed)) return;
    this.#unsubscribe();
    this.#unsubscribe = () => {};
    this.#subscribed = entityIds;
    this.#isSeen = false;
    // No entities would mean all of them.
    if (entityIds.length === 0) return;
    const message = { type: 'subscribe_entities', entity_ids: [...entityIds] };
    const undo = this.#parts.core.subscribe<EntitiesMessage>(message, (told) =>
      this.#inTurn(() => this.#take(told, undo)),
    );
    this.#unsubscribe = undo;
  }

  async #take(told: EntitiesMessage, subscription: () => void): Promise<void> {
    // What was still on its way when other printers were found.
    if (subscription !== this.#unsubscribe) return;
    const before = this.printing;
    this.#follower.forget(told.r ?? []);
    await this.#follower.takeSnapshot(addedStates(told));
    await this.#follower.takeChanges(changedStates(told));
    const isFirst = !this.#isSeen;
    this.#isSeen = true;
    if (isFirst || before !== this.printing) this.#parts.onState();
  }
}
