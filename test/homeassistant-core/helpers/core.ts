import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import {
  type Connection,
  createConnection,
  createLongLivedTokenAuth,
  type HassEntity,
  type HassEvent,
} from 'home-assistant-js-websocket';
import { waitFor } from '../../helpers/wait-for.ts';
import { type CoreUser, makeAuthStorage } from './auth-storage.ts';
import { freePort } from './free-port.ts';
import { readInstalled } from './installed.ts';

/** Core may take a while where little is given to it, milliseconds. */
const MAX_START_MS = 300_000;
const MAX_STOP_MS = 60_000;

/** What is in the house besides what every house has; in the words of `configuration.yaml`. */
export type CoreConfiguration = Record<string, unknown>;

/** An integration as its dialog would have set it up. */
export interface NewIntegration {
  domain: string;
  data: Record<string, unknown>;
  options?: Record<string, unknown>;
  title?: string;
  minorVersion?: number;
  uniqueId?: string;
  /** Made up when it is omitted. */
  entryId?: string;
}

/** A real Home Assistant Core on folders of its own, started and stopped as often as a test likes. */
export class Core {
  readonly port: number;
  /** What Core shows as "My media". */
  readonly mediaDir: string;
  /** Acts for apps, as an administrator that Home Assistant made itself. */
  readonly supervisor: CoreUser;
  readonly admin: CoreUser;
  /** May view things and use them, not manage them. */
  readonly user: CoreUser;
  readonly #folder: string;
  readonly #connections: Connection[] = [];
  readonly #integrations: object[] = [];
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number, users: CoreUser[]) {
    this.#folder = folder;
    this.port = port;
    this.mediaDir = join(folder, 'media');
    [this.supervisor, this.admin, this.user] = users as [CoreUser, CoreUser, CoreUser];
  }

  /** Makes a house and starts it. @param prepare puts more into it before */
  static async start(
    configuration: CoreConfiguration = {},
    prepare: (core: Core) => Promise<unknown> = async () => {},
  ): Promise<Core> {
    const folder = await mkdtemp(join(tmpdir(), 'timelapse-core-'));
    const { file, users } = makeAuthStorage([
      { name: 'Supervisor', isAdmin: true, isSystem: true },
      { name: 'Anna', isAdmin: true, isOwner: true },
      { name: 'Ben', isAdmin: false },
    ]);
    const core = new Core(folder, await freePort(), users);
    await core.#furnish(configuration, file);
    await prepare(core);
    await core.start();
    return core;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** For the stand-in Supervisor. */
  get target(): { url: string; token: string } {
    return { url: this.url, token: this.supervisor.token };
  }

  /** Where blueprints, automations and the like lie. */
  path(...parts: string[]): string {
    return join(this.#folder, 'config', ...parts);
  }

  async start(): Promise<void> {
    const { python } = readInstalled();
    const args = ['-m', 'homeassistant', '--config', this.path(), '--skip-pip'];
    const env = {
      PATH: [dirname(python), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
      HOME: this.#folder,
      LANG: 'C.UTF-8',
    };
    const child = spawn(python, args, { cwd: this.#folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    child.stderr.on('data', (text: Buffer) => void appendFile(this.path('stderr.log'), text));
    await waitFor('Home Assistant to run', () => this.#isRunning(child), MAX_START_MS);
  }

  async stop(): Promise<void> {
    for (const connection of this.#connections.splice(0)) connection.close();
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    const timer = setTimeout(() => child.kill('SIGKILL'), MAX_STOP_MS);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    clearTimeout(timer);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Stops it and removes its folders. */
  async end(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Warnings and errors, for a failing test. */
  async log(): Promise<string> {
    return readFile(this.path('home-assistant.log'), 'utf8').catch(() => '');
  }

  /** A WebSocket of Core's own, past the Supervisor; ends with Core. */
  async connect(user: CoreUser = this.admin): Promise<Connection> {
    const connection = await createConnection({ auth: createLongLivedTokenAuth(this.url, user.token) });
    this.#connections.push(connection);
    return connection;
  }

  /** Sends one command over a WebSocket of its own. */
  async ask<Result>(message: { type: string; [field: string]: unknown }, user?: CoreUser): Promise<Result> {
    const connection = await this.connect(user);
    try {
      return await connection.sendMessagePromise<Result>(message);
    } finally {
      connection.close();
    }
  }

  /** Calls Core's REST API. @param path below `/api/` */
  rest(method: string, path: string, body?: unknown, user: CoreUser = this.admin): Promise<Response> {
    return fetch(`${this.url}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The state of an entity, null when there is none. */
  async state(entityId: string): Promise<HassEntity | null> {
    const response = await this.rest('GET', `states/${entityId}`);
    return response.ok ? ((await response.json()) as HassEntity) : null;
  }

  async states(): Promise<HassEntity[]> {
    return (await (await this.rest('GET', 'states')).json()) as HassEntity[];
  }

  /** Waits until an entity's state is as wanted. */
  async waitForState(
    entityId: string,
    isWanted: string | ((entity: HassEntity) => boolean),
    limitMs?: number,
  ): Promise<HassEntity> {
    const fits = typeof isWanted === 'string' ? (each: HassEntity) => each.state === isWanted : isWanted;
    let last: HassEntity | null = null;
    try {
      return await waitFor(
        `${entityId} to be ${isWanted}`,
        async () => {
          last = await this.state(entityId);
          return last && fits(last) ? last : null;
        },
        limitMs,
      );
    } catch (error) {
      throw new Error(`${(error as Error).message} It is ${JSON.stringify(last)}.`, { cause: error });
    }
  }

  /** Calls a service, such as `button.press`. @throws Error with Core's words when it refuses */
  async call(service: string, data: Record<string, unknown> = {}): Promise<unknown> {
    const response = await this.rest('POST', `services/${service.replace('.', '/')}`, data);
    if (!response.ok) throw new Error(`${service} was refused: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async fire(type: string, data: Record<string, unknown> = {}): Promise<void> {
    await this.rest('POST', `events/${type}`, data);
  }

  /** Collects every event of some types from now on. */
  async listen(...types: string[]): Promise<HassEvent[]> {
    const heard: HassEvent[] = [];
    const connection = await this.connect();
    for (const type of types) {
      await connection.subscribeEvents<HassEvent>((event) => heard.push(event), type);
    }
    return heard;
  }

  /**
   * Writes down an integration as set up, before the first start. Core brings old forms up to date by itself.
   * Source: homeassistant/config_entries.py, `ConfigEntry.as_dict`.
   */
  async addIntegration({ domain, data, options = {}, ...rest }: NewIntegration): Promise<void> {
    this.#integrations.push({
      entry_id: rest.entryId ?? randomUUID().replaceAll('-', ''),
      domain,
      data,
      options,
      pref_disable_new_entities: false,
      pref_disable_polling: false,
      source: 'user',
      disabled_by: null,
      title: rest.title ?? domain,
      version: 1,
      minor_version: rest.minorVersion ?? 1,
      unique_id: rest.uniqueId ?? null,
    });
    const content = { entries: this.#integrations };
    const file = { version: 1, minor_version: 1, key: 'core.config_entries', data: content };
    await writeFile(this.path('.storage/core.config_entries'), JSON.stringify(file));
  }

  async #isRunning(child: ChildProcess): Promise<boolean> {
    if (child.exitCode !== null) {
      throw new Error(`Home Assistant ended with ${child.exitCode}: ${await this.log()}`);
    }
    try {
      const response = await this.rest('GET', 'core/state');
      return ((await response.json()) as { state: string }).state === 'RUNNING';
    } catch {
      return false;
    }
  }

  /** Everything Core finds at its first start. JSON is YAML. */
  async #furnish(configuration: CoreConfiguration, auth: object): Promise<void> {
    await mkdir(this.path('.storage'), { recursive: true });
    await mkdir(this.mediaDir);
    const onboarding = { done: ['user', 'core_config', 'analytics', 'integration'] };
    const files = {
      'configuration.yaml': { ...this.#basics(), ...configuration },
      '.storage/auth': auth,
      '.storage/onboarding': { version: 4, minor_version: 1, key: 'onboarding', data: onboarding },
    };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(this.path(name), JSON.stringify(content, null, 2));
    }
  }

  #basics(): CoreConfiguration {
    return {
      homeassistant: {
        name: 'Test house',
        latitude: 52.5,
        longitude: 13.4,
        elevation: 34,
        unit_system: 'metric',
        currency: 'EUR',
        country: 'DE',
        time_zone: 'Europe/Berlin',
        internal_url: this.url,
        media_dirs: { local: this.mediaDir },
      },
      http: { server_host: '127.0.0.1', server_port: this.port },
      logger: { default: 'warning' },
      recorder: { commit_interval: 0 },
      history: {},
      frontend: {},
      config: {},
      media_source: {},
    };
  }
}
