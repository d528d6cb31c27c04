import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectTcp, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { cleanUp } from './start-app.ts';
import { waitFor } from './wait-for.ts';

/** Debian puts it where only root looks. */
const PATH = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;

/** Why no broker can be started, in a sentence; null = it can. */
export const noMosquitto = ((): string | null => {
  try {
    execFileSync('mosquitto', ['-h'], { env: { PATH }, stdio: 'ignore' });
    return null;
  } catch (error) {
    // It ends with 3 after showing its help.
    if ((error as { status?: number | null }).status === 3) return null;
    return 'the broker mosquitto is not installed (apt-get install mosquitto)';
  }
})();

/** A message that lies at the broker or passed it. */
export interface Seen {
  topic: string;
  payload: string;
  bytes: Buffer;
  retain: boolean;
}

/** A real broker on loopback that keeps what is retained over a restart, with one user. */
export class Mosquitto {
  readonly user = 'addons';
  password = 'the first password';
  /** Everything an onlooker has seen since it looked, in order. */
  readonly seen: Seen[] = [];
  readonly #folder: string;
  readonly #port: number;
  #child: ChildProcess | null = null;
  #onlooker: MqttClient | null = null;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  /** As the Supervisor offers it. */
  get offer() {
    return { host: '127.0.0.1', port: this.#port, username: this.user, password: this.password };
  }

  async start(): Promise<this> {
    const passwords = join(this.#folder, 'passwords');
    await writeFile(passwords, `${this.user}:${this.password}\nonlooker:onlooker\n`);
    execFileSync('mosquitto_passwd', ['-U', passwords], { env: { PATH } });
    const config = join(this.#folder, 'mosquitto.conf');
    const lines = [
      `listener ${this.#port} 127.0.0.1`,
      'allow_anonymous false',
      `password_file ${passwords}`,
      'persistence true',
      `persistence_location ${this.#folder}/`,
      ...(process.getuid?.() === 0 ? ['user root'] : []),
    ];
    await writeFile(config, lines.join('\n'));
    this.#child = spawn('mosquitto', ['-c', config], { env: { PATH }, stdio: 'ignore' });
    await waitFor('the broker', () => this.#answers());
    return this;
  }

  async stop(): Promise<void> {
    await this.#onlooker?.endAsync(true);
    this.#onlooker = null;
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }

  /** Subscribes to everything: first what is retained. Forgets what was seen before. */
  async look(): Promise<void> {
    await this.#onlooker?.endAsync(true);
    this.seen.length = 0;
    const login = { username: 'onlooker', password: 'onlooker' };
    this.#onlooker = await connectAsync(`mqtt://127.0.0.1:${this.#port}`, { ...login, reconnectPeriod: 0 });
    this.#onlooker.on('error', () => {});
    this.#onlooker.on('message', (topic, bytes, { retain }) => {
      this.seen.push({ topic, payload: bytes.toString(), bytes, retain });
    });
    await this.#onlooker.subscribeAsync('#');
  }

  /** Publishes as somebody else, Home Assistant or a user. */
  async publish(topic: string, payload: string, retain = false): Promise<void> {
    await this.#onlooker?.publishAsync(topic, payload, { retain, qos: 1 });
  }

  /** What was last seen on a topic. */
  last(topic: string): string | undefined {
    return this.seen.findLast((each) => each.topic === topic)?.payload;
  }

  async waitFor(topic: string, payload: string | RegExp): Promise<void> {
    const fits = (text: string | undefined) =>
      text !== undefined && (typeof payload === 'string' ? text === payload : payload.test(text));
    await waitFor(`${topic} to be ${payload}`, () => fits(this.last(topic))).catch((error: unknown) => {
      throw new Error(`${topic} is ${this.last(topic)}, not ${payload}.`, { cause: error });
    });
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connectTcp(this.#port, '127.0.0.1');
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
  }
}

/** Starts a broker; it is stopped at the end of the test. */
export async function startMosquitto(): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'timelapse-mosquitto-'));
  const mosquitto = await new Mosquitto(folder, await freePort()).start();
  cleanUp(async () => {
    await mosquitto.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return mosquitto;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
