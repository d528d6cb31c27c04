import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { BorrowedLightRow } from '../db/rows.ts';
import type { CancelTimer, Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { Part } from '../lib/part.ts';
import { Serial } from '../lib/serial.ts';

const TABLE = 'borrowed_lights';
const RETRY_MS = 15_000;
/** What is not put back by then is put back at the next start. */
const MAX_STOP_MS = 2000;

/** Opaque for everyone but the port it came from; can be written as JSON. */
export type LightState = Record<string, unknown>;

export interface LightPort {
  /** Null = it says nothing. @throws when it cannot be asked */
  read(entity: string): Promise<LightState | null>;
  /** Whether more light is to be had from it. */
  isDim(state: LightState): boolean;
  turnUp(entity: string, state: LightState): Promise<void>;
  putBack(entity: string, before: LightState): Promise<void>;
}

export interface CaptureLightsDeps {
  db: Knex;
  port: LightPort;
  clock: Clock;
  logger: Logger;
}

/**
 * Lights that are on for pictures. What a light was before is in the database before it is switched, so it is put back
 * whatever happens in between.
 */
export class CaptureLights implements Part {
  readonly #deps: CaptureLightsDeps;
  readonly #holders = new Map<string, Set<string>>();
  readonly #serial = new Serial();
  #cancelRetry: CancelTimer = () => {};
  #isStopped = false;

  constructor(deps: CaptureLightsDeps) {
    this.#deps = deps;
  }

  /** Once everyone who still needs a light has said so. */
  start(): void {
    this.#isStopped = false;
    void this.#putBackUnneeded();
  }

  /** The app is stopping: the lights are not left on for nobody. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    this.#holders.clear();
    const late = sleep(MAX_STOP_MS, undefined, { ref: false });
    await Promise.race([this.#putBackUnneeded(), late]);
  }

  /** It may be on from before a restart. */
  hold(entity: string, holder: string): void {
    this.#holders.set(entity, (this.#holders.get(entity) ?? new Set()).add(holder));
  }

  /** @returns whether it was switched just now @throws when it cannot be switched */
  borrow(entity: string, holder: string): Promise<boolean> {
    return this.#serial.run(async () => {
      const { db, port, clock, logger } = this.#deps;
      this.hold(entity, holder);
      const state = await port.read(entity);
      if (state === null || !port.isDim(state)) return false;
      const row: BorrowedLightRow = { entity, before: JSON.stringify(state), borrowed_at: clock.now() };
      // What it was before the first of several is what counts.
      await db(TABLE).insert(row).onConflict('entity').ignore();
      await port.turnUp(entity, state);
      logger.debug({ light: entity }, 'a light was switched on for pictures');
      return true;
    });
  }

  /** Nothing happens while others need it. Never throws: what cannot be put back now is tried again. */
  giveBack(entity: string, holder: string): Promise<void> {
    const holders = this.#holders.get(entity);
    if (!holders?.delete(holder) || holders.size > 0) return Promise.resolve();
    this.#holders.delete(entity);
    return this.#putBackUnneeded();
  }

  async #putBackUnneeded(): Promise<void> {
    this.#cancelRetry();
    const isDone = await this.#serial.run(() => this.#putBackAll()).catch(() => false);
    if (!isDone && !this.#isStopped)
      this.#cancelRetry = this.#deps.clock.after(RETRY_MS, () => void this.#putBackUnneeded());
  }

  async #putBackAll(): Promise<boolean> {
    const { db } = this.#deps;
    const rows = (await db(TABLE)) as BorrowedLightRow[];
    const unneeded = rows.filter(({ entity }) => !this.#holders.has(entity));
    const done = [];
    for (const row of unneeded) done.push(await this.#putBack(row));
    return done.every(Boolean);
  }

  async #putBack({ entity, before }: BorrowedLightRow): Promise<boolean> {
    const { db, port, logger } = this.#deps;
    try {
      await port.putBack(entity, JSON.parse(before) as LightState);
      await db(TABLE).where({ entity }).delete();
      logger.debug({ light: entity }, 'a light is as it was');
      return true;
    } catch (error) {
      logger.debug({ light: entity, reason: messageOf(error) }, 'a light cannot be put back yet');
      return false;
    }
  }
}
