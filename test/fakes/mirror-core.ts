import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CoreUser } from './fake-core.ts';
import { cleanUp } from '../helpers/start-app.ts';

/** A state as it was posted. */
export interface PostedState {
  state: string;
  attributes: Record<string, unknown>;
}

interface Message {
  id: number;
  type: string;
  event_type?: string;
  event_data?: Record<string, unknown>;
  entity_ids?: string[];
  subscription?: number;
  domain?: string;
  service?: string;
  service_data?: Record<string, unknown>;
}

const TOKEN = 'token of the user "Supervisor"';

/**
 * A small real server in place of Home Assistant Core, as the mirror sees it: states are posted and events are fired,
 * it starts, restarts and hangs. States are gone after a restart, as in Core.
 */
export class MirrorCore {
  /** What is running; a restart goes through STARTING. */
  phase: 'STARTING' | 'RUNNING' = 'RUNNING';
  /** Integrations that are set up. */
  components = ['api', 'websocket_api'];
  /** Entities of the registry, by id: those of real integrations. */
  registry: Record<string, { platform: string }> = {};
  users: CoreUser[] = [];
  /** Actions it has, by domain. */
  services: Record<string, Record<string, object>> = {};
  /** Actions that fail, by `domain.service`, and what it says then. */
  readonly failing = new Map<string, string>();
  /** Actions that are not answered before this is called. */
  readonly slow = new Map<string, Promise<unknown>>();
  /** Accounts of integrations. */
  entries: object[] = [];
  /** What actions may read. */
  allowedFolders: string[] = ['/media'];
  language = 'en';
  /** Takes everything in and answers nothing. */
  hangs = false;
  /** Calls over REST that it did not answer. */
  unanswered = 0;
  /** Takes events in and does not answer. */
  swallows = false;
  /** Commands that are refused. */
  readonly refuses = new Set<string>();
  /** The code it refuses them with, and how often it did. */
  refusal = 'unknown_error';
  refused = 0;
  readonly states = new Map<string, PostedState>();
  /** Every state that was posted, in order. */
  readonly posted: (PostedState & { entity: string })[] = [];
  readonly deleted: string[] = [];
  /** Services that the app called, in order. */
  readonly calls: Message[] = [];
  /** Events that the app fired, in order. */
  readonly events: { type: string; data: Record<string, unknown> }[] = [];
  #server: Server | undefined;
  #port = 0;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #subscribed = new Map<WebSocket, { id: number; type: string }[]>();

  get target(): { url: string; token: string } {
    return { url: `http://127.0.0.1:${this.#port}`, token: TOKEN };
  }

  /** Data of the events of one type, in order. */
  eventsOf(type: string): Record<string, unknown>[] {
    return this.events.filter((event) => event.type === type).map(({ data }) => data);
  }

  /** How many subscriptions to events of this type there are. */
  listeners(type: string): number {
    return [...this.#subscribed.values()].flat().filter((each) => each.type === type).length;
  }

  /** Fires an event as an automation does. */
  fire(type: string, data: object = {}): void {
    for (const [socket, subscriptions] of this.#subscribed) {
      for (const { id } of subscriptions.filter((each) => each.type === type)) {
        const event = { event_type: type, data, origin: 'LOCAL', time_fired: '', context: {} };
        socket.send(JSON.stringify({ id, type: 'event', event }));
      }
    }
  }

  /** The start is done. */
  becomeReady(): void {
    this.phase = 'RUNNING';
    this.fire('homeassistant_started');
  }

  /** Starts it, at the same port after a stop. */
  async start(): Promise<this> {
    this.states.clear();
    this.#server = createServer((incoming, outgoing) => void this.#answer(incoming, outgoing));
    this.#server.on('upgrade', (incoming, socket, head) =>
      this.#sockets.handleUpgrade(incoming, socket, head, (each) => this.#serve(each)),
    );
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets.clients) socket.terminate();
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const reply = (status: number, value: unknown = {}): void => {
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (incoming.url === '/api/core/state') return reply(200, { state: this.phase });
    if (this.hangs) {
      this.unanswered += 1;
      return;
    }
    const entity = /^\/api\/states\/(.+)$/.exec(incoming.url ?? '')?.[1];
    if (!entity) return reply(404);
    if (incoming.method === 'POST') return reply(this.#post(entity, JSON.parse(body) as PostedState));
    if (incoming.method !== 'DELETE') return reply(405);
    this.deleted.push(entity);
    reply(this.states.delete(entity) ? 200 : 404);
  }

  #post(entity: string, posted: PostedState): number {
    if (posted.state.length > 255) return 400;
    const isNew = !this.states.has(entity);
    this.states.set(entity, posted);
    this.posted.push({ entity, ...posted });
    return isNew ? 201 : 200;
  }

  #serve(socket: WebSocket): void {
    this.#subscribed.set(socket, []);
    socket.on('close', () => this.#subscribed.delete(socket));
    socket.on('error', () => socket.terminate());
    socket.send(JSON.stringify({ type: 'auth_required', ha_version: '2026.8.1' }));
    socket.on('message', (data) => {
      for (const message of [JSON.parse(String(data))].flat() as Message[]) this.#take(socket, message);
    });
  }

  #take(socket: WebSocket, message: Message): void {
    if (message.type === 'auth') {
      socket.send(JSON.stringify({ type: 'auth_ok', ha_version: '2026.8.1' }));
      return;
    }
    if (this.hangs) return;
    const { id, type } = message;
    const send = (answer: object): void => socket.send(JSON.stringify({ id, ...answer }));
    const error = { code: this.refusal, message: 'Not today' };
    if (type === 'ping') send({ type: 'pong' });
    else if (this.swallows && type === 'fire_event') this.#run(socket, message);
    else if (this.refuses.has(type)) {
      this.refused += 1;
      send({ type: 'result', success: false, error });
    } else if (type === 'call_service') void this.#act(message, send);
    else send({ type: 'result', success: true, result: this.#run(socket, message) });
  }

  async #act(message: Message, send: (answer: object) => void): Promise<void> {
    const action = `${message.domain}.${message.service}`;
    this.calls.push(message);
    await this.slow.get(action);
    const reason = this.failing.get(action);
    if (reason === undefined) send({ type: 'result', success: true, result: { context: {} } });
    else send({ type: 'result', success: false, error: { code: 'home_assistant_error', message: reason } });
  }

  #run(socket: WebSocket, message: Message): unknown {
    const { id, type, event_type = '', event_data = {}, entity_ids = [], subscription } = message;
    if (type === 'subscribe_events') this.#subscribed.get(socket)?.push({ id, type: event_type });
    if (type === 'unsubscribe_events') {
      const rest = this.#subscribed.get(socket)?.filter((each) => each.id !== subscription);
      this.#subscribed.set(socket, rest ?? []);
    }
    if (type === 'fire_event') this.events.push({ type: event_type, data: event_data });
    if (type === 'get_config') return this.#config();
    if (type === 'config/auth/list') return this.users;
    if (type === 'get_services') return this.services;
    if (type === 'config_entries/get') return this.entries;
    if (type === 'get_states') {
      return [...this.states].map(([entity_id, { state, attributes }]) => ({ entity_id, state, attributes }));
    }
    if (type === 'config/entity_registry/get_entries') {
      return Object.fromEntries(entity_ids.map((entity) => [entity, this.registry[entity] ?? null]));
    }
    return null;
  }

  #config(): object {
    const { phase: state, components, language, allowedFolders } = this;
    return { state, components, language, allowlist_external_dirs: allowedFolders };
  }
}

/** Starts a fake Core; it is stopped at the end of the test. */
export async function startMirrorCore(): Promise<MirrorCore> {
  const core = await new MirrorCore().start();
  cleanUp(() => core.stop());
  return core;
}
