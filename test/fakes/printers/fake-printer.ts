import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a printer is doing, in the words of its own interface. */
export interface PrinterNow {
  state: string;
  /** File on the printer; null when there is none. */
  file: string | null;
}

/** A printer's own web server: answers each path with JSON, by what it does now. */
export abstract class FakePrinter {
  now: PrinterNow;
  readonly #server: Server;

  constructor(now: PrinterNow) {
    this.now = now;
    this.#server = createServer((request, response) => {
      const answer = this.answer((request.url ?? '').replace(/\?.*/, ''));
      if (answer === undefined) response.writeHead(404).end();
      else if (answer === null) response.writeHead(204).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  }

  /** What a path answers; null = 204, undefined = 404. */
  protected abstract answer(path: string): object | null | undefined;

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
