import { type OptionLayers, optionIn } from '../config/option-layers.ts';
import type { Options } from '../shared/options.ts';
import type { WireOption } from '../shared/settings.ts';
import { environmentLock } from './environment-lock.ts';
import { type OptionFacts, optionFacts } from './option-facts.ts';
import type { OptionsStore } from './options-store.ts';

/** Every option as the settings page shows it. */
export function describeOptions(
  layers: OptionLayers,
  options: Options,
  store: Pick<OptionsStore, 'source' | 'lockOf'>,
): WireOption[] {
  return [...optionFacts.values()].map((facts) => {
    const { name, type, limits, fields, help } = facts;
    const lock =
      environmentLock(layers.environment.values, name) ??
      store.lockOf(name, optionIn(layers.stored.values, name));
    return {
      name,
      value: optionIn(options, name) ?? null,
      default: optionIn(layers.defaults, name) ?? facts.default ?? null,
      source: sourceOf(facts, layers, store.source),
      type,
      limits,
      fields,
      help,
      read_only: lock !== null,
      reason: lock?.reason ?? null,
      lock: lock && { code: lock.code, by: lock.by },
    };
  });
}

/** A value that is not valid is not in effect: then it is the default. */
function sourceOf(
  { name, schema }: OptionFacts,
  { environment, stored }: OptionLayers,
  storeSource: OptionsStore['source'],
): WireOption['source'] {
  const isValid = (value: unknown) => value !== '' && schema.safeParse(value).success;
  const fromEnvironment = optionIn(environment.values, name);
  if (fromEnvironment !== undefined) return isValid(fromEnvironment) ? 'environment' : 'default';
  const saved = optionIn(stored.values, name) ?? undefined;
  return saved !== undefined && isValid(saved) ? storeSource : 'default';
}
