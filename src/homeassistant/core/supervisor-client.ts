import { AppError, messageOf } from '../../lib/errors.ts';

const MAX_ANSWER_MS = 15_000;

export interface SelfInfo {
  /** Full slug, `<repository>_<slug>`; differs between installations. */
  slug: string;
  version: string;
  /** A path on Home Assistant. */
  ingress_url?: string | null;
  /** As the user wrote them, with `!secret` unresolved. */
  options?: Record<string, unknown>;
}

export interface MqttService {
  host: string;
  port: number;
  ssl: boolean;
  username?: string;
  password?: string;
  /** MQTT protocol version, `3.1.1` or `5`. */
  protocol?: string;
}

export interface CoreAnswer {
  status: number;
  /** Parsed if it is JSON. */
  body: unknown;
}

/**
 * What an app may call without additional rights. Source: developers.home-assistant.io, "Supervisor API endpoints".
 */
export interface SupervisorClient {
  readonly url: string;
  readonly token: string;
  /** Never throws. */
  ping(): Promise<boolean>;
  /** @throws AppError `supervisor_*` */
  selfInfo(): Promise<SelfInfo>;
  /** Validated, with defaults. @throws AppError `supervisor_*` */
  readOptions(): Promise<Record<string, unknown>>;
  /**
   * Replaces all options; the Supervisor does not merge.
   *
   * @param options without nulls
   * @throws AppError `supervisor_refused` with its message
   */
  writeOptions(options: Record<string, unknown>): Promise<void>;
  /** Null = none (yet). @throws AppError `supervisor_*` for anything else */
  mqtt(): Promise<MqttService | null>;
  /**
   * Home Assistant's REST API; status 502 while it is not running.
   *
   * @param path below `/api/`
   * @throws AppError `supervisor_unreachable`
   */
  core(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<CoreAnswer>;
  /**
   * A file from Home Assistant's REST API.
   *
   * @param path below `/api/`
   * @throws AppError `supervisor_unreachable`, or the reason of the signal
   */
  coreFile(path: string, signal: AbortSignal): Promise<{ status: number; bytes: Uint8Array }>;
  /**
   * A large file from Home Assistant's REST API, as it comes.
   *
   * @param path below `/api/`
   * @throws AppError `supervisor_unreachable`, or the reason of the signal; so may reading it
   */
  coreStream(
    path: string,
    signal: AbortSignal,
  ): Promise<{ status: number; chunks: AsyncIterable<Uint8Array> }>;
  /** Its calls are aborted by the signal. */
  until(signal: AbortSignal): SupervisorClient;
}

/** @param url without a trailing slash @param token new at every start of the app */
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
        signal: AbortSignal.any([AbortSignal.timeout(MAX_ANSWER_MS), ...(ended ? [ended] : [])]),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: parse(await response.text()) };
    } catch (error) {
      throw unreachable(error);
    }
  }

  async function requestFile(path: string, signal: AbortSignal) {
    const { status, chunks } = await requestStream(path, signal);
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return { status, bytes: new Uint8Array(Buffer.concat(parts)) };
  }

  async function requestStream(path: string, signal: AbortSignal) {
    const orUnreachable = (error: unknown): never => {
      throw signal.aborted ? error : unreachable(error);
    };
    const response = await fetch(`${url}${path}`, {
      headers: { ...headers, accept: '*/*' },
      signal: AbortSignal.any([signal, ...(ended ? [ended] : [])]),
    }).catch(orUnreachable);
    async function* read(): AsyncGenerator<Uint8Array> {
      try {
        yield* response.body ?? [];
      } catch (error) {
        orUnreachable(error);
      }
    }
    return { status: response.status, chunks: read() };
  }

  /** Unwraps the Supervisor's envelope. */
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
    coreFile: (path, signal) => requestFile(`/core/api/${path}`, signal),
    coreStream: (path, signal) => requestStream(`/core/api/${path}`, signal),
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

/** The Supervisor answers 400 "Service not enabled" while no broker is installed, which is normal. */
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
      remedy: 'The app keeps retrying.',
      cause: error,
    },
  );
}

function refused(path: string, status: number, message: string | undefined): AppError {
  const reason = message ? `: ${message}` : '';
  return new AppError('supervisor_refused', `Home Assistant's Supervisor answered ${status}${reason}.`, {
    status: 409,
    detail: { path, status, ...(message ? { message } : {}) },
  });
}
