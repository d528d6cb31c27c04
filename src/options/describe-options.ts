import { type OptionLayers, optionIn } from './option-layers.ts';
import type { Options } from './catalogue.ts';
import type { WireOption } from '../shared/settings.ts';
import { environmentLock } from './environment-lock.ts';
import { type OptionSpec, optionSpecs } from './option-specs.ts';
import type { OptionsStore } from './options-store.ts';

export function describeOptions(
  layers: OptionLayers,
  options: Options,
  store: Pick<OptionsStore, 'source' | 'lockOf'>,
): WireOption[] {
  return [...optionSpecs.values()].map((facts) => {
    const { name, section, type, unit, limits, fields, help } = facts;
    const lock =
      environmentLock(layers.environment.values, name) ??
      store.lockOf(name, optionIn(layers.stored.values, name));
    return {
      name,
      section,
      value: optionIn(options, name) ?? null,
      default: optionIn(layers.defaults, name) ?? facts.default ?? null,
      source: sourceOf(facts, layers, store.source),
      type,
      unit,
      limits,
      fields,
      help,
      read_only: lock !== null,
      reason: lock?.reason ?? null,
      lock: lock && { code: lock.code, by: lock.by },
    };
  });
}

/** An invalid value is replaced by the default. */
function sourceOf(
  { name, schema }: OptionSpec,
  { environment, stored }: OptionLayers,
  storeSource: OptionsStore['source'],
): WireOption['source'] {
  const isValid = (value: unknown) => value !== '' && schema.safeParse(value).success;
  const fromEnvironment = optionIn(environment.values, name);
  if (fromEnvironment !== undefined) return isValid(fromEnvironment) ? 'environment' : 'default';
  const saved = optionIn(stored.values, name) ?? undefined;
  return saved !== undefined && isValid(saved) ? storeSource : 'default';
}
