import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { cleanUp } from './start-app.ts';

/** What a line does to the next request that it fits. */
interface Fault {
  fits: RegExp;
  /** Bytes of the request that still pass; then the line is cut. */
  cutAfter?: number;
  /** The byte at this place of the request arrives as another one. */
  changeAt?: number;
  /** Bytes that pass; the rest stays where it is. */
  stopAfter?: number;
  /** What the server answers does not come back. */
  isSilent?: boolean;
  /** Answers in the server's place. */
  answer?: string;
  /** For every request from now on. */
  always?: boolean;
}

/** A connection to a server that can break. Requests come on connections of their own. */
export class FaultyLine {
  /** First lines of all requests, in order. */
  readonly requests: string[] = [];
  #faults: Fault[] = [];
  #reached = false;
  #port = 0;

  static async start(to: number): Promise<FaultyLine> {
    const line = new FaultyLine();
    const open = new Set<Socket>();
    const server = createServer((near) => {
      open.add(near);
      near.on('error', () => {});
      near.on('close', () => open.delete(near));
      line.#carry(near, to);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    line.#port = (server.address() as AddressInfo).port;
    cleanUp(async () => {
      for (const socket of open) socket.destroy();
      server.close();
    });
    return line;
  }

  get port(): number {
    return this.#port;
  }

  /** Waits for the next request that fits. */
  break(fault: Fault): void {
    this.#faults.push(fault);
  }

  mend(): void {
    this.#faults = [];
  }

  /** Whether a request has come to where it stops, or a server has answered to nobody. */
  get isReached(): boolean {
    return this.#reached;
  }

  /** How many requests fit. */
  count(pattern: RegExp): number {
    return this.requests.filter((each) => pattern.test(each)).length;
  }

  #carry(near: Socket, to: number): void {
    const far = connect(to, '127.0.0.1');
    far.on('error', () => near.destroy());
    far.on('end', () => near.end());
    far.on('close', () => near.end());
    near.on('close', () => far.destroy());
    let fault: Fault | undefined;
    far.on('data', (chunk: Buffer) => {
      if (fault?.isSilent) this.#reached = true;
      else near.write(chunk);
    });
    let seen = 0;
    near.on('data', (chunk: Buffer) => {
      if (seen === 0) fault = this.#begin(chunk);
      const from = seen;
      seen += chunk.length;
      if (fault === undefined) {
        if (!far.write(chunk)) near.pause();
      } else if (fault.answer === undefined) this.#harm(fault, chunk, from, { near, far });
      else if (from === 0) near.end(fault.answer);
    });
    far.on('drain', () => {
      if (!this.#reached || fault?.stopAfter === undefined) near.resume();
    });
  }

  /** @param from how much came before this */
  #harm(fault: Fault, chunk: Buffer, from: number, { near, far }: { near: Socket; far: Socket }): void {
    const { changeAt = -1, cutAfter, stopAfter } = fault;
    const end = from + chunk.length;
    if (from <= changeAt && changeAt < end) chunk[changeAt - from]! ^= 0xff;
    const limit = cutAfter ?? stopAfter ?? Infinity;
    const passes = chunk.subarray(0, Math.max(0, limit - from));
    if (passes.length > 0 && !far.write(passes)) near.pause();
    if (end <= limit) return;
    this.#reached = true;
    if (cutAfter === undefined) near.pause();
    else near.destroy();
  }

  #begin(chunk: Buffer): Fault | undefined {
    const [first = ''] = chunk.toString('latin1').split('\r\n');
    this.requests.push(first);
    const index = this.#faults.findIndex(({ fits }) => fits.test(first));
    const fault = this.#faults[index];
    if (fault && !fault.always) this.#faults.splice(index, 1);
    return fault;
  }
}

/** An answer of HTTP as it goes over the line. */
export function rawAnswer(status: string, headers: Record<string, string> = {}, body = ''): string {
  const lines = Object.entries({
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  });
  return `HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
