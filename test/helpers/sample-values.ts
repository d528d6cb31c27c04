import type { Random } from '../../src/tools/bench/random.ts';
import type { Schema } from './json-schema.ts';

/** Finds the schema that a reference names. */
export type Resolve = (reference: string) => Schema;

const hidden = (text: string) => Buffer.from(text).toString('base64url');

/** Texts of every kind that the API takes, each with some that are nearly one. */
const TEXTS = [
  ...['', ' ', '\t\n', '\u00a0', 'a', ' padded ', 'a\0b', '\u202e', 'ü'.normalize('NFD'), '🖨️', '{}', 'null'],
  ...['/', '/share/x', '//x', '/a\0b', ' /x', '/x/', 'relative', '../x', 'C:\\x', `/${'é'.repeat(4094)}`],
  ...[
    'http://printer.local',
    'https://a:8443/x?y#z',
    'http://',
    'ftp://a',
    'HTTP://A',
    'http://a b',
    'http:a',
  ],
  ...['2026-01-31T10:00:00Z', '2026-01-31T10:00', '2026-01-31T10:00:00.5+02:00', '2026-02-30T10:00:00Z'],
  ...[
    '2026-01-31',
    '2026-01-31T24:00:00Z',
    '2026-1-1T1:1:1Z',
    '2026-01-31t10:00:00z',
    '0000-01-01T00:00:00Z',
  ],
  ...['true', 'True', 'tRUE', 'latest', '0', '-0', '1', '01', '1.0', '1e2', '0x1', ' 1', '-1', '1000000001'],
  ...['sensor', 'sensor.x1c_status', 'Sen sor', 'completed', '-created', 'created ', 'recent', 'strong'],
  ...['YQ', 'YR', 'a', 'YQ==', '_w', hidden('/share'), hidden('/a\0b'), hidden('x'), hidden('🖨'.repeat(150))],
  ...[
    hidden('x'.repeat(200)),
    hidden('x'.repeat(201)),
    hidden('ü'.repeat(200)),
    hidden(`/${'x'.repeat(4095)}`),
  ],
];

const ODDITIES = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e21,
  2 ** 53,
  [],
  [[]],
  {},
  { a: { b: [null] } },
  '',
  'x',
  '\ud800',
];

/**
 * A value in the shape of a schema, mostly at its limits and often just beyond them.
 *
 * @param oddity how often something stands where it does not belong, from 0 to 1
 */
export function sample(schema: Schema, resolve: Resolve, random: Random, oddity = 0.05): unknown {
  const again = (inner: Schema): unknown => sample(inner, resolve, random, oddity);
  if (random.uniform() < oddity) return random.pick(ODDITIES);
  if (schema.$ref !== undefined) return again(resolve(String(schema.$ref)));
  const branches =
    schema.type === undefined ? ((schema.anyOf ?? schema.oneOf) as Schema[] | undefined) : undefined;
  if (branches) return again(random.pick(branches));
  if (schema.enum !== undefined && random.uniform() < 0.9) return random.pick(schema.enum as unknown[]);
  switch (schema.type) {
    case 'boolean':
      return random.uniform() < 0.5;
    case 'integer':
    case 'number':
      return sampleNumber(schema, random);
    case 'string':
      return sampleText(schema, random);
    case 'array':
      return Array.from({ length: random.pick([0, 1, 1, 2, 2, 21]) }, () => again(schema.items as Schema));
    case 'object':
      return sampleObject(schema, random, again);
    default:
      return random.pick(ODDITIES);
  }
}

function sampleNumber({ minimum = 0, maximum = 100 }: Schema, random: Random): number {
  const [least, most] = [Number(minimum), Number(maximum)];
  const within = Math.round(least + random.uniform() * (most - least));
  return random.pick([within, within, within, least, most, least - 1, most + 1, least + 0.5, -0]);
}

function sampleText({ maxLength }: Schema, random: Random): string {
  const most = Number(maxLength ?? 100);
  const length = random.pick([most, most + 1, Math.ceil(most / 2)]);
  return random.pick([...TEXTS, ...['x', '🖨', 'é', '/', 'A'].map((each) => each.repeat(length))]);
}

function sampleObject(
  { properties = {}, required = [], additionalProperties }: Schema,
  random: Random,
  again: (schema: Schema) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(properties as Record<string, Schema>).flatMap(([name, each]) => {
    const isGiven = random.uniform() < ((required as string[]).includes(name) ? 0.95 : 0.4);
    return isGiven ? [[name, again(each)] as const] : [];
  });
  const more =
    random.uniform() < (additionalProperties === false ? 0.03 : 0.2) ? [['unknown', 1] as const] : [];
  return Object.fromEntries([...entries, ...more]);
}
