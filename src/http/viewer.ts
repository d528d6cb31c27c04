import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from '../lib/errors.ts';
import { statisticsRoutes } from '../shared/statistics-routes.ts';
import type { WireViewer } from '../shared/system.ts';
import { changesSomething, isLoopback } from './access.ts';
import type { Audience } from './own-host.ts';

/** Set by Home Assistant's ingress, which removes it from what a browser sends. */
const USER_ID = 'x-remote-user-id';
const USER_NAME = 'x-remote-user-display-name';

interface KnownUser {
  name: string | null;
  isAdmin: boolean;
}

export interface ViewerDeps {
  audience: Audience;
  mayAllChange: () => boolean;
  /** Null = no such user; undefined = cannot be determined now. */
  findUser: (id: string) => Promise<KnownUser | null | undefined>;
}

/** The refusal is null when the user may make changes. */
export interface Viewer {
  name: string | null;
  refusal: AppError | null;
}

export type ReadViewer = (request: IncomingMessage) => Promise<Viewer>;

/**
 * Users come from the header that ingress adds, which only peers of the audience `ingress` can send. Outside Home
 * Assistant there are no users, and everyone may do everything.
 */
export function createReadViewer({ audience, mayAllChange, findUser }: ViewerDeps): ReadViewer {
  return async (request) => {
    if (audience !== 'ingress') return { name: null, refusal: null };
    const id = headerOf(request, USER_ID);
    const user = id === null ? null : await findUser(id);
    const name = user?.name ?? headerOf(request, USER_NAME);
    // Programs inside the container (health check, scripts) are not users.
    const isLocal = id === null && isLoopback(request.socket.remoteAddress);
    if (isLocal || mayAllChange() || user?.isAdmin) return { name, refusal: null };
    return { name, refusal: refusalOf(user) };
  };
}

/** Who may look may also be counted. */
const FOR_EVERYONE = new RegExp(`${statisticsRoutes.countWatched.path.replace('{id}', '[^/]+')}$`);

export function guardChanges(readViewer: ReadViewer): RequestHandler {
  return async (req, _res, next) => {
    if (changesSomething(req) && !FOR_EVERYONE.test(req.path)) {
      const { refusal } = await readViewer(req);
      if (refusal) throw refusal;
    }
    next();
  };
}

export function toWireViewer({ name, refusal }: Viewer): WireViewer {
  return { may_change: refusal === null, name };
}

function refusalOf(user: KnownUser | null | undefined): AppError {
  const refuse = (message: string, remedy: string) =>
    new AppError('admin_only', message, { status: 403, remedy });
  if (user === undefined) {
    return refuse(
      'Home Assistant cannot confirm that you are an administrator, so you cannot make changes now.',
      'Wait until Home Assistant has started, then try again.',
    );
  }
  return refuse(
    user === null
      ? 'Home Assistant does not know you, so you cannot make changes.'
      : 'Only administrators of Home Assistant can make changes.',
    'Ask an administrator to do it or to turn on the option non_admins_may_change.',
  );
}

/** Node reads headers as Latin-1, but names are UTF-8. */
function headerOf(request: IncomingMessage, name: string): string | null {
  const value = [request.headers[name]].flat()[0];
  return value ? Buffer.from(value, 'latin1').toString('utf8') : null;
}
