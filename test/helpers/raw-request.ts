import { type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** An answer as it came. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

/** What is asked for: the path goes out as it is, where `fetch` would mend it. */
export interface RawQuestion {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  host?: string;
}

/** Sends a request exactly as written. */
export function rawRequest(
  port: number,
  { method = 'GET', path, headers = {}, body, host = '127.0.0.1' }: RawQuestion,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host, port, method, path, headers }, (res) => {
      buffer(res).then(
        (bytes) => resolve({ status: res.statusCode ?? 0, headers: res.headers, bytes }),
        reject,
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** The JSON of an answer. */
export function jsonOf({ bytes }: RawAnswer): unknown {
  return JSON.parse(bytes.toString());
}
