import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { PrintJobReport } from '../print-jobs/print-job.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { EntityState } from './entity-states.ts';
import type { Printer } from './find-printers.ts';
import {
  abandonPrint,
  followPrint,
  type OpenPrint,
  type PrinterMemory,
  printerMemorySchema,
} from './follow-print.ts';
import { isUnderWay, phaseOf, usableText } from './printer-phase.ts';
import { type PastState, readHistory } from './read-history.ts';
import type { SupervisorClient } from './supervisor-client.ts';

/** Home Assistant keeps a history of ten days unless told otherwise. */
const LONGEST_HISTORY_MS = 240 * 3_600_000;

const memoriesSchema = z.record(z.string(), printerMemorySchema);

export interface PrinterFollowerParts {
  supervisor: Pick<SupervisorClient, 'core'>;
  /** Remembers what was seen of each printer. */
  settings: Pick<SettingsStore, 'get' | 'set'>;
  clock: Clock;
  logger: Logger;
  /** The app ends: what is not known by now is left for the next start. */
  halt: AbortSignal;
  /** Takes in print jobs that are new or changed. */
  receive: (reports: readonly PrintJobReport[]) => Promise<void>;
}

/**
 * Follows the prints of printers by the states of their entities. What is remembered of a printer is written down only
 * after its print jobs are taken in: a crash in between tells them once more, under the same names.
 */
export class PrinterFollower {
  readonly #parts: PrinterFollowerParts;
  #printers: readonly Printer[] = [];
  #memories: Record<string, PrinterMemory> = {};
  readonly #states = new Map<string, EntityState>();

  constructor(parts: PrinterFollowerParts) {
    this.#parts = parts;
  }

  get printers(): readonly Printer[] {
    return this.#printers;
  }

  get states(): ReadonlyMap<string, EntityState> {
    return this.#states;
  }

  /** The prints under way, as far as anyone knows, with their printers' keys. */
  get prints(): { key: string; print: OpenPrint }[] {
    return Object.entries(this.#memories).flatMap(([key, { print }]) => (print ? [{ key, print }] : []));
  }

  /** Whether the present state of a printer says that it prints, rather than nothing. */
  isHeard(key: string): boolean {
    const printer = this.#printers.find((each) => each.key === key);
    const status = printer && this.#states.get(printer.statusEntity);
    return status !== undefined && isUnderWay(phaseOf(status.state, printer?.words));
  }

  /** Remembers what was seen before the last stop. */
  async load(): Promise<void> {
    const stored = await this.#parts.settings.get('printers');
    this.#memories = memoriesSchema.safeParse(stored ?? {}).data ?? {};
  }

  /** Follows these from now on; prints of printers that are no longer among them are given up. */
  async use(printers: readonly Printer[]): Promise<void> {
    this.#printers = printers;
    const isKnown = (key: string) => printers.some((each) => each.key === key);
    const [kept, gone] = partition(Object.entries(this.#memories), ([key]) => isKnown(key));
    if (gone.length === 0) return;
    const now = this.#parts.clock.now();
    await this.#parts.receive(gone.flatMap(([, memory]) => abandonPrint(memory, now)));
    await this.#remember(Object.fromEntries(kept));
  }

  /** Takes in states that are told for the first time, after what has happened since the last ones. */
  async takeSnapshot(states: ReadonlyMap<string, EntityState>): Promise<void> {
    for (const printer of this.#printers) {
      const status = states.get(printer.statusEntity);
      const isAfterGap = status ? !(await this.#catchUp(printer, status)) : false;
      if (this.#parts.halt.aborted) return;
      const told = entitiesOf(printer).filter((id) => states.has(id));
      for (const id of told) this.#states.set(id, states.get(id)!);
      if (told.length > 0) await this.#see(printer, isAfterGap);
    }
  }

  /** Takes in states that have changed. */
  async takeChanges(states: ReadonlyMap<string, EntityState>): Promise<void> {
    for (const [id, state] of states) {
      this.#states.set(id, state);
      for (const printer of this.#printers) if (entitiesOf(printer).includes(id)) await this.#see(printer);
    }
  }

  /** Forgets the states of entities that are gone, as after a restart of Home Assistant. */
  forget(entityIds: readonly string[]): void {
    for (const id of entityIds) this.#states.delete(id);
  }

  /** @returns whether it is known what has happened since the state that was taken in last */
  async #catchUp(printer: Printer, { at }: EntityState): Promise<boolean> {
    const memory = this.#memories[printer.key];
    if (!memory || at <= memory.since) return true;
    const now = this.#parts.clock.now();
    const from = Math.max(memory.since, now - LONGEST_HISTORY_MS);
    const entityIds = [printer.statusEntity, ...printer.fileEntities];
    const past = await readHistory(this.#parts, entityIds, { from, to: now });
    for (const change of past) await this.#takePast(printer, change, from);
    return past.some(({ entityId }) => entityId === printer.statusEntity);
  }

  async #takePast(printer: Printer, { entityId, state, at }: PastState, from: number): Promise<void> {
    this.#states.set(entityId, { state, at });
    // What was so at the beginning was taken in then.
    if (at > from) await this.#see(printer);
  }

  async #see(printer: Printer, isAfterGap = false): Promise<void> {
    const status = this.#states.get(printer.statusEntity);
    if (!status) return;
    const memory = this.#memories[printer.key] ?? null;
    const { memory: next, reports } = followPrint(printer, memory, {
      phase: phaseOf(status.state, printer.words) ?? 'unknown',
      at: status.at,
      fileName: this.#fileNameOf(printer),
      startedAt: this.#startOf(printer),
      isAfterGap,
    });
    if (reports.length > 0) await this.#parts.receive(reports);
    if (!isDeepStrictEqual(next, memory)) await this.#remember({ ...this.#memories, [printer.key]: next });
    for (const { name, status: told } of reports)
      this.#parts.logger.info({ printer: printer.name, print: name, status: told }, 'print');
  }

  #fileNameOf({ fileEntities }: Printer): string | null {
    const texts = fileEntities.map((id) => usableText(this.#states.get(id)?.state));
    return texts.find((text) => text !== null) ?? null;
  }

  #startOf({ startEntity }: Printer): number | null {
    const text = startEntity && usableText(this.#states.get(startEntity)?.state);
    const time = text ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? null : time;
  }

  async #remember(memories: Record<string, PrinterMemory>): Promise<void> {
    await this.#parts.settings.set('printers', memories);
    this.#memories = memories;
  }
}

/** Every entity that tells of a printer. */
export function entitiesOf({ statusEntity, fileEntities, startEntity }: Printer): string[] {
  return [statusEntity, ...fileEntities, ...(startEntity ? [startEntity] : [])];
}

function partition<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}
