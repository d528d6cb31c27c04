import { EngineFailure, EXIT } from './failure.ts';

export type Environment = Record<string, string | undefined>;

/** Unset and empty mean the default. */
export function setting(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === '' ? undefined : value;
}

export function number(
  env: Environment,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const value = setting(env, name)?.trim();
  if (value === undefined) return fallback;
  const parsed = parseDecimal(value);
  if (!(parsed >= least && parsed <= most)) {
    throw usage(`${name} is "${value}", but must be a number from ${least} to ${most}.`);
  }
  return parsed;
}

export function integer(
  env: Environment,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const value = number(env, name, fallback, least, most);
  if (!Number.isInteger(value)) {
    throw usage(`${name} is "${value}", but must be a whole number from ${least} to ${most}.`);
  }
  return value;
}

export function oneOf<T extends string>(
  env: Environment,
  name: string,
  fallback: T,
  allowed: readonly T[],
): T {
  const value = setting(env, name)?.trim() ?? fallback;
  const found = allowed.find((word) => word === value);
  if (found === undefined) throw usage(`${name} is "${value}", but must be one of ${allowed.join(', ')}.`);
  return found;
}

/** NaN for anything but plain decimal digits, such as exponents, signs and hexadecimal numbers. */
export function parseDecimal(text: string): number {
  return /^\d*\.?\d+$|^\d+\.$/.test(text) ? Number(text) : Number.NaN;
}

export function usage(message: string): EngineFailure {
  return new EngineFailure(EXIT.usage, message);
}
