import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { cleanUp } from '../../helpers/start-app.ts';
import { answerApi, end } from './api.ts';
import { type CoreTarget, isCoreRunning, proxyToCore } from './core-proxy.ts';
import { CoreSocket } from './core-socket.ts';
import { Ingress, type IngressUser } from './ingress.ts';
import { MANIFEST, OUR_RIGHTS } from './manifest.ts';
import { checkOptions, type OptionSchema } from './option-schema.ts';
import { type AppRights, refusal } from './rights.ts';
import { looksHarmful } from './url-filter.ts';

/** The broker that the Supervisor offers to apps; what is left out is as the Mosquitto app has it. */
export interface MqttOffer {
  host: string;
  port: number;
  username?: string;
  password?: string;
  ssl?: boolean;
  protocol?: string;
}

/** How a stand-in Supervisor is to begin; everything can be changed while it runs. */
export interface SupervisorSpec {
  /** Core behind it; null = not running, 502. */
  core?: CoreTarget | null;
  /** The broker; null = 400 "Service not enabled". */
  mqtt?: MqttOffer | null;
  /** The user's options; groups merge with the defaults, lists replace them. */
  options?: Record<string, unknown>;
  /** Options in the language of `config.yaml`. */
  schema?: OptionSchema;
  rights?: Partial<AppRights>;
  token?: string;
}

/** One request that came, with the status it was answered with. */
export interface LoggedRequest {
  method: string;
  /** With its query. */
  path: string;
  status: number;
}

/**
 * A stand-in for Home Assistant's Supervisor on loopback: a real HTTP and WebSocket server that does what the
 * Supervisor's source says of an app's own calls, the two proxies to Core, and ingress. There is one app, ours.
 *
 * @example
 *   const supervisor = await startSupervisor({ core: { url: 'http://127.0.0.1:8123', token }, mqtt: null });
 *   const app = await startTestApp({}, { env: supervisor.env() });
 *   supervisor.appPort = app.app.port;
 *   await fetch(supervisor.ingressUrl, { headers: { cookie: supervisor.signIn({ id: 'some user id' }) } });
 *   supervisor.stopCore();
 */
export class Supervisor {
  readonly slug = `5c53de3b_${MANIFEST.slug}`;
  readonly schema: OptionSchema;
  readonly rights: AppRights;
  /** Everything that was asked for so far, ingress included. */
  readonly requests: LoggedRequest[] = [];
  /** What the user has chosen, as it is saved; without the defaults. */
  userOptions: Record<string, unknown>;
  mqtt: MqttOffer | null;
  /** Where ingress finds the app; null = the app does not run. */
  appPort: number | null = null;
  /** How often the app asked to be restarted. */
  restarts = 0;
  /** Called when the app asks to be restarted. */
  onRestart: () => void = () => {};
  #core: CoreTarget | null;
  #coreAway = false;
  #token: string;
  #port = 0;
  readonly #ingressPath = `/api/hassio_ingress/${randomBytes(16).toString('base64url')}`;
  readonly #sessions = new Map<string, IngressUser>();
  readonly #sockets = new CoreSocket({
    core: () => this.core,
    mayUseCore: (token) => token === this.#token && this.rights.homeassistantApi,
  });
  readonly #ingress = new Ingress({
    prefix: this.#ingressPath,
    appPort: () => this.appPort,
    userOf: (request) => this.#userOf(request),
  });
  readonly #server = createServer((incoming, outgoing) => this.#answer(incoming, outgoing));

  constructor(spec: SupervisorSpec) {
    this.schema = spec.schema ?? MANIFEST.schema;
    this.rights = { ...OUR_RIGHTS, ...spec.rights };
    this.userOptions = spec.options ?? {};
    this.mqtt = spec.mqtt ?? null;
    this.#core = spec.core ?? null;
    this.#token = spec.token ?? newToken();
  }

  /** Base URL, for `SUPERVISOR_URL`. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get token(): string {
    return this.#token;
  }

  /** From now on only this token is good; open connections stay. */
  setToken(token: string = newToken()): void {
    this.#token = token;
  }

  /** Environment of the app. */
  env(): { SUPERVISOR_TOKEN: string; SUPERVISOR_URL: string } {
    return { SUPERVISOR_TOKEN: this.#token, SUPERVISOR_URL: this.url };
  }

  /**
   * What the Supervisor does before it starts the app: a new token, and `options.json` written anew.
   *
   * @returns the environment of the app
   */
  async prepareStart(dataDir: string): Promise<Record<string, string>> {
    this.setToken();
    await writeFile(join(dataDir, 'options.json'), JSON.stringify(this.effectiveOptions()));
    return this.env();
  }

  /** Core behind the proxies; null while it is away. */
  get core(): CoreTarget | null {
    return this.#coreAway ? null : this.#core;
  }

  /** Core goes away: both proxies answer 502, and open sockets end. */
  stopCore(): void {
    this.#coreAway = true;
    this.#sockets.cut();
  }

  /** Core is there (again). @param core elsewhere, or with another token */
  startCore(core: CoreTarget | null = this.#core): void {
    this.#core = core;
    this.#coreAway = false;
  }

  /** Cuts the sockets to Core, which goes on running. */
  cutSockets(): void {
    this.#sockets.cut();
  }

  /** How many WebSockets to Core are open. */
  get coreSockets(): number {
    return this.#sockets.connected;
  }

  /** What a user saves on the options page of Home Assistant. @throws InvalidOption as the page would say */
  saveOptions(options: Record<string, unknown>): void {
    this.userOptions = checkOptions(this.schema, this.#overDefaults(options));
  }

  /** The user's options over the defaults, checked: what `options.json` holds after the next start. */
  effectiveOptions(): Record<string, unknown> {
    return checkOptions(this.schema, this.#overDefaults(this.userOptions));
  }

  /** The page of the app in Home Assistant, with the slash at its end. */
  get ingressUrl(): string {
    return `${this.url}${this.#ingressPath}/`;
  }

  /** Opens the app's page as a user. @returns the cookie that ingress wants */
  signIn(user: IngressUser): string {
    const session = randomBytes(32).toString('hex');
    this.#sessions.set(session, user);
    return `ingress_session=${session}`;
  }

  /** Calls the app's API through ingress, as a signed-in user. @param path below `/api/v1` */
  request(user: IngressUser, method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.ingressUrl}api/v1${path}`, {
      method,
      headers: {
        cookie: this.signIn(user),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Part of the answer of `/addons/self/info`. */
  selfInfo(): Record<string, unknown> {
    return {
      name: 'Printernizer Timelapse',
      slug: this.slug,
      hostname: this.slug.replaceAll('_', '-'),
      version: MANIFEST.version,
      version_latest: MANIFEST.version,
      update_available: false,
      state: 'started',
      boot: 'auto',
      watchdog: false,
      auto_update: false,
      options: this.#overDefaults(this.userOptions),
      ingress: true,
      ingress_entry: `${this.#ingressPath}/`,
      ingress_url: `${this.#ingressPath}/`,
      ingress_port: 8099,
      ingress_panel: false,
      ip_address: '127.0.0.1',
      rating: 8,
      protected: true,
    };
  }

  /** Listens, after a stop at the same port as before. */
  async start(): Promise<this> {
    this.#server.on('upgrade', (incoming, socket, head) => void this.#upgrade(incoming, socket, head));
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.#sockets.cut();
    this.#ingress.close();
    this.#server.closeAllConnections();
    this.#server.removeAllListeners('upgrade');
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = '', url = '' } = incoming;
    outgoing.on('close', () => this.requests.push({ method, path: url, status: outgoing.statusCode }));
    if (Ingress.isFor(url)) this.#ingress.answer(incoming, outgoing);
    else if (looksHarmful(url)) end(outgoing, 400, '400: Bad Request');
    // An app that hangs up in the middle of a call gets no answer.
    else this.#answerApp(incoming, outgoing).catch(() => outgoing.destroy());
  }

  async #answerApp(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(incoming.url ?? '/', this.url);
    const token = tokenOf(incoming);
    const refused = refusal(pathname, token === null ? null : token === this.#token, this.rights);
    if (refused) return end(outgoing, refused, refused === 401 ? '401: Unauthorized' : '403: Forbidden');
    if (!pathname.startsWith('/core/api/')) return answerApi(this, pathname, incoming, outgoing);
    if (token !== this.#token || !this.rights.homeassistantApi)
      return end(outgoing, 401, '401: Unauthorized');
    const core = await this.#runningCore();
    if (!core) return end(outgoing, 502, '502: Bad Gateway');
    return proxyToCore(core, `${pathname.slice('/core/api/'.length)}${search}`, incoming, outgoing);
  }

  async #upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const { url = '' } = incoming;
    if (Ingress.isFor(url)) return this.#ingress.connect(incoming, socket, head);
    const status = url !== '/core/websocket' ? 404 : (await this.#runningCore()) ? 101 : 502;
    this.requests.push({ method: 'GET', path: url, status });
    if (status === 101) this.#sockets.connect(incoming, socket, head);
    else socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
  }

  async #runningCore(): Promise<CoreTarget | null> {
    return (await isCoreRunning(this.core)) ? this.core : null;
  }

  #userOf(request: IncomingMessage): IngressUser | 'no_session' {
    const session = /ingress_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    return this.#sessions.get(session) ?? 'no_session';
  }

  #overDefaults(options: Record<string, unknown>): Record<string, unknown> {
    return merge(MANIFEST.options, options);
  }
}

/** Starts a stand-in Supervisor; it is stopped at the end of the test. */
export async function startSupervisor(spec: SupervisorSpec = {}): Promise<Supervisor> {
  const supervisor = await new Supervisor(spec).start();
  cleanUp(() => supervisor.stop());
  return supervisor;
}

/** Groups merge, everything else replaces. */
function merge(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = Object.entries(over).map(([name, value]) => {
    const below = under[name];
    return [name, isGroup(below) && isGroup(value) ? merge(below, value) : value];
  });
  return { ...under, ...Object.fromEntries(merged) };
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function newToken(): string {
  return randomBytes(56).toString('hex');
}

function tokenOf({ headers }: IncomingMessage): string | null {
  const direct = headers['x-supervisor-token'] ?? headers['x-hassio-key'];
  if (direct) return String(direct);
  return headers.authorization?.split(' ').at(-1) ?? null;
}
