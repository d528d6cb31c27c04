import { isDeepStrictEqual } from 'node:util';
import { optionGroups } from './catalogue.ts';
import { composeOptions, isGroup } from './option-layers.ts';
import { AppError, messageOf } from '../lib/errors.ts';
import type { OptionLock, OptionsStore } from './options-store.ts';

export interface OwnOptions {
  /** As the user wrote them, with `!secret` unresolved. */
  selfInfo(): Promise<{ options?: Record<string, unknown> }>;
  /** Validated, with secrets and defaults filled in. */
  readOptions(): Promise<Record<string, unknown>>;
  writeOptions(options: Record<string, unknown>): Promise<void>;
}

/**
 * Options on Home Assistant's options page. The Supervisor merges nothing, rejects `null`, and writes `options.json`
 * only at the next start. It stores secrets resolved, so while an option uses `!secret`, saving from here would
 * expose it.
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

/** The Supervisor fills in all defaults; an equal value was not set by anyone. */
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

/** Unset options get their default, which for some means omitting them. */
function fullSet(values: Record<string, unknown>): Record<string, unknown> {
  const groups = [...optionGroups.keys()].map((name) => {
    const members = isGroup(values[name]) ? withoutNulls(values[name]) : {};
    return [name, { ...(DEFAULTS[name] as object), ...members }];
  });
  return withoutNulls({ ...DEFAULTS, ...values, ...Object.fromEntries(groups) });
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
    `The option ${option} uses a !secret, which saving here would replace with plain text. ` +
    "Change options on the app's options page in Home Assistant.";
  return { code: 'secret', by: [option], reason };
}

function cannotSave(what: string, error: unknown): AppError {
  const answered = (error as { detail?: { message?: unknown } } | null)?.detail?.message;
  const reason =
    typeof answered === 'string' ? answered.replace(/\.$/, '') : messageOf(error).replace(/\.$/, '');
  return new AppError('cannot_save', `The options ${what} in Home Assistant: ${reason}.`, {
    status: 409,
    remedy: "Nothing was changed. Try again, or use the app's options page in Home Assistant.",
    cause: error,
  });
}
