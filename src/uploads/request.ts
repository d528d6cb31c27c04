import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { fromFile, fromNetwork, UploadFailed } from './upload-failed.ts';

export interface Body {
  bytes: number;
  /** Called once. */
  read: () => AsyncIterable<Uint8Array>;
  onSent?: ((bytes: number) => void) | undefined;
}

/** For a short one. */
export function bodyOf(bytes: Uint8Array): Body {
  return {
    bytes: bytes.length,
    read: async function* () {
      yield bytes;
    },
  };
}

export interface Ask {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Body | undefined;
  signal: AbortSignal;
}

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  /** The beginning of it; the connection is closed then. */
  text(): Promise<string>;
  /** Rejects when it is cut off. */
  chunks: AsyncIterable<Uint8Array>;
}

/** Also the time that a server takes to put a large file together. */
const MAX_SILENCE_MS = 120_000;
const MAX_TEXT = 64 * 1024;
/** A refusal of larger ones is waited for, so that they are not sent in vain. */
const ASKS_FIRST_BYTES = 256 * 1024;
/** For servers that do not know of being asked first. */
const ASK_FIRST_MS = 2000;

/**
 * One request on a connection of its own. Redirects are not followed: the secret in the headers is only for this server.
 *
 * @throws UploadFailed when there is no answer, or the body cannot be read
 */
export async function send(ask: Ask): Promise<Answer> {
  ask.signal.throwIfAborted();
  const { body } = ask;
  const asksFirst = body !== undefined && body.bytes > ASKS_FIRST_BYTES;
  const request = start(ask, asksFirst);
  const exchange = { isOver: false };
  const answered = answerOf(request).finally(() => {
    exchange.isOver = true;
  });
  const over = answered.then(
    () => {},
    () => {},
  );
  try {
    if (asksFirst) await Promise.race([over, toldToGoOn(request)]);
    if (body) await write(request, body, exchange, over);
    if (!exchange.isOver) request.end();
    return toAnswer(await answered);
  } catch (error) {
    request.destroy();
    ask.signal.throwIfAborted();
    throw fromNetwork(error);
  }
}

function start({ method, url, headers, body, signal }: Ask, asksFirst: boolean): ClientRequest {
  const make = url.startsWith('https:') ? requestHttps : requestHttp;
  const request = make(url, {
    method,
    headers: {
      ...headers,
      'User-Agent': 'printernizer-timelapse',
      ...(body && { 'Content-Length': String(body.bytes) }),
      ...(asksFirst && { Expect: '100-continue' }),
    },
    agent: false,
    signal,
    timeout: MAX_SILENCE_MS,
  });
  request.on('timeout', () => request.destroy(new UploadFailed('timed_out', 'no answer for two minutes')));
  if (asksFirst) request.flushHeaders();
  return request;
}

function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    // Also after the answer, where nobody waits for it anymore.
    request.on('error', reject);
    request.on('close', () => reject(new UploadFailed('connection_lost', 'closed without an answer')));
  });
}

function toldToGoOn(request: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const soon = (): void => void setTimeout(resolve, ASK_FIRST_MS).unref();
    request.once('continue', resolve);
    request.once('close', resolve);
    request.once('socket', (socket) => {
      if (socket.connecting) socket.once('connect', soon);
      else soon();
    });
  });
}

/** Stops at an early answer: the server does not want the rest. */
async function write(
  request: ClientRequest,
  { read, onSent }: Body,
  exchange: { isOver: boolean },
  over: Promise<void>,
): Promise<void> {
  if (exchange.isOver) return;
  try {
    for await (const chunk of read()) {
      if (exchange.isOver || request.destroyed) return;
      if (!request.write(chunk)) await Promise.race([drained(request), over]);
      onSent?.(chunk.length);
    }
  } catch (error) {
    throw fromFile(error);
  }
}

function drained(request: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    request.once('drain', resolve);
  });
}

function toAnswer(response: IncomingMessage): Answer {
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    chunks: response,
    text: async () => {
      let text = '';
      try {
        for await (const chunk of response) {
          text += String(chunk);
          if (text.length > MAX_TEXT) break;
        }
      } catch {
        // The status has arrived, which says more than its words.
      }
      response.destroy();
      return text;
    },
  };
}
