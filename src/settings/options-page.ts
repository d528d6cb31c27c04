import { isDeepStrictEqual } from 'node:util';
import { composeOptions, isGroup } from '../config/option-layers.ts';
import { AppError, messageOf } from '../lib/errors.ts';
import type { OptionLock, OptionsStore } from './options-store.ts';

/** The app's own options as the Supervisor keeps them. */
export interface OwnOptions {
  /** As the user wrote them, a `!secret` unresolved. */
  selfInfo(): Promise<{ options?: Record<string, unknown> }>;
  /** Checked, secrets resolved, defaults filled in. */
  readOptions(): Promise<Record<string, unknown>>;
  /** Puts the whole set in place of the one before. */
  writeOptions(options: Record<string, unknown>): Promise<void>;
}

/**
 * Keeps options where the options page of Home Assistant has them. A change is a new full set: the Supervisor merges
 * nothing, takes no `null`, and writes `options.json` only at the next start.
 *
 * It stores the set as it has checked it, with each `!secret` resolved. So while the user keeps a secret there, no
 * option can be changed from here without writing that secret out.
 */
export function createOptionsPage(own: OwnOptions): OptionsStore {
  let secret: string | undefined;
  return {
    source: 'supervisor',
    lockOf: () => (secret === undefined ? null : lockedBy(secret)),
    async read() {
      try {
        const [{ options: raw = {} }, values] = await Promise.all([own.selfInfo(), own.readOptions()]);
        secret = Object.keys(raw).find((name) => holdsSecret(raw[name]));
        return { values: withoutDefaults(values), problems: [] };
      } catch (error) {
        throw cannotSave('could not be read', error);
      }
    },
    async write(values) {
      try {
        await own.writeOptions(fullSet(values));
      } catch (error) {
        throw cannotSave('could not be saved', error);
      }
    },
  };
}

const DEFAULTS: Record<string, unknown> = composeOptions({
  defaults: {},
  stored: { values: {}, problems: [] },
  environment: { values: {}, problems: [] },
}).options;

/** The Supervisor fills in every default; what equals it was not set by anyone. */
function withoutDefaults(
  values: Record<string, unknown>,
  defaults: Record<string, unknown> = DEFAULTS,
): Record<string, unknown> {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    const fallback = defaults[name];
    if (isGroup(value) && isGroup(fallback)) {
      const members = withoutDefaults(value, fallback);
      return Object.keys(members).length > 0 ? [[name, members]] : [];
    }
    return isDeepStrictEqual(value, fallback) ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

/** Every option with its value; what nobody has set gets its default, which for some is to be left out. */
function fullSet(values: Record<string, unknown>): Record<string, unknown> {
  const video = isGroup(values.video) ? withoutNulls(values.video) : {};
  return withoutNulls({ ...DEFAULTS, ...values, video: { ...(DEFAULTS.video as object), ...video } });
}

function withoutNulls(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}

function holdsSecret(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('!secret ');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsSecret);
}

function lockedBy(option: string): OptionLock {
  const reason =
    `The option ${option} holds a !secret, which saving from here would write out. ` +
    'Change options on the options page of the app in Home Assistant.';
  return { code: 'secret', by: [option], reason };
}

function cannotSave(what: string, error: unknown): AppError {
  const said = (error as { detail?: { message?: unknown } } | null)?.detail?.message;
  const reason = typeof said === 'string' ? said.replace(/\.$/, '') : messageOf(error).replace(/\.$/, '');
  return new AppError('cannot_save', `The options ${what} in Home Assistant: ${reason}.`, {
    status: 409,
    remedy: 'Nothing was changed. Try again, or use the options page of the app in Home Assistant.',
    cause: error,
  });
}
