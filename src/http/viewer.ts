import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from '../lib/errors.ts';
import type { WireViewer } from '../shared/system.ts';
import { type Audience, changesSomething, isLoopback } from './access.ts';

/** Set by Home Assistant's ingress, which takes it out of what a browser sends. */
const USER_ID = 'x-remote-user-id';
const USER_NAME = 'x-remote-user-display-name';

/** A user as Home Assistant knows them. */
interface KnownUser {
  name: string | null;
  isAdmin: boolean;
}

export interface ViewerParts {
  audience: Audience;
  /** May every user change everything? */
  mayAllChange: () => boolean;
  /** Null = there is no such user; undefined = it cannot be found out now. */
  findUser: (id: string) => Promise<KnownUser | null | undefined>;
}

/** The one who sent a request, and why they may change nothing; null = they may. */
export interface Viewer {
  name: string | null;
  refusal: AppError | null;
}

/** Tells who sent a request. */
export type ReadViewer = (request: IncomingMessage) => Promise<Viewer>;

/**
 * Knows the users of Home Assistant by the header that ingress adds, which only the peers of the audience `ingress`
 * can send. Stand-alone there are no users: whoever is answered may do everything.
 */
export function createReadViewer({ audience, mayAllChange, findUser }: ViewerParts): ReadViewer {
  return async (request) => {
    if (audience !== 'ingress') return { name: null, refusal: null };
    const id = headerOf(request, USER_ID);
    const user = id === null ? null : await findUser(id);
    const name = user?.name ?? headerOf(request, USER_NAME);
    // What runs inside the container (health check, scripts) is no user; ingress names one, or we do not know them.
    const isLocal = id === null && isLoopback(request.socket.remoteAddress);
    if (isLocal || mayAllChange() || user?.isAdmin) return { name, refusal: null };
    return { name, refusal: refusalOf(user) };
  };
}

/** Refuses changes by those who may not make them. */
export function guardChanges(readViewer: ReadViewer): RequestHandler {
  return async (req, _res, next) => {
    if (changesSomething(req)) {
      const { refusal } = await readViewer(req);
      if (refusal) throw refusal;
    }
    next();
  };
}

/** The viewer as the page sees them. */
export function toWireViewer({ name, refusal }: Viewer): WireViewer {
  return { may_change: refusal === null, name };
}

function refusalOf(user: KnownUser | null | undefined): AppError {
  const refuse = (message: string, remedy: string) =>
    new AppError('admin_only', message, { status: 403, remedy });
  if (user === undefined) {
    return refuse(
      'Home Assistant cannot be asked whether you are an administrator, so nothing may be changed now.',
      'Wait until Home Assistant has started, then try again.',
    );
  }
  return refuse(
    user === null
      ? 'Home Assistant does not know you, so you may not change anything.'
      : 'Only administrators of Home Assistant may change anything.',
    'Ask an administrator to do it, or to switch on the option non_admins_may_change.',
  );
}

/** A header as text. Names come as UTF-8, which Node reads as Latin-1. */
function headerOf(request: IncomingMessage, name: string): string | null {
  const value = [request.headers[name]].flat()[0];
  return value ? Buffer.from(value, 'latin1').toString('utf8') : null;
}
