import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import { cleanUp } from '../helpers/start-app.ts';

/** A user as in `config/auth/list`. */
export interface CoreUser {
  id: string;
  name: string;
  is_owner?: boolean;
  is_active?: boolean;
  group_ids?: string[];
}

/** An entry of the entity registry, as far as anyone reads it. */
export interface RegistryEntity {
  entity_id: string;
  platform: string;
  unique_id: string;
  device_id?: string | null;
  translation_key?: string | null;
  disabled_by?: string | null;
  name?: string | null;
  original_name?: string | null;
}

/** An entry of the device registry. */
export interface RegistryDevice {
  id: string;
  name: string | null;
  name_by_user?: string | null;
}

interface Change {
  state: string;
  attributes: Record<string, unknown>;
  /** Seconds since 1970. */
  changed: number;
}

type Message = { id: number; type: string } & Record<string, unknown>;
interface Subscriber {
  socket: WebSocket;
  id: number;
  /** Event type, or the entities that are wanted. */
  wants: string | Set<string>;
}

/** A small real server in place of Home Assistant Core: users, registries, states with their history, and events. */
export class FakeCore {
  users: CoreUser[] = [];
  entities: RegistryEntity[] = [];
  devices: RegistryDevice[] = [];
  /** Integrations that are set up. */
  components: string[] = [];
  /** It has no recorder. */
  noHistory = false;
  /** Until when the recorder has forgotten every state, milliseconds since 1970. */
  forgottenUntil = 0;
  /** Long-term statistics, by entity. */
  readonly statistics = new Map<string, { start: number; end: number; mean: number | null }[]>();
  /** Periods of which the history was asked for, with the entities. */
  readonly askedHistory: { from: string; to: string; entities: string[] }[] = [];
  /** Its recorder never answers. */
  hangsHistory = false;
  /** Commands that are refused as Core refuses what it cannot do. */
  readonly refused = new Set<string>();
  /** Commands that are never answered. */
  readonly unanswered = new Set<string>();
  /** Every command that came. */
  readonly commands: Message[] = [];
  /** Answer with the current picture of each camera and image entity. */
  readonly cameras = new Map<string, (response: ServerResponse) => void>();
  /** What `camera.snapshot` does, by entity; it answers once this is done. */
  readonly snapshots = new Map<string, (path: string) => Promise<void>>();
  /** Answers a request before it does itself; false = it is left to it. */
  more: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
  /** Lights and switches that were switched. */
  readonly switched: string[] = [];
  /** Switches lights and does not say so. */
  swallowsSwitches = false;
  /** Called when a light was switched. */
  onSwitched: () => void = () => {};
  readonly token = 'core-token';
  #history = new Map<string, Change[]>();
  readonly #subscribers = new Set<Subscriber>();
  readonly #http = createServer((request, response) => {
    if (!this.more(request, response)) this.#answer(request, response);
  });
  readonly #sockets = new WebSocketServer({ server: this.#http, path: '/api/websocket' });

  async start(): Promise<this> {
    this.#sockets.on('connection', (socket) => this.#serve(socket));
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  /** For a stand-in Supervisor to find it. */
  get target(): { url: string; token: string } {
    return { url: `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`, token: this.token };
  }

  /** @param at milliseconds since 1970 */
  setState(entityId: string, state: string, at = Date.now(), attributes: Record<string, unknown> = {}): void {
    const changes = this.#history.get(entityId) ?? [];
    const before = changes.at(-1);
    const next = { state, attributes, changed: at / 1000 };
    const message = before
      ? { c: { [entityId]: difference(before, next) } }
      : { a: { [entityId]: { s: state, a: attributes, lc: next.changed } } };
    if (before?.state === state) before.attributes = attributes;
    else this.#history.set(entityId, [...changes, next]);
    for (const each of this.#subscribers)
      if (typeof each.wants !== 'string' && each.wants.has(entityId)) this.#tell(each, message);
  }

  /** States are forgotten at a restart of Core; its recorder keeps the history. */
  forgetState(entityId: string): void {
    this.#history.delete(entityId);
    for (const each of this.#subscribers) {
      if (typeof each.wants !== 'string' && each.wants.has(entityId)) this.#tell(each, { r: [entityId] });
    }
  }

  /** Fires an event on the bus. */
  fire(type: string, data: object = {}): void {
    for (const each of this.#subscribers)
      if (each.wants === type) this.#tell(each, { event_type: type, data, origin: 'LOCAL' });
  }

  /** How many subscriptions want something. */
  subscriptions(wants: (each: string | Set<string>) => boolean): number {
    return [...this.#subscribers].filter((each) => wants(each.wants)).length;
  }

  #tell({ socket, id }: Subscriber, event: object): void {
    socket.send(JSON.stringify({ id, type: 'event', event }));
  }

  #serve(socket: WebSocket): void {
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message & { access_token?: string };
      if (message.type === 'auth')
        return send(
          message.access_token === this.token ? { type: 'auth_ok', ha_version: '2026.11.0' } : REFUSED,
        );
      this.commands.push(message);
      if (message.type === 'ping') return send({ id: message.id, type: 'pong' });
      const { id } = message;
      if (this.unanswered.has(message.type)) return;
      if (this.refused.has(message.type)) {
        return send({
          id,
          type: 'result',
          success: false,
          error: { code: 'unknown_error', message: 'refused' },
        });
      }
      send({ id, type: 'result', success: true, result: this.#result(message) });
      this.#subscribe(socket, message);
    });
    socket.on('close', () => {
      for (const each of this.#subscribers) if (each.socket === socket) this.#subscribers.delete(each);
    });
    send({ type: 'auth_required', ha_version: '2026.11.0' });
  }

  #result({ type, event_type, event_data, entity_ids, statistic_ids, period }: Message): unknown {
    switch (type) {
      case 'recorder/statistics_during_period':
        return Object.fromEntries(
          (statistic_ids as string[]).flatMap((id) => {
            const rows = period === 'hour' ? this.statistics.get(id) : undefined;
            return rows ? [[id, rows]] : [];
          }),
        );
      case 'get_config':
        return { state: 'RUNNING', version: '2026.11.0', components: this.components };
      case 'config/auth/list':
        return this.users;
      case 'config/entity_registry/list':
        return this.entities;
      case 'config/entity_registry/get_entries':
        // None of ours is registered.
        return Object.fromEntries((entity_ids as string[]).map((entity) => [entity, null]));
      case 'config/device_registry/list':
        return this.devices;
      case 'get_states':
        return [...this.#history].map(([entity_id, changes]) => ({ entity_id, ...changes.at(-1) }));
      case 'fire_event':
        this.fire(String(event_type), event_data as object);
        return { context: {} };
      default:
        return null;
    }
  }

  #subscribe(socket: WebSocket, { id, type, event_type, entity_ids, subscription }: Message): void {
    if (type === 'unsubscribe_events') {
      for (const each of this.#subscribers)
        if (each.socket === socket && each.id === subscription) this.#subscribers.delete(each);
    }
    if (type === 'subscribe_events') this.#subscribers.add({ socket, id, wants: String(event_type) });
    if (type !== 'subscribe_entities') return;
    const wants = new Set(entity_ids as string[]);
    const subscriber = { socket, id, wants };
    this.#subscribers.add(subscriber);
    const known = [...this.#history].filter(([entityId]) => wants.has(entityId));
    const states = known.map(([entityId, changes]) => {
      const { state, attributes, changed } = changes.at(-1)!;
      return [entityId, { s: state, a: attributes, c: 'context', lc: changed }];
    });
    this.#tell(subscriber, { a: Object.fromEntries(states) });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://core');
    const camera = /^\/api\/(camera|image)_proxy\/(\1\..+)$/.exec(url.pathname)?.[2] ?? '';
    const picture = this.cameras.get(camera);
    if (picture) {
      picture(response);
      return;
    }
    if (request.method === 'POST' && url.pathname === '/api/services/camera/snapshot') {
      void json(request).then(async (data) => {
        const { entity_id: id, filename } = data as Record<string, string>;
        const done = await this.snapshots
          .get(id!)?.(filename!)
          .then(
            () => 200,
            () => 500,
          );
        response.writeHead(done ?? 400).end('[]');
      });
      return;
    }
    const [, service] = /^\/api\/services\/(?:light|switch)\/(turn_on|turn_off)$/.exec(url.pathname) ?? [];
    if (request.method === 'POST' && service !== undefined) {
      void json(request).then((data) => {
        this.#switch(service, data as Record<string, unknown>);
        if (this.swallowsSwitches) return;
        response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
      });
      return;
    }
    const known = this.#history.get(/^\/api\/states\/(.+)$/.exec(url.pathname)?.[1] ?? '');
    if (known) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(known.at(-1)));
      return;
    }
    const start = /^\/api\/history\/period\/(.+)$/.exec(decodeURIComponent(url.pathname))?.[1];
    const ids = url.searchParams.get('filter_entity_id');
    if (request.method !== 'GET' || start === undefined || ids === null || this.noHistory) {
      response.writeHead(404).end();
      return;
    }
    const end = url.searchParams.get('end_time') ?? '';
    this.askedHistory.push({ from: start, to: end, entities: ids.split(',') });
    if (this.hangsHistory) return;
    response.writeHead(200, { 'content-type': 'application/json' });
    const period = { start: Date.parse(start) / 1000, end: Date.parse(end) / 1000 };
    const lists = ids.split(',').flatMap((id) => this.#period(id, period));
    const isBare = url.searchParams.has('no_attributes');
    const isMinimal = url.searchParams.has('minimal_response');
    response.end(
      JSON.stringify(isMinimal ? lists.map(withoutRepetitions) : lists, (key, value: unknown) =>
        key === 'attributes' && isBare ? {} : value,
      ),
    );
  }

  /** As a light does, whose brightness comes and goes with it. */
  #switch(
    service: string,
    { entity_id: id, brightness, brightness_pct, ...colour }: Record<string, unknown>,
  ): void {
    const entityId = String(id);
    const before = this.#history.get(entityId)?.at(-1)?.attributes ?? {};
    const isOn = service === 'turn_on';
    const share = brightness_pct === undefined ? undefined : Math.round(2.55 * Number(brightness_pct));
    const canDim = before.supported_color_modes !== undefined;
    this.switched.push(`${entityId} ${service}`);
    this.setState(entityId, isOn ? 'on' : 'off', Date.now(), {
      ...before,
      ...colour,
      ...(canDim ? { brightness: isOn ? (brightness ?? share ?? before.brightness) : null } : {}),
    });
    this.onSwitched();
  }

  /** State and attributes of an entity as they are now. */
  stateOf(entityId: string): { state: string; attributes: Record<string, unknown> } | undefined {
    return this.#history.get(entityId)?.at(-1);
  }

  /** As the recorder answers: the state at the start, as if it had changed then, and every change since. */
  #period(entityId: string, { start, end }: { start: number; end: number }): RecordedState[][] {
    const changes = (this.#history.get(entityId) ?? []).filter(
      ({ changed }) => changed * 1000 >= this.forgottenUntil && !(changed > end),
    );
    const before = changes.findLast(({ changed }) => changed <= start);
    const reported = [
      ...(before ? [{ ...before, changed: start }] : []),
      ...changes.filter(({ changed }) => changed > start),
    ];
    const lines = reported.map(({ state, attributes, changed }) => {
      const at = new Date(changed * 1000).toISOString();
      return { entity_id: entityId, state, attributes, last_changed: at, last_updated: at };
    });
    return lines.length > 0 ? [lines] : [];
  }
}

interface RecordedState {
  entity_id: string;
  state: string;
  attributes: Record<string, unknown>;
  last_changed: string;
}

/** As Core does with `minimal_response`: the first state whole, and of the others what changed. */
function withoutRepetitions([first, ...others]: RecordedState[]): object[] {
  return [first!, ...others.map(({ state, last_changed }) => ({ state, last_changed }))];
}

/** As Core does: what has stayed the same is left out. */
function difference(before: Change, next: Change): object {
  const added = Object.entries(next.attributes).filter(([name, value]) => before.attributes[name] !== value);
  const gone = Object.keys(before.attributes).filter((name) => !(name in next.attributes));
  return {
    '+': {
      ...(before.state === next.state ? { lu: next.changed } : { s: next.state, lc: next.changed }),
      ...(added.length > 0 ? { a: Object.fromEntries(added) } : {}),
    },
    ...(gone.length > 0 ? { '-': { a: gone } } : {}),
  };
}

const REFUSED = { type: 'auth_invalid', message: 'Invalid access token or password' };

/** Starts a fake Core; it is stopped at the end of the test. */
export async function startFakeCore(): Promise<FakeCore> {
  const core = await new FakeCore().start();
  cleanUp(() => core.stop());
  return core;
}
