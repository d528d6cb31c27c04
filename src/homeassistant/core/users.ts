import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { CoreConnection } from './core-connection.ts';
import type { Part } from '../../lib/part.ts';

/** An older list is requested again. */
const FRESH_MS = 5 * 60_000;
/** An older list is no longer trusted. */
const TRUSTED_MS = 60 * 60_000;
/** Limits requests for unknown ids. */
const ASK_AT_MOST_EVERY_MS = 2000;

const USER_EVENTS = ['user_added', 'user_updated', 'user_removed'];
/** Source: home-assistant/core, auth/const.py, `GROUP_ID_ADMIN`. */
const ADMIN_GROUP = 'system-admin';

/** Source: home-assistant/core, components/config/auth.py, `_user_info`. */
const usersSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string().nullish(),
    is_owner: z.boolean().default(false),
    is_active: z.boolean().default(true),
    group_ids: z.array(z.string()).default([]),
  }),
);

export interface HomeAssistantUser {
  name: string | null;
  /** An active owner or administrator. */
  isAdmin: boolean;
}

export class HomeAssistantUsers implements Part {
  readonly #deps: { core: CoreConnection; clock: Clock; logger: Logger };
  #users = new Map<string, HomeAssistantUser>();
  #readAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #undo: (() => void)[] = [];

  constructor(deps: { core: CoreConnection; clock: Clock; logger: Logger }) {
    this.#deps = deps;
  }

  start(): void {
    const forget = () => {
      this.#readAt = Number.NEGATIVE_INFINITY;
      this.#triedAt = Number.NEGATIVE_INFINITY;
    };
    this.#undo = USER_EVENTS.map((type) => this.#deps.core.subscribeEvents(type, forget));
  }

  async stop(): Promise<void> {
    // A pending answer is ignored.
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** @returns null = no such user; undefined = unknown, since Home Assistant cannot be asked */
  async find(id: string): Promise<HomeAssistantUser | null | undefined> {
    if (this.#age >= FRESH_MS || !this.#users.has(id)) await this.#read();
    if (this.#age >= TRUSTED_MS) return undefined;
    // Only a list newer than the request shows whether an unknown user is new.
    return this.#users.get(id) ?? (this.#age < ASK_AT_MOST_EVERY_MS ? null : undefined);
  }

  get #age(): number {
    return this.#deps.clock.now() - this.#readAt;
  }

  /** Never throws; concurrent callers share the answer. */
  #read(): Promise<void> {
    const { clock } = this.#deps;
    if (!this.#reading && clock.now() - this.#triedAt < ASK_AT_MOST_EVERY_MS) return Promise.resolve();
    this.#reading ??= this.#ask().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #ask(): Promise<void> {
    const { core, clock, logger } = this.#deps;
    const now = clock.now();
    this.#triedAt = now;
    try {
      const users = usersSchema.parse(await core.send<unknown>({ type: 'config/auth/list' }));
      this.#users = new Map(users.map((user) => [user.id, toUser(user)]));
      this.#readAt = now;
    } catch (error) {
      logger.debug({ reason: messageOf(error) }, 'the users of Home Assistant could not be read');
    }
  }
}

function toUser(user: z.infer<typeof usersSchema>[number]): HomeAssistantUser {
  const isAdmin = user.is_active && (user.is_owner || user.group_ids.includes(ADMIN_GROUP));
  return { name: user.name ?? null, isAdmin };
}
