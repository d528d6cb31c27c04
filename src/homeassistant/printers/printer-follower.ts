import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import type { PrintJobReport } from '../../print-jobs/print-job.ts';
import type { AppStateStore } from '../../db/app-state-store.ts';
import type { EntityState } from './entity-states.ts';
import type { Printer } from './find-printers.ts';
import { abandonPrint, followPrint, type OpenPrint, printerMemorySchema } from './follow-print.ts';
import { followedEntities } from './printer-entities.ts';
import { type Understanding, noteWord, understandingSchema, NOTHING_HEARD } from './printer-understanding.ts';
import { isUnderWay, phaseOf, usableText } from './printer-phase.ts';
import { type PastState, readHistory } from './read-history.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/** Home Assistant keeps ten days of history by default. */
const MAX_HISTORY_MS = 240 * 3_600_000;

const memorySchema = printerMemorySchema.extend({ hearing: understandingSchema.default(NOTHING_HEARD) });
type Memory = z.infer<typeof memorySchema>;
const memoriesSchema = z.record(z.string(), memorySchema);

export interface PrinterFollowerDeps {
  supervisor: Pick<SupervisorClient, 'core'>;
  appState: Pick<AppStateStore, 'get' | 'set'>;
  clock: Clock;
  logger: Logger;
  /** Anything still unknown is left for the next start. */
  halt: AbortSignal;
  receive: (reports: readonly PrintJobReport[]) => Promise<void>;
}

/**
 * The memory of a printer is saved only after its print jobs, so a crash in between reports them again under the same
 * ids.
 */
export class PrinterFollower {
  readonly #deps: PrinterFollowerDeps;
  #printers: readonly Printer[] = [];
  #memories: Record<string, Memory> = {};
  readonly #states = new Map<string, EntityState>();

  constructor(deps: PrinterFollowerDeps) {
    this.#deps = deps;
  }

  get printers(): readonly Printer[] {
    return this.#printers;
  }

  get states(): ReadonlyMap<string, EntityState> {
    return this.#states;
  }

  printOf(key: string): OpenPrint | null {
    return this.#memories[key]?.print ?? null;
  }

  get prints(): { key: string; print: OpenPrint }[] {
    return Object.entries(this.#memories).flatMap(([key, { print }]) => (print ? [{ key, print }] : []));
  }

  understandingOf(key: string): Understanding {
    return this.#memories[key]?.hearing ?? NOTHING_HEARD;
  }

  /** Its current state says so, rather than nothing at all. */
  isReporting(key: string): boolean {
    const printer = this.#printers.find((each) => each.key === key);
    const status = printer && this.#states.get(printer.statusEntity);
    return status !== undefined && isUnderWay(phaseOf(status.state, printer?.words));
  }

  /** Restores the state before the last stop. */
  async load(): Promise<void> {
    const stored = await this.#deps.appState.get('printers');
    this.#memories = memoriesSchema.safeParse(stored ?? {}).data ?? {};
  }

  /** Prints of printers that are no longer listed are abandoned. */
  async use(printers: readonly Printer[]): Promise<void> {
    this.#printers = printers;
    const isKnown = (key: string) => printers.some((each) => each.key === key);
    const [kept, gone] = partition(Object.entries(this.#memories), ([key]) => isKnown(key));
    if (gone.length === 0) return;
    const now = this.#deps.clock.now();
    await this.#deps.receive(gone.flatMap(([, memory]) => abandonPrint(memory, now)));
    await this.#remember(Object.fromEntries(kept));
  }

  /** For states sent for the first time; reads the history since the last ones. */
  async takeSnapshot(states: ReadonlyMap<string, EntityState>): Promise<void> {
    for (const printer of this.#printers) {
      const status = states.get(printer.statusEntity);
      const isAfterGap = status ? !(await this.#catchUp(printer, status)) : false;
      if (this.#deps.halt.aborted) return;
      const reported = followedEntities(printer).filter((id) => states.has(id));
      for (const id of reported) this.#states.set(id, states.get(id)!);
      if (reported.length > 0) await this.#see(printer, isAfterGap);
    }
    for (const [id, state] of states) this.#states.set(id, state);
  }

  async takeChanges(states: ReadonlyMap<string, EntityState>): Promise<void> {
    for (const [id, state] of states) {
      this.#states.set(id, state);
      for (const printer of this.#printers)
        if (followedEntities(printer).includes(id)) await this.#see(printer);
    }
  }

  /** Removed entities, as after a restart of Home Assistant. */
  forget(entityIds: readonly string[]): void {
    for (const id of entityIds) this.#states.delete(id);
  }

  /** @returns whether everything since the last processed state is known */
  async #catchUp(printer: Printer, { at }: EntityState): Promise<boolean> {
    const memory = this.#memories[printer.key];
    if (!memory || at <= memory.since) return true;
    const now = this.#deps.clock.now();
    const from = Math.max(memory.since, now - MAX_HISTORY_MS);
    const { statusEntity, fileEntities, fileAttribute, readings } = printer;
    const entityIds = [statusEntity, ...fileEntities, ...(readings.machine ? [readings.machine] : [])];
    const detail = fileAttribute === null ? 'states' : 'attributes';
    const past = await readHistory(this.#deps, entityIds, { from, to: now, detail });
    for (const change of past) await this.#takePast(printer, change, from);
    return past.some(({ entityId }) => entityId === printer.statusEntity);
  }

  async #takePast(printer: Printer, { entityId, ...state }: PastState, from: number): Promise<void> {
    const { at } = state;
    this.#states.set(entityId, state);
    // The initial state was already processed.
    if (at > from) await this.#see(printer);
  }

  async #see(printer: Printer, isAfterGap = false): Promise<void> {
    const status = this.#states.get(printer.statusEntity);
    if (!status) return;
    const memory = this.#memories[printer.key] ?? null;
    const phase = phaseOf(status.state, printer.words);
    const { memory: followed, reports } = followPrint(printer, memory, {
      phase: phase === 'idle' && this.#isMachinePrinting(printer) ? 'unknown' : (phase ?? 'unknown'),
      at: status.at,
      fileName: this.#fileNameOf(printer),
      startedAt: this.#startOf(printer),
      isAfterGap,
    });
    if (reports.length > 0) await this.#deps.receive(reports);
    const next = { ...followed, hearing: noteWord(this.understandingOf(printer.key), phase, status.at) };
    if (!isDeepStrictEqual(next, memory)) await this.#remember({ ...this.#memories, [printer.key]: next });
    for (const { name, status: reported } of reports)
      this.#deps.logger.info({ printer: printer.name, print: name, status: reported }, 'print');
  }

  /** The status may say `idle` for steps it has no word for. */
  #isMachinePrinting({ readings: { machine } }: Printer): boolean {
    return machine !== undefined && phaseOf(this.#states.get(machine)?.state ?? '') === 'printing';
  }

  #fileNameOf({ fileEntities, fileAttribute, statusEntity }: Printer): string | null {
    const texts = fileEntities.map((id) => usableText(this.#states.get(id)?.state));
    const attributes = this.#states.get(statusEntity)?.attributes;
    const ofStatus = fileAttribute === null ? null : usableText(attributes?.[fileAttribute]);
    return texts.find((text) => text !== null) ?? ofStatus;
  }

  #startOf({ startEntity }: Printer): number | null {
    const text = startEntity && usableText(this.#states.get(startEntity)?.state);
    const time = text ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? null : time;
  }

  async #remember(memories: Record<string, Memory>): Promise<void> {
    await this.#deps.appState.set('printers', memories);
    this.#memories = memories;
  }
}

function partition<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}
