/** One option's type in the language of an app's `config.yaml`: `int(0,3600)`, `list(a|b)?`, a group, or a list of one type. */
export type OptionType = string | OptionSchema | [OptionType];
/** The `schema` of an app's `config.yaml`. */
export interface OptionSchema {
  [name: string]: OptionType;
}

/** A value that the Supervisor refuses; its sentence names option and reason. */
export class InvalidOption extends Error {
  override name = 'InvalidOption';
}

/** Words that count as a truth value (voluptuous `Boolean`). */
const TRUE = ['1', 'true', 'yes', 'on', 'enable'];
const FALSE = ['0', 'false', 'no', 'off', 'disable'];

/**
 * Checks a full set of options as the Supervisor does and coerces the values: unknown names are dropped, `null` is
 * refused, numbers in text become numbers, and what may not be left out must be there.
 * Source: supervisor/apps/options.py.
 *
 * @throws InvalidOption for the first value that does not fit
 */
export function checkOptions(
  schema: OptionSchema,
  values: Record<string, unknown>,
  group = 'root',
): Record<string, unknown> {
  const checked = Object.entries(values).flatMap(([name, value]) => {
    const type = schema[name];
    return type === undefined ? [] : [[name, checkValue(type, value, name)]];
  });
  const missing = Object.keys(schema).find((name) => !(name in values) && !isOptional(schema[name]!));
  if (missing) throw new InvalidOption(`Missing option '${missing}' in ${group}`);
  return Object.fromEntries(checked);
}

/** A group is never optional, whatever is in it; a list is when its elements are. */
function isOptional(type: OptionType): boolean {
  const inner = Array.isArray(type) ? type[0] : type;
  return typeof inner === 'string' && inner.endsWith('?');
}

function checkValue(type: OptionType, value: unknown, name: string): unknown {
  if (Array.isArray(type)) {
    if (!Array.isArray(value)) throw new InvalidOption(`Invalid list for option '${name}'`);
    return value.map((element) => checkValue(type[0], element, name));
  }
  if (typeof type === 'object') {
    if (!isGroup(value)) throw new InvalidOption(`Invalid dict for option '${name}'`);
    return checkOptions(type, value, name);
  }
  if (value === null || value === undefined) throw new InvalidOption(`Missing required option '${name}'`);
  return checkSingle(type, value, name);
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Check = (value: unknown, range: Range, inside: string) => unknown;
interface Range {
  min: number;
  max: number;
}

const CHECKS: Record<string, Check> = {
  str: checkText,
  password: checkText,
  int: (value, range) => inRange(Math.trunc(toNumber(value)), range),
  float: (value, range) => inRange(toNumber(value), range),
  port: (value) => inRange(Math.trunc(toNumber(value)), { min: 1, max: 65_535 }),
  bool: checkTruth,
  url: (value) => {
    if (typeof value === 'string' && URL.canParse(value)) return value;
    throw new InvalidOption('expected a URL');
  },
  list: (value, _range, inside) => {
    if (inside.split('|').includes(asText(value))) return asText(value);
    throw new InvalidOption(`value must be one of [${inside.replaceAll('|', ', ')}]`);
  },
  match: (value, _range, inside) => {
    if (new RegExp(`^(?:${inside})`).test(asText(value))) return asText(value);
    throw new InvalidOption(`does not match regular expression ${inside}`);
  },
};

function checkSingle(type: string, value: unknown, name: string): unknown {
  const parts = /^([a-z]+)(?:\((.*)\))?\??$/.exec(type);
  const check = CHECKS[parts?.[1] ?? ''];
  if (!check) throw new InvalidOption(`Unknown type '${type}'`);
  const inside = parts?.[2] ?? '';
  try {
    return check(value, readRange(inside), inside);
  } catch (error) {
    throw new InvalidOption(`${(error as Error).message} for option '${name}'. Got ${JSON.stringify(value)}`);
  }
}

/** `0,3600` → both bounds; either may be left out. */
function readRange(inside: string): Range {
  const [min = '', max = ''] = inside.split(',');
  return { min: min === '' ? -Infinity : Number(min), max: max === '' ? Infinity : Number(max) };
}

function inRange(value: number, { min, max }: Range): number {
  if (value < min) throw new InvalidOption(`value must be at least ${min}`);
  if (value > max) throw new InvalidOption(`value must be at most ${max}`);
  return value;
}

function toNumber(value: unknown): number {
  const number = typeof value === 'boolean' || typeof value === 'number' ? Number(value) : parse(value);
  if (Number.isNaN(number)) throw new InvalidOption('expected a number');
  return number;
}

function parse(value: unknown): number {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

function checkText(value: unknown, { min, max }: Range): string {
  if (typeof value !== 'string') throw new InvalidOption('expected str');
  if (value.length < min) throw new InvalidOption(`length of value must be at least ${min}`);
  if (value.length > max) throw new InvalidOption(`length of value must be at most ${max}`);
  return value;
}

function checkTruth(value: unknown): boolean {
  if (typeof value !== 'string') return Boolean(value);
  if (TRUE.includes(value.toLowerCase())) return true;
  if (FALSE.includes(value.toLowerCase())) return false;
  throw new InvalidOption('expected boolean');
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
