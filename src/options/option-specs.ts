import { z } from 'zod';
import { optionGroups, type OptionMeta, optionsSchema } from './catalogue.ts';
import { OPTION_TYPES, type WireOption } from '../shared/settings.ts';

/** What the schema says about one option; members of a group are named `video.fps`. */
export interface OptionSpec extends Pick<
  WireOption,
  'name' | 'section' | 'type' | 'unit' | 'limits' | 'fields' | 'help'
> {
  schema: z.ZodType;
  /** Undefined = not passed to the engine. */
  engine: string | undefined;
  /** Undefined = none. */
  default: unknown;
}

interface Json extends OptionMeta {
  type?: string;
  format?: string;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  enum?: string[];
  items?: Json;
  /** For fields that name an entity. */
  domains?: string[];
  properties?: Record<string, Json>;
  required?: string[];
}

/** Derived from the schema, in its order. */
export const optionSpecs: ReadonlyMap<string, OptionSpec> = new Map(
  Object.entries<z.ZodType>(optionsSchema.shape)
    .flatMap(([name, schema]): [string, z.ZodType][] => {
      const members = optionGroups.get(name)?.shape;
      return members
        ? Object.entries(members).map(([member, each]) => [`${name}.${member}`, each as z.ZodType])
        : [[name, schema]];
    })
    .map(([name, schema]) => [name, readSpec(name, schema)]),
);

function readSpec(name: string, schema: z.ZodType): OptionSpec {
  const json = z.toJSONSchema(schema, { io: 'input' }) as unknown as Json;
  return {
    name,
    section: json.section,
    type: typeOf(json),
    unit: json.unit ?? null,
    engine: json.engine,
    limits: {
      min: json.minimum ?? null,
      max: json.maximum ?? null,
      choices: json.enum ?? null,
    },
    fields: json.items?.properties ? fieldsOf(json.items) : null,
    help: json.description ?? '',
    schema,
    default: json.default,
  };
}

function typeOf({ type, format, enum: choices }: Json): OptionSpec['type'] {
  if (choices) return 'choice';
  if (type === 'array') return 'list';
  if (format === 'uri') return 'url';
  const known = [format, type].find((word) => OPTION_TYPES.some((each) => each === word));
  return (known ?? 'text') as OptionSpec['type'];
}

function fieldsOf({ properties = {}, required = [] }: Json): OptionSpec['fields'] {
  return Object.entries(properties).map(([name, { description = '', domains = null }]) => ({
    name,
    required: required.includes(name),
    help: description,
    domains,
  }));
}

export function askFor({ type, limits: { min, max, choices }, fields }: OptionSpec): string {
  const range = min !== null && max !== null ? ` from ${min} to ${max}` : '';
  switch (type) {
    case 'boolean':
      return 'Enter true or false.';
    case 'integer':
      return `Enter a whole number${range}.`;
    case 'number':
      return `Enter a number${range}.`;
    case 'choice':
      return `Enter one of ${(choices ?? []).map((choice) => `"${choice}"`).join(', ')}.`;
    case 'folder':
    case 'file':
      return `Enter the absolute path of a ${type}, starting with "/".`;
    case 'url':
      return 'Enter a URL starting with "http://" or "https://", or null for none.';
    case 'list':
      if (fields === null) return 'Enter a list of texts.';
      return `Enter a list; each entry needs ${fields.flatMap((field) => (field.required ? [field.name] : [])).join(' and ')}.`;
    case 'text':
      return 'Enter a text.';
  }
}
