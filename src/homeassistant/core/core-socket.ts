import type { HaWebSocket } from 'home-assistant-js-websocket';
import { WebSocket } from 'ws';
import { AppError, errnoOf } from '../../lib/errors.ts';
import type { Cause } from '../../shared/facts.ts';

/** Until `auth_ok`; the Supervisor waits just as long for the token. */
const MAX_OPEN_MS = 10_000;
/** The largest expected message is a list of all entities. */
const MAX_MESSAGE = 64 * 1024 * 1024;

export interface OpeningSocket {
  /** Open and signed in. Rejects with an AppError `core_away` or `core_refused`. */
  ready: Promise<HaWebSocket>;
  /** At once, without waiting for a peer that hangs. */
  end(): void;
}

interface AuthMessage {
  type?: unknown;
  ha_version?: unknown;
  message?: unknown;
}

/**
 * Opens the Supervisor's WebSocket to Core and signs in. The library's own socket cannot be closed without waiting
 * for the peer, and does not say why it failed. Source: developers.home-assistant.io, "WebSocket API", authentication
 * phase.
 */
export function openCoreSocket({ url, token }: { url: string; token: string }): OpeningSocket {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/core/websocket`, {
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
  });
  const { promise: ready, resolve, reject } = Promise.withResolvers<HaWebSocket>();
  const giveUp = (error: AppError): void => {
    reject(error);
    socket.terminate();
  };
  const limit = setTimeout(
    () => giveUp(coreAway({ cause: 'no_answer', reason: 'no response' })),
    MAX_OPEN_MS,
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
  // When nobody waits for it, it must not count as unhandled.
  ready.catch(() => {}).finally(() => clearTimeout(limit));
  return { ready, end: () => socket.terminate() };
}

/** @param why without a full stop */
export function coreAway(why?: Cause): AppError {
  const because = why ? `: ${why.reason}` : '';
  return new AppError('core_away', `Home Assistant is not connected${because}.`, {
    status: 503,
    ...(why ? { detail: why } : {}),
  });
}

export function tokenRefused(): AppError {
  return new AppError('core_refused', "Home Assistant does not accept the app's token.", {
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
