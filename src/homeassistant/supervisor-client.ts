import { AppError, messageOf } from '../lib/errors.ts';

/** How long an answer may take, milliseconds. */
const ANSWER_LIMIT_MS = 15_000;

/** What `/addons/self/info` tells of this app; more is there and not read. */
export interface SelfInfo {
  /** Full slug, `<repository>_<slug>`; differs between installations. */
  slug: string;
  version: string;
  /** Path of the page below Home Assistant's address. */
  ingress_url?: string | null;
  /** The user's options as they were written: a `!secret` is not resolved. */
  options?: Record<string, unknown>;
}

/** The broker that the Supervisor offers, as `/services/mqtt` names it. */
export interface MqttService {
  host: string;
  port: number;
  ssl: boolean;
  username?: string;
  password?: string;
  /** MQTT protocol version, `3.1.1` or `5`. */
  protocol?: string;
}

/** An answer of Home Assistant's REST API through the Supervisor. */
export interface CoreAnswer {
  status: number;
  /** Parsed JSON where it is JSON, else text. */
  body: unknown;
}

/**
 * The Supervisor's REST API as far as an app without further rights may call it.
 * Source: developers.home-assistant.io, "Supervisor API endpoints".
 */
export interface SupervisorClient {
  readonly url: string;
  readonly token: string;
  /** Whether the Supervisor answers at all; never throws. */
  ping(): Promise<boolean>;
  /** @throws AppError `supervisor_*` */
  selfInfo(): Promise<SelfInfo>;
  /** The user's options as they are saved now, checked, defaults filled in. @throws AppError `supervisor_*` */
  readOptions(): Promise<Record<string, unknown>>;
  /**
   * Puts the whole set in place of the one before.
   *
   * @param options every option, without nulls: the Supervisor does not merge
   * @throws AppError `supervisor_refused` with its sentence when it does not like a value
   */
  writeOptions(options: Record<string, unknown>): Promise<void>;
  /** The broker, or null when there is none (yet). @throws AppError `supervisor_*` for anything else */
  mqtt(): Promise<MqttService | null>;
  /**
   * Calls Home Assistant's own REST API: GET, POST and DELETE are let through. Status 502 while it is not running.
   *
   * @param path below `/api/`, such as `states/sensor.timelapse_status`
   * @throws AppError `supervisor_unreachable`
   */
  core(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<CoreAnswer>;
  /** The same client, whose calls end when the signal says so. */
  until(signal: AbortSignal): SupervisorClient;
}

/**
 * @param url without a slash at its end, `http://supervisor` in a real installation
 * @param token new at every start of the app
 */
export function createSupervisorClient(
  { url, token }: { url: string; token: string },
  ended?: AbortSignal,
): SupervisorClient {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };

  async function request(method: string, path: string, body?: unknown): Promise<CoreAnswer> {
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_LIMIT_MS), ...(ended ? [ended] : [])]),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: parse(await response.text()) };
    } catch (error) {
      throw unreachable(error);
    }
  }

  /** Takes the data out of the Supervisor's envelope. */
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await request(method, path, body);
    const envelope = answer.body as { result?: string; data?: T; message?: string } | null;
    if (answer.status === 200 && envelope?.result === 'ok') return envelope.data as T;
    throw refused(path, answer.status, envelope?.message);
  }

  return {
    url,
    token,
    ping: async () => {
      const answer = await request('GET', '/supervisor/ping').catch(() => null);
      return answer?.status === 200;
    },
    selfInfo: () => ask<SelfInfo>('GET', '/addons/self/info'),
    readOptions: () => ask<Record<string, unknown>>('GET', '/addons/self/options/config'),
    writeOptions: async (options) => {
      await ask('POST', '/addons/self/options', { options });
    },
    mqtt: () => ask<MqttService>('GET', '/services/mqtt').catch(nullWhenThereIsNone),
    core: (method, path, body) => request(method, `/core/api/${path}`, body),
    until: (signal) => createSupervisorClient({ url, token }, signal),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The Supervisor answers 400 "Service not enabled" while no broker is installed, which is an everyday state. */
function nullWhenThereIsNone(error: unknown): null {
  if (error instanceof AppError && (error.detail as { status?: number } | null)?.status === 400) return null;
  throw error;
}

function unreachable(error: unknown): AppError {
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  return new AppError(
    'supervisor_unreachable',
    `Home Assistant's Supervisor cannot be reached: ${messageOf(cause)}.`,
    {
      status: 503,
      remedy: 'It is tried again by itself.',
      cause: error,
    },
  );
}

function refused(path: string, status: number, message: string | undefined): AppError {
  const said = message ? `: ${message}` : '';
  return new AppError('supervisor_refused', `Home Assistant's Supervisor answered ${status}${said}.`, {
    status: 409,
    detail: { path, status, ...(message ? { message } : {}) },
  });
}
