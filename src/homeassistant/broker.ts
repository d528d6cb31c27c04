import { setTimeout as sleep } from 'node:timers/promises';
import type { IClientOptions, MqttClient } from 'mqtt';
import { AppError, messageOf } from '../lib/errors.ts';
import { orHalted } from './or-halted.ts';
import type { MqttService } from './supervisor-client.ts';

const CONNECT_LIMIT_MS = 10_000;
/** A broker that has not been heard for half as long again is gone, seconds. */
const KEEP_ALIVE_S = 30;
/** How long saying goodbye may take, milliseconds. */
const GOODBYE_LIMIT_MS = 1000;
/** "Not authorized" and "bad user name or password" in MQTT 3.1.1 and 5. */
const REFUSALS = [4, 5, 134, 135];

/** One connection to a broker, from its begin to its end. */
export interface Broker {
  /** Resolves when the broker has it. @throws AppError `mqtt_lost` */
  publish(topic: string, payload: string | Buffer, retain: boolean): Promise<void>;
  /** @throws AppError `mqtt_lost` */
  subscribe(topics: string[]): Promise<void>;
  /** Says goodbye, and ends after a while in any case. */
  end(): Promise<void>;
}

export interface BrokerParts {
  service: MqttService;
  clientId: string;
  /** Published by the broker when we are gone without a goodbye. */
  will: { topic: string; payload: string };
  /** A message that was published now; retained ones from earlier are not told. */
  onMessage: (topic: string, payload: string) => void;
  /** Hears once that the connection is no more, unless it was ended. */
  onLost: () => void;
  /** Ends the attempt. */
  halt: AbortSignal;
}

/** @throws AppError `mqtt_refused` for a wrong password, `mqtt_unreachable` for everything else */
export async function connectToBroker(parts: BrokerParts): Promise<Broker> {
  // Loaded only where there is a broker: it takes some megabytes of memory.
  const { connect } = await import('mqtt');
  const client = connect(connectOptions(parts));
  try {
    await orHalted(opened(client, parts.service), parts.halt);
  } catch (error) {
    client.end(true);
    throw error;
  }
  const waiting = createWaiting();
  let ended = false;
  client.on('close', () => {
    waiting.rejectAll(lost());
    client.end(true);
    if (!ended) parts.onLost();
  });
  client.on('message', (topic, payload, { retain }) => {
    if (!retain) parts.onMessage(topic, payload.toString());
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
      await Promise.race([client.endAsync(), sleep(GOODBYE_LIMIT_MS, undefined, { ref: false })]);
      client.end(true);
    },
  };
}

/** Calls that wait for the broker: the library forgets them when the connection is lost. */
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

function connectOptions({ service, clientId, will }: BrokerParts): IClientOptions {
  const { host, port, ssl, username, password, protocol } = service;
  return {
    host,
    port,
    protocol: ssl ? 'mqtts' : 'mqtt',
    // The certificate names the machine as the outside sees it, while this way stays inside of it.
    rejectUnauthorized: false,
    ...(username ? { username } : {}),
    ...(password ? { password } : {}),
    protocolVersion: protocol === '5' ? 5 : 4,
    clientId,
    clean: true,
    keepalive: KEEP_ALIVE_S,
    connectTimeout: CONNECT_LIMIT_MS,
    // Each attempt asks the Supervisor anew, since address and password may be others.
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
    return new AppError('mqtt_refused', `The MQTT broker refuses the user "${username ?? ''}".`, {
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
