import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { CoreConnection } from './core-connection.ts';
import type { HomeAssistantPart } from './home-assistant.ts';

/** A list so old is asked for again, milliseconds. */
const FRESH_MS = 5 * 60_000;
/** A list so old is no longer trusted, however Home Assistant is, milliseconds. */
const TRUSTED_MS = 60 * 60_000;
/** Unknown ids do not make us ask more often than this, milliseconds. */
const ASK_AT_MOST_EVERY_MS = 2000;

/** Home Assistant tells so of users that are new, changed or gone. */
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

/** A user of Home Assistant, as far as the app needs to know. */
export interface HomeAssistantUser {
  name: string | null;
  /** An active one who is the owner or an administrator. */
  isAdmin: boolean;
}

/** Who the users of Home Assistant are; asked for seldom and kept for a while. */
export class HomeAssistantUsers implements HomeAssistantPart {
  readonly #parts: { core: CoreConnection; clock: Clock; logger: Logger };
  #users = new Map<string, HomeAssistantUser>();
  #readAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #undo: (() => void)[] = [];

  constructor(parts: { core: CoreConnection; clock: Clock; logger: Logger }) {
    this.#parts = parts;
  }

  start(): void {
    const forget = () => {
      this.#readAt = Number.NEGATIVE_INFINITY;
      this.#triedAt = Number.NEGATIVE_INFINITY;
    };
    this.#undo = USER_EVENTS.map((type) => this.#parts.core.subscribeEvents(type, forget));
  }

  async stop(): Promise<void> {
    // An answer under way is not waited for: nothing comes of it any more.
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** @returns null when there is no such user; undefined when Home Assistant cannot be asked and it is not known */
  async find(id: string): Promise<HomeAssistantUser | null | undefined> {
    if (this.#age >= FRESH_MS || !this.#users.has(id)) await this.#read();
    if (this.#age >= TRUSTED_MS) return undefined;
    // Whether an unknown one is new can only a list tell that is younger than the question.
    return this.#users.get(id) ?? (this.#age < ASK_AT_MOST_EVERY_MS ? null : undefined);
  }

  get #age(): number {
    return this.#parts.clock.now() - this.#readAt;
  }

  /** Never throws; whoever asks meanwhile shares the answer. */
  #read(): Promise<void> {
    const { clock } = this.#parts;
    if (!this.#reading && clock.now() - this.#triedAt < ASK_AT_MOST_EVERY_MS) return Promise.resolve();
    this.#reading ??= this.#ask().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #ask(): Promise<void> {
    const { core, clock, logger } = this.#parts;
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
