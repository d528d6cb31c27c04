import {
  type AddressOf,
  type ApiErrorBody,
  type CallOf,
  type EndpointName,
  type ReplyOf,
  routes,
} from '../contract.ts';
import { addressOf } from './address.ts';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when there was no response. */
  readonly status: number;
  readonly code: string;
  readonly remedy: string | null;
  /** Depends on the code. */
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

type Call<N extends EndpointName> = CallOf<N> & { signal?: AbortSignal };
/** A call that needs nothing may be left out. */
type Arguments<Each> = Partial<Each> extends Each ? [call?: Each] : [call: Each];

/** Endpoints that answer in JSON, or with nothing. */
type CallName = { [N in EndpointName]: [ReplyOf<N>] extends [never] ? never : N }[EndpointName];

type Client = { [N in CallName]: (...call: Arguments<Call<N>>) => Promise<ReplyOf<N>> };

/**
 * A method for every endpoint of the contract that answers in JSON; what it takes and answers is declared there. Each
 * throws an ApiError when there is no answer, or one that says what is wrong.
 */
export const api = Object.fromEntries(
  (Object.keys(routes) as EndpointName[]).map((name) => [
    name,
    async (call: AnyCall = {}) => {
      const response = await send(name, call);
      return response.status === 204 ? undefined : response.json();
    },
  ]),
) as unknown as Client;

/** Endpoints that answer a part of a list. */
type ListName = {
  [N in CallName]: ReplyOf<N> extends readonly unknown[]
    ? 'offset' extends keyof NonNullable<QueryOf<N>>
      ? N
      : never
    : never;
}[CallName];
type ItemOf<N extends EndpointName> = ReplyOf<N> extends readonly (infer Item)[] ? Item : never;
/** Of what it is a list, if the address says so. */
type ParamsOf<N extends EndpointName> =
  AddressOf<N> extends { params: infer Params } ? [of: { params: Params }] : [];
type QueryOf<N extends EndpointName> = AddressOf<N> extends { query?: infer Query } ? Query : never;

export interface ListPart<Item> {
  items: Item[];
  total: number;
}

/** Reads a part of a list. @throws ApiError */
export async function readPart<N extends ListName>(
  name: N,
  query: NonNullable<QueryOf<N>>,
  ...[of]: ParamsOf<N>
): Promise<ListPart<ItemOf<N>>> {
  const response = await send(name, { query, ...of });
  const items = (await response.json()) as ItemOf<N>[];
  return { items, total: Number(response.headers.get('X-Total-Count') ?? items.length) };
}

/** What the engine wrote in the last run of a timelapse. @throws ApiError */
export async function readLog(id: string): Promise<string> {
  return (await send('getLog', { params: { id } })).text();
}

/** A frame as a recipe would show it. @throws ApiError */
export async function previewRecipe(call: Call<'previewRecipe'>): Promise<Blob> {
  return (await send('previewRecipe', call)).blob();
}

interface AnyCall {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  signal?: AbortSignal;
}

async function send(name: EndpointName, { body, signal, ...address }: AnyCall): Promise<Response> {
  const init: RequestInit = { method: routes[name].method.toUpperCase() };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
  }
  const response = await fetchOrThrow(addressOf(name, address as AddressOf<typeof name>), init);
  if (!response.ok) throw await readError(response);
  return response;
}

async function fetchOrThrow(url: string, init: RequestInit): Promise<Response> {
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
  // A proxy in between may answer in its own format.
  if (typeof error?.message !== 'string') {
    return new ApiError(response.status, `http_${response.status}`, response.statusText);
  }
  return new ApiError(response.status, error.code, error.message, error.remedy ?? null, {
    detail: error.detail,
  });
}
