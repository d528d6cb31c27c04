import type { z } from 'zod';
import { optionGroups, optionsSchema } from '../options/catalogue.ts';
import { renewValues } from '../options/old-values.ts';

export interface Environment {
  dataDir: string;
  port: number;
  host: string;
  /** Host names that are accepted besides IP addresses and `localhost`, in lower case. */
  allowedHosts: string[];
  /** Null outside Home Assistant. */
  supervisor: { token: string; url: string } | null;
  optionValues: Record<string, unknown>;
  problems: string[];
}

const DEFAULT_PORT = 8099;

export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const problems: string[] = [];
  const token = env.SUPERVISOR_TOKEN;
  const supervised = token !== undefined && token !== '';
  return {
    dataDir: env.DATA_DIR || (supervised ? '/data' : './data'),
    port: readPort(env.PORT, problems),
    host: env.HOST || (supervised ? '0.0.0.0' : '127.0.0.1'),
    allowedHosts: readAllowedHosts(env.ALLOWED_HOSTS, problems),
    supervisor: supervised ? { token, url: env.SUPERVISOR_URL || 'http://supervisor' } : null,
    optionValues: renewValues(readOptionValues(env)),
    problems,
  };
}

function readPort(text: string | undefined, problems: string[]): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  problems.push(`PORT is "${text}", but must be a whole number from 0 to 65535. Using ${DEFAULT_PORT}.`);
  return DEFAULT_PORT;
}

function readAllowedHosts(text: string | undefined, problems: string[]): string[] {
  return (text ?? '').split(/[\s,;]+/).flatMap((each) => {
    if (each === '') return [];
    const address = /^[^*/?#@]+$/.test(each) && `http://${each}`;
    if (address && URL.canParse(address)) return [new URL(address).hostname.replace(/^\[(.*)\]$/, '$1')];
    problems.push(
      `ALLOWED_HOSTS contains "${each}", but accepts only names such as "nas.local", separated by commas.`,
    );
    return [];
  });
}

function readOptionValues(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const values = readVariables(env, '', optionsSchema.shape);
  for (const [group, { shape }] of optionGroups) {
    const members = readVariables(env, `${group}_`, shape);
    if (Object.keys(members).length === 0) continue;
    values[group] = { ...(typeof values[group] === 'object' ? values[group] : {}), ...members };
  }
  return values;
}

function readVariables(
  env: NodeJS.ProcessEnv,
  prefix: string,
  shape: Record<string, Pick<z.ZodType, 'safeParse'>>,
): Record<string, unknown> {
  const found = Object.entries(shape).flatMap(([name, schema]) => {
    const text = env[`${prefix}${name}`.toUpperCase()];
    return text === undefined || text === '' ? [] : [[name, fromText(text, schema)]];
  });
  return Object.fromEntries(found);
}

/** Text that does not fit the option stays text, so that the check can name it. */
function fromText(text: string, schema: Pick<z.ZodType, 'safeParse'>): unknown {
  if (schema.safeParse(text).success) return text;
  const word = text.trim().toLowerCase();
  if (['true', 'yes', 'on'].includes(word)) return true;
  if (['false', 'no', 'off'].includes(word)) return false;
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number))
    return schema.safeParse(true).success ? number !== 0 : number;
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}
