import { optionsSchema, videoOptionsSchema } from '../shared/options.ts';

/** Where the app lives and listens; everything that is not an option. */
export interface Environment {
  dataDir: string;
  port: number;
  host: string;
  /** Under the Supervisor: its token and base URL. */
  supervisor: { token: string; url: string } | null;
  /** Option values from the environment, by option name. */
  optionValues: Record<string, unknown>;
  /** Sentences about variables that could not be read. */
  problems: string[];
}

const DEFAULT_PORT = 8099;

/** Reads `DATA_DIR`, `PORT`, `HOST`, the Supervisor's variables, and every option's name in upper case. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const problems: string[] = [];
  const token = env.SUPERVISOR_TOKEN;
  const supervised = token !== undefined && token !== '';
  return {
    dataDir: env.DATA_DIR || (supervised ? '/data' : './data'),
    port: readPort(env.PORT, problems),
    host: env.HOST || (supervised ? '0.0.0.0' : '127.0.0.1'),
    supervisor: supervised ? { token, url: env.SUPERVISOR_URL || 'http://supervisor' } : null,
    optionValues: readOptionValues(env),
    problems,
  };
}

function readPort(text: string | undefined, problems: string[]): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  problems.push(`PORT is "${text}", but a port is a whole number from 0 to 65535. ${DEFAULT_PORT} is used.`);
  return DEFAULT_PORT;
}

function readOptionValues(env: NodeJS.ProcessEnv): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(optionsSchema.shape)) {
    const text = env[name.toUpperCase()];
    if (text !== undefined && text !== '') values[name] = fromText(text, schema);
  }
  const video = Object.entries(videoOptionsSchema.shape).flatMap(([name, schema]) => {
    const text = env[`VIDEO_${name.toUpperCase()}`];
    return text === undefined || text === '' ? [] : [[name, fromText(text, schema)]];
  });
  if (video.length === 0) return values;
  const group = typeof values.video === 'object' ? values.video : {};
  return { ...values, video: { ...group, ...Object.fromEntries(video) } };
}

/** Text → the kind of value the option takes; text that does not fit stays text, for the check to name it. */
function fromText(text: string, schema: { safeParse(value: unknown): { success: boolean } }): unknown {
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
