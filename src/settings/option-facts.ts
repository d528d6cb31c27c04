import { z } from 'zod';
import { optionsSchema, videoOptionsSchema } from '../shared/options.ts';
import { OPTION_TYPES, type WireOption } from '../shared/settings.ts';

/** What the schema says of one option; members of a group stand alone as `video.fps`. */
export interface OptionFacts extends Pick<WireOption, 'name' | 'type' | 'limits' | 'fields' | 'help'> {
  schema: z.ZodType;
  /** The schema's own default; undefined = none. */
  default: unknown;
}

/** The part of JSON Schema that options use. */
interface Json {
  type?: string;
  format?: string;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  enum?: string[];
  items?: Json;
  properties?: Record<string, Json>;
  required?: string[];
}

/** Every option by name, in the order of the schema. Read from the schema: there is no second list anywhere. */
export const optionFacts: ReadonlyMap<string, OptionFacts> = new Map(
  [
    ...Object.entries<z.ZodType>(optionsSchema.shape).filter(([name]) => name !== 'video'),
    ...Object.entries<z.ZodType>(videoOptionsSchema.shape).map(([name, schema]): [string, z.ZodType] => [
      `video.${name}`,
      schema,
    ]),
  ].map(([name, schema]) => [name, readFacts(name, schema)]),
);

function readFacts(name: string, schema: z.ZodType): OptionFacts {
  const json = z.toJSONSchema(schema, { io: 'input' }) as Json;
  return {
    name,
    type: typeOf(json),
    limits: {
      min: json.minimum ?? null,
      max: json.maximum ?? null,
      choices: json.enum ?? null,
    },
    fields: json.items ? fieldsOf(json.items) : null,
    help: json.description ?? '',
    schema,
    default: json.default,
  };
}

function typeOf({ type, format, enum: choices }: Json): OptionFacts['type'] {
  if (choices) return 'choice';
  if (type === 'array') return 'list';
  if (format === 'uri') return 'url';
  const known = [format, type].find((word) => OPTION_TYPES.some((each) => each === word));
  return (known ?? 'text') as OptionFacts['type'];
}

function fieldsOf({ properties = {}, required = [] }: Json): OptionFacts['fields'] {
  return Object.entries(properties).map(([name, { description = '' }]) => ({
    name,
    required: required.includes(name),
    help: description,
  }));
}

/** What a value of this option has to be, as a sentence that asks for it. */
export function askFor({ type, limits: { min, max, choices }, fields }: OptionFacts): string {
  const range = min !== null && max !== null ? ` from ${min} to ${max}` : '';
  switch (type) {
    case 'boolean':
      return 'Give true or false.';
    case 'integer':
      return `Give a whole number${range}.`;
    case 'number':
      return `Give a number${range}.`;
    case 'choice':
      return `Give one of ${(choices ?? []).map((choice) => `"${choice}"`).join(', ')}.`;
    case 'folder':
    case 'file':
      return `Give the absolute path of a ${type}, starting with "/".`;
    case 'url':
      return 'Give a URL that starts with "http://" or "https://", or null for none.';
    case 'list':
      return `Give a list; each entry needs ${(fields ?? []).flatMap((field) => (field.required ? [field.name] : [])).join(' and ')}.`;
    case 'text':
      return 'Give a text.';
  }
}
