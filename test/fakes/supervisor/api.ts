import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { checkOptions, InvalidOption } from './option-schema.ts';
import type { Supervisor } from './supervisor.ts';

/** What the Supervisor answers in its envelope with 400. */
class Refusal extends Error {
  override name = 'Refusal';
}

type Answer = (supervisor: Supervisor, body: Record<string, unknown>) => unknown;

/** The calls an app may make, by method and path. Source: supervisor/api/{apps,services,root}.py. */
const CALLS: Record<string, Answer> = {
  'GET /supervisor/ping': () => ({}),
  'GET /info': () => ({
    supervisor: '2026.08.2',
    homeassistant: '2026.8.1',
    hassos: '17.0',
    arch: 'amd64',
    machine: 'generic-x86-64',
    timezone: 'Europe/Berlin',
    channel: 'stable',
    state: 'running',
  }),
  'GET /addons/self/info': (supervisor) => supervisor.selfInfo(),
  'GET /addons/self/options/config': (supervisor) => supervisor.effectiveOptions(),
  'POST /addons/self/options': (supervisor, body) => saveOptions(supervisor, body),
  'POST /addons/self/restart': (supervisor) => {
    supervisor.restarts += 1;
    supervisor.onRestart();
    return {};
  },
  'GET /services': (supervisor) => ({
    services: [{ slug: 'mqtt', available: supervisor.mqtt !== null, providers: [] }],
  }),
  'GET /services/mqtt': (supervisor) => {
    if (!supervisor.mqtt) throw new Refusal('Service not enabled');
    return { ssl: false, protocol: '3.1.1', addon: 'core_mosquitto', ...supervisor.mqtt };
  },
};

/** Answers one call of the Supervisor's own API, in its envelope. */
export async function answerApi(
  supervisor: Supervisor,
  path: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const call = CALLS[`${incoming.method} ${path}`];
  const sent = await text(incoming);
  if (!call) return end(outgoing, 404, '404: Not Found');
  if (path.startsWith('/services/') && !supervisor.rights.services.includes(path.slice(10))) {
    return reply(outgoing, 403, { result: 'error', message: `No access to ${path.slice(10)} service!` });
  }
  try {
    const data = call(supervisor, parseBody(sent));
    reply(outgoing, 200, { result: 'ok', data });
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof InvalidOption)) throw error;
    reply(outgoing, 400, { result: 'error', message: error.message });
  }
}

function parseBody(sent: string): Record<string, unknown> {
  try {
    return sent === '' ? {} : (JSON.parse(sent) as Record<string, unknown>);
  } catch {
    throw new Refusal('Invalid json');
  }
}

/** Replaces the user's options; nothing reaches the running app's file. */
function saveOptions(supervisor: Supervisor, body: Record<string, unknown>): object {
  const { options } = body;
  if (options === null) supervisor.userOptions = {};
  else if (typeof options === 'object') {
    try {
      supervisor.userOptions = checkOptions(supervisor.schema, options as Record<string, unknown>);
    } catch (error) {
      throw new Refusal(`App ${supervisor.slug} has invalid options: ${(error as Error).message}`);
    }
  } else if (options !== undefined)
    throw new Refusal(`expected dict for dictionary value @ data['options']. Got ${options}`);
  return {};
}

function reply(outgoing: ServerResponse, status: number, body: object): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** As aiohttp ends a request that no handler answers. */
export function end(outgoing: ServerResponse, status: number, words: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/plain' }).end(words);
}
