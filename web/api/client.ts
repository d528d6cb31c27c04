import type { ApiErrorBody } from '../contract.ts';

/** A request that did not work: what, why, and what to do. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number;
  readonly code: string;
  readonly remedy: string | null;
  /** More facts, of a shape that depends on the code. */
  readonly detail: unknown;

  constructor(
    status: number,
    code: string,
    message: string,
    remedy: string | null = null,
    more: { detail?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.status = status;
    this.code = code;
    this.remedy = remedy;
    this.detail = more.detail;
  }
}

/** What a request may carry. */
export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/** Sends one request below the page's own address, which is whatever prefix a proxy has put it under. */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  const init: RequestInit = { method: options.method ?? 'GET' };
  if (options.signal !== undefined) init.signal = options.signal;
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    init.headers = { 'Content-Type': 'application/json' };
  }
  const response = await send(`./api/v1${path}`, init);
  if (!response.ok) throw await readError(response);
  return response;
}

/** The same, for an answer in JSON. */
export async function requestJson<Body>(path: string, options: RequestOptions = {}): Promise<Body> {
  const response = await request(path, options);
  return (await response.json()) as Body;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, 'unreachable', 'No answer from the app', null, { cause: error });
  }
}

async function readError(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<ApiErrorBody> | null;
  const error = body?.error;
  // A proxy in between answers in its own words, so the shape is not a given.
  if (typeof error?.message !== 'string') {
    return new ApiError(response.status, `http_${response.status}`, response.statusText);
  }
  return new ApiError(response.status, error.code, error.message, error.remedy ?? null, {
    detail: error.detail,
  });
}
