import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { CoreTarget } from './core-proxy.ts';

/** How long an app may take to send its token, and how often it is pinged, milliseconds. */
const MAX_AUTH_MS = 10_000;
const HEARTBEAT_MS = 30_000;

interface Message {
  id?: unknown;
  type?: unknown;
  access_token?: unknown;
  api_password?: unknown;
}

export interface CoreSocketDeps {
  core: () => CoreTarget | null;
  /** Whether a token is that of an app which may use Core's API. */
  mayUseCore: (token: string) => boolean;
}

/**
 * The Supervisor's WebSocket to Core: the app shows its own token, the Supervisor connects with that of its user, and
 * from then on messages pass, except commands that only Home Assistant's own frontend may use.
 * Source: supervisor/api/proxy.py.
 */
export class CoreSocket {
  readonly #parts: CoreSocketDeps;
  readonly #server = new WebSocketServer({ noServer: true });

  constructor(parts: CoreSocketDeps) {
    this.#parts = parts;
  }

  /** How many apps are connected. */
  get connected(): number {
    return this.#server.clients.size;
  }

  connect(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(incoming, socket, head, (app) => void this.#serve(app));
  }

  /** Cuts every connection, as a network does: without a goodbye. */
  cut(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  async #serve(app: WebSocket): Promise<void> {
    app.on('error', () => app.terminate());
    try {
      if (!(await this.#authenticate(app))) return;
      const core = await connectToCore(this.#parts.core());
      keepAlive(app);
      passAppToCore(app, core);
      core.on('message', (data, isBinary) => app.send(data, { binary: isBinary }));
      core.on('close', () => app.close());
      app.on('close', () => core.close());
      app.resume();
    } catch {
      app.close();
    }
  }

  async #authenticate(app: WebSocket): Promise<boolean> {
    // Clients may send their token at once.
    const answer = once(app, 'message', { signal: AbortSignal.timeout(MAX_AUTH_MS) });
    const ha_version = await versionOf(this.#parts.core());
    app.send(JSON.stringify({ type: 'auth_required', ha_version }));
    const [data] = (await answer) as [Buffer];
    const said = JSON.parse(String(data)) as Message;
    if (!this.#parts.mayUseCore(String(said.api_password ?? said.access_token))) {
      app.send(JSON.stringify({ type: 'auth_invalid', message: 'Invalid access' }));
      app.close();
      return false;
    }
    // What the app sends from here on waits until Core is there.
    app.pause();
    app.send(JSON.stringify({ type: 'auth_ok', ha_version }));
    return true;
  }
}

async function connectToCore(core: CoreTarget | null): Promise<WebSocket> {
  if (!core) throw new Error('Core is not there');
  const socket = new WebSocket(`${core.url.replace(/^http/, 'ws')}/api/websocket`);
  socket.on('error', () => socket.terminate());
  await once(socket, 'message');
  socket.send(JSON.stringify({ type: 'auth', access_token: core.token }));
  const [data] = (await once(socket, 'message')) as [Buffer];
  if ((JSON.parse(String(data)) as Message).type !== 'auth_ok') throw new Error('Core refused the token');
  return socket;
}

/** The Supervisor knows the version of its Core; a small stand-in for Core may not tell one. */
async function versionOf(core: CoreTarget | null): Promise<string> {
  const headers = { authorization: `Bearer ${core?.token}` };
  const answer = await fetch(`${core?.url}/api/config`, { headers })
    .then((response) => response.json() as Promise<{ version?: string }>)
    .catch(() => null);
  return answer?.version ?? 'unknown';
}

function passAppToCore(app: WebSocket, core: WebSocket): void {
  app.on('message', (data, isBinary) => {
    const denied = isBinary ? null : deniedCommand(String(data));
    if (!denied) return core.send(data, { binary: isBinary });
    const error = { code: 'unauthorized', message: 'Unauthorized' };
    app.send(JSON.stringify({ id: denied.id, type: 'result', success: false, error }));
  });
}

/** The command, when it is one that apps must never reach. */
function deniedCommand(text: string): Message | null {
  try {
    const message = JSON.parse(text) as Message;
    return typeof message.type === 'string' && /^(supervisor|hassio)\//.test(message.type) ? message : null;
  } catch {
    return null;
  }
}

/** Pings, and ends a connection whose other end has vanished. */
function keepAlive(app: WebSocket): void {
  let answered = true;
  app.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return app.terminate();
    answered = false;
    app.ping();
  }, HEARTBEAT_MS);
  app.on('close', () => clearInterval(timer));
}
