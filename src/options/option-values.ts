import { z } from 'zod';
import { optionGroups } from './catalogue.ts';
import { type OptionSpec, optionSpecs } from './option-specs.ts';
import { splitName } from './option-layers.ts';

type Json = Record<string, unknown>;

/** Only used by this app's page. */
const PAGE_ONLY = ['section', 'unit', 'engine', 'domains'];
const PAGE_FORMATS = ['folder', 'file'];

/** Rejects the same values as `planChange`. */
export function optionValuesJson(): Json {
  const single = Object.fromEntries([...optionSpecs.values()].map((facts) => [facts.name, valueJson(facts)]));
  const groups = Object.fromEntries(
    [...optionGroups].map(([name, { description }]) => [name, groupJson(name, description, single)]),
  );
  return {
    description:
      'New values by option name; omitted = unchanged, null = back to the default. ' +
      'Members of a group: {"video": {"fps": 30}} or {"video.fps": 30}. ' +
      'Contradictory values are rejected, as are changes to read-only options; ' +
      'null removes saved values that are not an option',
    type: 'object',
    properties: { ...groups, ...single },
    additionalProperties: false,
  };
}

function valueJson({ schema, help }: OptionSpec): Json {
  // A default is what null restores, not what an omitted option gets.
  const {
    $schema: _,
    default: __,
    description: ___,
    ...value
  } = z.toJSONSchema(schema, { io: 'input', override: ({ jsonSchema }) => withoutPageWords(jsonSchema) });
  return { description: help, anyOf: [value, { type: 'null' }] };
}

function withoutPageWords(json: Json): void {
  for (const word of PAGE_ONLY) delete json[word];
  if (PAGE_FORMATS.includes(String(json.format))) delete json.format;
}

function groupJson(name: string, description: string | undefined, single: Record<string, Json>): Json {
  const members = Object.entries(single).flatMap(([full, json]) => {
    const [group, member] = splitName(full);
    return group === name && member !== undefined ? [[member, json]] : [];
  });
  const group = { type: 'object', properties: Object.fromEntries(members), additionalProperties: false };
  return { description, anyOf: [group, { type: 'null' }] };
}
