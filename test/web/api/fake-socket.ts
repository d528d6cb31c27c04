import type { LiveEvents } from '../../../web/contract.ts';

/** Stands in for the browser's socket: a test speaks as the server. */
export class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readonly url: string;
  readyState = 0;
  private _seq = 0;

  constructor(url: string) {
    super();
    this.url = url;
    FakeSocket.all.push(this);
  }

  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }

  /** Sends an event to the page; `skip` leaves out so many numbers before it. */
  say<E extends keyof LiveEvents>(event: E, data: LiveEvents[E], skip = 0): void {
    this.readyState = 1;
    this._seq += skip;
    const message = { event, data, at: new Date().toISOString(), seq: this._seq++ };
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }

  close(): void {
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}
