import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ingress } from '../fakes/supervisor/ingress.ts';
import { cleanUp } from './start-app.ts';

/** What a test changes while the browser is signed in. */
export interface IngressSession {
  /** Home Assistant has ended it: everything is answered with 401. */
  expired?: boolean;
}

/** Where an app is served as Home Assistant does, until it is closed. */
export interface IngressProxy {
  /** URL of the app's page, with the slash at the end. */
  url: string;
  close(): Promise<void>;
}

/** Serves an app as `openIngressProxy` does, until the end of the test. @returns URL of the app's page */
export async function startIngressProxy(...args: Parameters<typeof openIngressProxy>): Promise<string> {
  const { url, close } = await openIngressProxy(...args);
  cleanUp(close);
  return url;
}

/**
 * Serves an app below `/api/hassio_ingress/<token>/` as Home Assistant does, to a browser that is already signed in.
 *
 * @param appPort where the app listens; null = it does not run
 */
export async function openIngressProxy(
  appPort: number | (() => number | null),
  session: IngressSession = {},
): Promise<IngressProxy> {
  const prefix = '/api/hassio_ingress/aB3-token_of_ingress';
  const user = { id: 'f00d', username: 'tester' };
  const ingress = new Ingress({
    prefix,
    appPort: () => (typeof appPort === 'number' ? appPort : appPort()),
    userOf: () => (session.expired ? 'no_session' : user),
  });
  const server = createServer((incoming, outgoing) => ingress.answer(incoming, outgoing));
  server.on('upgrade', (incoming, socket, head) => ingress.connect(incoming, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}/`,
    async close() {
      ingress.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
