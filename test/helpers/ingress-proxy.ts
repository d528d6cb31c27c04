import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ingress } from '../fakes/supervisor/ingress.ts';
import { cleanUp } from './start-app.ts';

/** What a test changes while the browser is signed in. */
export interface IngressSession {
  /** Home Assistant has ended it: everything is answered with 401. */
  expired?: boolean;
}

/**
 * Serves an app below `/api/hassio_ingress/<token>/` as Home Assistant does, to a browser that is already signed in.
 *
 * @param appPort where the app listens; null = it does not run
 * @returns URL of the app's page, with the slash at the end
 */
export async function startIngressProxy(
  appPort: number | (() => number | null),
  session: IngressSession = {},
): Promise<string> {
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
  cleanUp(async () => {
    ingress.close();
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}/`;
}
