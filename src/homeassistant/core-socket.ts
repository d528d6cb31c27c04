import type { HaWebSocket } from 'home-assistant-js-websocket';
import { WebSocket } from 'ws';
import { AppError, errnoOf } from '../lib/errors.ts';
import type { Cause } from '../shared/facts.ts';

/** From the first byte to `auth_ok`: the Supervisor itself waits as long for the token, milliseconds. */
const OPEN_LIMIT_MS = 10_000;
/** The largest answer we expect is a list of all entities, bytes. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;

/** A socket to Home Assistant on its way. */
export interface OpeningSocket {
  /** Open and signed in. Rejects with an AppError `core_away` or `core_refused`. */
  ready: Promise<HaWebSocket>;
  /** Ends it at once, whatever it is doing: a peer that hangs is not asked. */
  end(): void;
}

interface AuthMessage {
  type?: unknown;
  ha_version?: unknown;
  message?: unknown;
}

/**
 * Opens the Supervisor's WebSocket to Core and signs in. The library's own socket has no end that a hanging peer
 * cannot delay, and does not tell why it failed.
 *
 * Source: developers.home-assistant.io, "WebSocket API", authentication phase.
 */
export function openCoreSocket({ url, token }: { url: string; token: string }): OpeningSocket {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/core/websocket`, {
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
  });
  const { promise: ready, resolve, reject } = Promise.withResolvers<HaWebSocket>();
  const giveUp = (error: AppError): void => {
    reject(error);
    socket.terminate();
  };
  const limit = setTimeout(
    () => giveUp(coreAway({ cause: 'no_answer', reason: 'it does not answer' })),
    OPEN_LIMIT_MS,
  );
  limit.unref();
  const onMessage = (data: Buffer): void => {
    const message = parse(data);
    if (message.type === 'auth_required') socket.send(JSON.stringify({ type: 'auth', access_token: token }));
    if (message.type === 'auth_invalid') giveUp(tokenRefused());
    if (message.type !== 'auth_ok') return;
    socket.off('message', onMessage);
    resolve(Object.assign(socket as unknown as HaWebSocket, { haVersion: String(message.ha_version) }));
  };
  socket.on('message', onMessage);
  socket.on('unexpected-response', (_, response) => giveUp(notUpgraded(response.statusCode)));
  socket.on('error', (error) =>
    giveUp(coreAway({ cause: errnoOf(error) ?? 'unknown', reason: error.message })),
  );
  socket.on('close', () =>
    reject(coreAway({ cause: 'connection_lost', reason: 'the connection was closed' })),
  );
  // Whoever waits hears of a failure; when nobody waits any more, it is none.
  ready.catch(() => {}).finally(() => clearTimeout(limit));
  return { ready, end: () => socket.terminate() };
}

/** There is no connection. @param why its reason in a few words, without a full stop */
export function coreAway(why?: Cause): AppError {
  const because = why ? `: ${why.reason}` : '';
  return new AppError('core_away', `Home Assistant is not connected${because}.`, {
    status: 503,
    ...(why ? { detail: why } : {}),
  });
}

export function tokenRefused(): AppError {
  return new AppError('core_refused', 'Home Assistant does not accept the token of the app.', {
    status: 503,
    detail: { cause: 'token_refused' },
  });
}

/** The Supervisor answers 502 until Core runs. */
function notUpgraded(status: number | undefined): AppError {
  if (status === 401 || status === 403) return tokenRefused();
  if (status === 502) return coreAway({ cause: 'starting_or_stopped', reason: 'it is starting or stopped' });
  return coreAway({ cause: `http_${status}`, reason: `the Supervisor answered ${status}` });
}

function parse(data: Buffer): AuthMessage {
  try {
    return JSON.parse(String(data)) as AuthMessage;
  } catch {
    return {};
  }
}
