import {
  type AddressOf,
  type AnyEndpointName,
  type ApiErrorBody,
  type CallOf,
  type EndpointName,
  type ReplyOf,
  type Route,
  routes,
} from '../contract.ts';
import { type AddressParts, fillIn } from './address.ts';

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

type Call<N extends AnyEndpointName> = CallOf<N> & { signal?: AbortSignal };
/** A call that needs nothing may be left out. */
type Arguments<Each> = Partial<Each> extends Each ? [call?: Each] : [call: Each];

/** Of these endpoints, those that answer in JSON, or with nothing. */
type JsonName<Name extends AnyEndpointName> = {
  [N in Name]: [ReplyOf<N>] extends [never] ? never : N;
}[Name];
type CallName = JsonName<EndpointName>;

type Client<Name extends AnyEndpointName> = {
  [N in JsonName<Name>]: (...call: Arguments<Call<N>>) => Promise<ReplyOf<N>>;
};

/**
 * A method for every endpoint that answers in JSON; what it takes and answers is declared in the contract. Each throws
 * an ApiError when there is no answer, or one that says what is wrong.
 */
export function createClient<Name extends AnyEndpointName>(of: Readonly<Record<Name, Route>>): Client<Name> {
  return Object.fromEntries(
    Object.entries<Route>(of).map(([name, route]) => [
      name,
      async (call: AnyCall = {}) => {
        const response = await send(route, call);
        return response.status === 204 ? undefined : response.json();
      },
    ]),
  ) as unknown as Client<Name>;
}

export const api = createClient(routes);

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
  const response = await send(routes[name], { query, ...(of as AddressParts) });
  const items = (await response.json()) as ItemOf<N>[];
  return { items, total: Number(response.headers.get('X-Total-Count') ?? items.length) };
}

/** What the engine wrote in the last run of a timelapse. @throws ApiError */
export async function readLog(id: string): Promise<string> {
  return (await send(routes.getLog, { params: { id } })).text();
}

/** A frame as a recipe would show it. @throws ApiError */
export async function previewRecipe(call: Call<'previewRecipe'>): Promise<Blob> {
  return (await send(routes.previewRecipe, call)).blob();
}

interface AnyCall extends AddressParts {
  body?: unknown;
  signal?: AbortSignal;
}

async function send({ method, path }: Route, { body, signal, ...address }: AnyCall): Promise<Response> {
  const init: RequestInit = { method: method.toUpperCase() };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
  }
  const response = await fetchOrThrow(fillIn(path, address), init);
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
