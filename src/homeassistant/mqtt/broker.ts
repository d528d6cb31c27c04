import { setTimeout as sleep } from 'node:timers/promises';
import type { IClientOptions, MqttClient } from 'mqtt';
import { AppError, messageOf } from '../../lib/errors.ts';
import { orHalted } from '../core/or-halted.ts';
import type { MqttService } from '../core/supervisor-client.ts';

const MAX_CONNECT_MS = 10_000;
/** In seconds; a broker that is silent half as long again is gone. */
const KEEP_ALIVE_S = 30;
/** Maximum time for a clean disconnect. */
const MAX_GOODBYE_MS = 1000;
/** "Not authorized" and "bad user name or password" in MQTT 3.1.1 and 5. */
const REFUSALS = [4, 5, 134, 135];

export interface Broker {
  /** Resolves when the broker has it. @throws AppError `mqtt_lost` */
  publish(topic: string, payload: string | Buffer, retain: boolean): Promise<void>;
  /** @throws AppError `mqtt_lost` */
  subscribe(topics: string[]): Promise<void>;
  end(): Promise<void>;
}

export interface BrokerDeps {
  service: MqttService;
  clientId: string;
  /** Published by the broker when the app disappears. */
  will: { topic: string; payload: string };
  /** Without messages retained from before. */
  onMessage: (topic: string, payload: string) => void;
  /** Called once, unless the connection was ended. */
  onLost: () => void;
  halt: AbortSignal;
}

/** @throws AppError `mqtt_refused` for a wrong password, `mqtt_unreachable` for everything else */
export async function connectToBroker(deps: BrokerDeps): Promise<Broker> {
  // Loaded on demand: it takes some megabytes of memory.
  const { connect } = await import('mqtt');
  const client = connect(connectOptions(deps));
  try {
    await orHalted(opened(client, deps.service), deps.halt);
  } catch (error) {
    client.end(true);
    throw error;
  }
  const waiting = createWaiting();
  let ended = false;
  client.on('close', () => {
    waiting.rejectAll(lost());
    client.end(true);
    if (!ended) deps.onLost();
  });
  client.on('message', (topic, payload, { retain }) => {
    if (!retain) deps.onMessage(topic, payload.toString());
  });
  const whileOpen = <T>(call: () => Promise<T>): Promise<T> =>
    client.connected ? waiting.add(call()) : Promise.reject(lost());
  return {
    publish: async (topic, payload, retain) => {
      await whileOpen(() => client.publishAsync(topic, payload, { qos: 1, retain }));
    },
    subscribe: async (topics) => {
      await whileOpen(() => client.subscribeAsync(topics, { qos: 1 }));
    },
    end: async () => {
      ended = true;
      await Promise.race([client.endAsync(), sleep(MAX_GOODBYE_MS, undefined, { ref: false })]);
      client.end(true);
    },
  };
}

/** The library forgets pending calls when the connection is lost. */
function createWaiting() {
  const rejecters = new Set<(error: AppError) => void>();
  return {
    add: <T>(call: Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        rejecters.add(reject);
        call.then(resolve, reject).finally(() => rejecters.delete(reject));
      }),
    rejectAll(error: AppError): void {
      for (const reject of rejecters) reject(error);
      rejecters.clear();
    },
  };
}

function lost(): AppError {
  return new AppError('mqtt_lost', 'The connection to the MQTT broker was lost.', { status: 503 });
}

function connectOptions({ service, clientId, will }: BrokerDeps): IClientOptions {
  const { host, port, ssl, username, password, protocol } = service;
  return {
    host,
    port,
    protocol: ssl ? 'mqtts' : 'mqtt',
    // The certificate is for the external name, but this connection stays inside the machine.
    rejectUnauthorized: false,
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    protocolVersion: protocol === '5' ? 5 : 4,
    clientId,
    clean: true,
    keepalive: KEEP_ALIVE_S,
    connectTimeout: MAX_CONNECT_MS,
    // Every attempt asks the Supervisor again, since address and password may have changed.
    reconnectPeriod: 0,
    queueQoSZero: false,
    will: { ...will, payload: Buffer.from(will.payload), qos: 1, retain: true },
  };
}

function opened(client: MqttClient, service: MqttService): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(notConnected(service, error));
    client.on('connect', () => resolve());
    client.on('error', fail);
    client.on('close', () => fail(new Error('the connection was closed')));
  });
}

function notConnected({ host, port, username }: MqttService, error: unknown): AppError {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'number' && REFUSALS.includes(code)) {
    return new AppError('mqtt_refused', `The MQTT broker rejects the user "${username ?? ''}".`, {
      status: 503,
      detail: { cause: 'user_refused' },
    });
  }
  const reason = messageOf(error) || String(code);
  return new AppError('mqtt_unreachable', `The MQTT broker ${host}:${port} cannot be reached: ${reason}.`, {
    status: 503,
    detail: { cause: typeof code === 'string' ? code : 'unknown', reason },
  });
}
