import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Home Assistant Core as the Supervisor reaches it. */
export interface CoreTarget {
  /** Without a slash at its end. */
  url: string;
  /** Access token of an administrator; apps act in Core as the Supervisor's own user. */
  token: string;
}

/** Request headers that reach Core; no `Range` and no `If-*` among them. */
const FORWARDED = ['accept', 'content-type', 'last-event-id', 'x-speech-content', 'mcp-session-id'];

/** Whether Core is up and done with starting; while it is not, both proxies answer 502. */
export async function isCoreRunning(core: CoreTarget | null): Promise<boolean> {
  if (!core) return false;
  try {
    const response = await fetch(`${core.url}/api/core/state`, {
      headers: { authorization: `Bearer ${core.token}` },
    });
    // A small stand-in for Core may not know this question: then it runs.
    if (response.status === 404) return true;
    return response.ok && ((await response.json()) as { state?: string }).state === 'RUNNING';
  } catch {
    return false;
  }
}

/**
 * Passes a call of Core's REST API on: GET, POST and DELETE, few headers, the answer read whole.
 * Source: supervisor/api/proxy.py.
 *
 * @param path below `/api/`, with its query
 */
export async function proxyToCore(
  core: CoreTarget,
  path: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const method = incoming.method ?? 'GET';
  if (!['GET', 'POST', 'DELETE'].includes(method)) {
    outgoing.writeHead(405).end('405: Method Not Allowed');
    return;
  }
  const body = await buffer(incoming);
  const passed = Object.entries(incoming.headers).filter(([name]) => FORWARDED.includes(name));
  try {
    const answer = await fetch(`${core.url}/api/${path}`, {
      method,
      headers: {
        ...(Object.fromEntries(passed) as Record<string, string>),
        authorization: `Bearer ${core.token}`,
      },
      ...(method === 'GET' || body.length === 0 ? {} : { body }),
    });
    const [type = 'application/octet-stream'] = (answer.headers.get('content-type') ?? '').split(';');
    const control = answer.headers.get('cache-control');
    outgoing.writeHead(answer.status, {
      'content-type': type,
      ...(control ? { 'cache-control': control } : {}),
    });
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  } catch {
    outgoing.writeHead(502).end('502: Bad Gateway');
  }
}
