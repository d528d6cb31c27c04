import { type ChildProcess, spawn } from 'node:child_process';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '../../helpers/wait-for.ts';
import { freePort } from './free-port.ts';
import { readInstalled } from './installed.ts';

/** Iterations of a password's hash, as `mosquitto_passwd` writes it. */
const ROUNDS = 101;

/** A real Mosquitto on a port of its own, with users and passwords; what is retained survives its restart. */
export class Broker {
  readonly port: number;
  readonly #folder: string;
  readonly #accounts = new Map<string, string>();
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  /** Starts a broker. @param accounts passwords by user name */
  static async start(accounts: Record<string, string>): Promise<Broker> {
    const folder = await mkdtemp(join(tmpdir(), 'timelapse-broker-'));
    const broker = new Broker(folder, await freePort());
    for (const [name, password] of Object.entries(accounts)) broker.#accounts.set(name, password);
    await broker.start();
    return broker;
  }

  /** What the Supervisor would offer to an app. */
  offer(username: string) {
    return { host: '127.0.0.1', port: this.port, username, password: this.#accounts.get(username) ?? '' };
  }

  /** Known after the next start. */
  setPassword(username: string, password: string): void {
    this.#accounts.set(username, password);
  }

  async start(): Promise<void> {
    const path = (name: string): string => join(this.#folder, name);
    const lines = [
      `listener ${this.port} 127.0.0.1`,
      'allow_anonymous false',
      `password_file ${path('passwords')}`,
      'persistence true',
      `persistence_location ${this.#folder}/`,
      'user root',
    ];
    await writeFile(path('passwords'), [...this.#accounts].map(hashed).join(''), { mode: 0o600 });
    await writeFile(path('mosquitto.conf'), `${lines.join('\n')}\n`);
    const { broker } = readInstalled();
    if (!broker) throw new Error('There is no Mosquitto on this machine.');
    this.#process = spawn(broker, ['-c', path('mosquitto.conf')], { stdio: 'ignore' });
    await waitFor('the broker to listen', () => this.#answers());
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }

  /** Stops it and removes what it kept. */
  async end(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  }
}

/** A line of Mosquitto's password file: PBKDF2 with SHA-512. */
function hashed([name, password]: [string, string]): string {
  const salt = randomBytes(12);
  const hash = pbkdf2Sync(password, salt, ROUNDS, 64, 'sha512');
  return `${name}:$7$${ROUNDS}$${salt.toString('base64')}$${hash.toString('base64')}\n`;
}
