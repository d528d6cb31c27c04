import { WebSocket } from 'ws';
import type { LiveEvents } from '../../src/shared/events.ts';
import { waitFor } from './wait-for.ts';

/** A message as it came over the socket. */
export interface ReceivedMessage<E extends keyof LiveEvents = keyof LiveEvents> {
  event: E;
  data: LiveEvents[E];
  at: string;
  seq: number;
}

/** A page's socket, keeping everything it received. */
export class LiveClient {
  readonly messages: ReceivedMessage[] = [];
  readonly socket: WebSocket;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url, { headers });
    this.socket.on('message', (text) => this.messages.push(JSON.parse(String(text)) as ReceivedMessage));
    this.socket.on('error', () => {});
  }

  /** All data of one event so far. */
  all<E extends keyof LiveEvents>(event: E): LiveEvents[E][] {
    return this.messages
      .filter((message) => message.event === event)
      .map((message) => message.data as LiveEvents[E]);
  }

  /** Statuses received of one timelapse, in order. */
  statuses(id: string): string[] {
    return this.messages.flatMap(({ event, data }) =>
      event.startsWith('timelapse.') && 'status' in data && data.id === id && event !== 'timelapse.updated'
        ? [data.status as string]
        : [],
    );
  }

  waitForEvent<E extends keyof LiveEvents>(
    event: E,
    test: (data: LiveEvents[E]) => boolean = () => true,
  ): Promise<LiveEvents[E]> {
    return waitFor(`the event ${event}`, () => this.all(event).find(test));
  }

  close(): void {
    this.socket.terminate();
  }
}
