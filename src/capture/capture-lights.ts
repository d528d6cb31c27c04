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
  /** @throws when it cannot be asked */
  read(entity: string): Promise<LightState | 'unavailable' | 'gone'>;
  isOn(state: LightState): boolean;
  /** Whether more light is to be had from it. */
  isDim(state: LightState): boolean;
  /** Whether nobody has dimmed, coloured or switched it off since. */
  isUnchanged(now: LightState, since: LightState): boolean;
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
 * whatever happens in between; unless somebody else has changed it since, who wins.
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

  /**
   * @param shining waits until a light that was just switched on shines
   * @throws when it cannot be switched, or what the wait throws
   */
  async borrow(entity: string, holder: string, shining: () => Promise<unknown>): Promise<void> {
    if (!(await this.#serial.run(() => this.#switchOn(entity, holder)))) return;
    await shining();
    await this.#serial.run(() => this.#noteSwitched(entity));
  }

  /** @returns whether it was switched just now */
  async #switchOn(entity: string, holder: string): Promise<boolean> {
    const { db, port, clock, logger } = this.#deps;
    this.hold(entity, holder);
    const state = await port.read(entity);
    if (typeof state === 'string') return false;
    const borrowed = await this.#rowOf(entity);
    if (borrowed?.is_taken_over) return false;
    if (borrowed && borrowed.as_switched !== null && !borrowed.is_returning) {
      if (!isUntouched(port, state, borrowed)) await this.#noteTakenOver(entity);
      return false;
    }
    // What follows may have been cut off by a crash: while it was switched on, or while it was put back.
    if (borrowed) await db(TABLE).where({ entity }).update({ as_switched: null, is_returning: 0 });
    if (!port.isDim(state)) {
      if (borrowed) await this.#noteSwitched(entity);
      return false;
    }
    const row = { entity, before: JSON.stringify(state), borrowed_at: clock.now() };
    // What it was before the first of several is what counts.
    await db(TABLE).insert(row).onConflict('entity').ignore();
    await port.turnUp(entity, state);
    logger.debug({ light: entity }, 'a light was switched on for pictures');
    return true;
  }

  /** Some lights report late. */
  async #noteSwitched(entity: string): Promise<void> {
    const { db, port } = this.#deps;
    const state = await port.read(entity);
    if (typeof state === 'string' || !port.isOn(state)) return;
    await db(TABLE)
      .where({ entity, as_switched: null })
      .update({ as_switched: JSON.stringify(state) });
  }

  async #noteTakenOver(entity: string): Promise<void> {
    await this.#deps.db(TABLE).where({ entity }).update({ is_taken_over: 1 });
    this.#deps.logger.info({ light: entity }, 'a light was changed by somebody else, and is left to them');
  }

  async #rowOf(entity: string): Promise<BorrowedLightRow | undefined> {
    return ((await this.#deps.db(TABLE).where({ entity })) as BorrowedLightRow[])[0];
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

  async #putBack(row: BorrowedLightRow): Promise<boolean> {
    const { db, port, logger } = this.#deps;
    const { entity } = row;
    try {
      const now = await port.read(entity);
      if (now === 'unavailable') return false;
      if (now !== 'gone' && isUntouched(port, now, row)) {
        await db(TABLE).where({ entity }).update({ is_returning: 1 });
        await port.putBack(entity, JSON.parse(row.before) as LightState);
      }
      await db(TABLE).where({ entity }).delete();
      logger.debug({ light: entity }, 'a light was given back');
      return true;
    } catch (error) {
      logger.debug({ light: entity, reason: messageOf(error) }, 'a light cannot be put back yet');
      return false;
    }
  }
}

/** In doubt, it is as the app has left it. */
function isUntouched(
  port: LightPort,
  now: LightState,
  { as_switched: since, is_taken_over: isTakenOver }: BorrowedLightRow,
): boolean {
  if (isTakenOver) return false;
  return since === null || port.isUnchanged(now, JSON.parse(since) as LightState);
}
