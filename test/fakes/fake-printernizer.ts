import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cleanUp } from '../helpers/start-app.ts';

/** A job as the server writes it. */
export type ServerJob = Record<string, unknown>;

/** A small real HTTP server in place of a Printernizer server. */
export class FakePrinternizer {
  /** What it answers with; a string goes out as it is. */
  answer: unknown = [];
  status = 200;
  readonly requests: IncomingMessage[] = [];
  #server: Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts it, at the same port after a stop. */
  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      this.requests.push(request);
      response.writeHead(this.status, { 'content-type': 'application/json' });
      response.end(typeof this.answer === 'string' ? this.answer : JSON.stringify(this.answer));
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Starts a fake server with these jobs; it is stopped at the end of the test. */
export async function startPrinternizer(answer: unknown = []): Promise<FakePrinternizer> {
  const server = await new FakePrinternizer().start();
  server.answer = answer;
  cleanUp(() => server.stop());
  return server;
}

/** A job of the server, running since a minute unless said otherwise. */
export function serverJob(change: ServerJob = {}): ServerJob {
  return {
    id: 'job-1',
    printer_id: 'Bambu Lab A1',
    job_name: 'Benchy',
    filename: 'Benchy.gcode.3mf',
    status: 'printing',
    start_time: new Date(Date.now() - 60_000).toISOString(),
    end_time: null,
    created_at: new Date(Date.now() - 60_000).toISOString(),
    ...change,
  };
}
