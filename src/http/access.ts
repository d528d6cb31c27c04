import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { AppError } from '../lib/errors.ts';
import { type Access, type Audience, isLoopbackAddress, isOwnHost } from './own-host.ts';

const INGRESS_PEER = '172.30.32.2';

/** `Sec-Fetch-Site` of requests that a user or the app's own page makes. */
const OWN_SITES = ['same-origin', 'none'];

export function audienceOf(host: string, supervised: boolean): Audience {
  if (supervised) return 'ingress';
  return isLoopback(host) || host === 'localhost' ? 'this_machine' : 'everyone';
}

export function isAllowedPeer(address: string | undefined, audience: Audience): boolean {
  if (audience === 'everyone') return true;
  return isLoopback(address) || (audience === 'ingress' && plainAddress(address) === INGRESS_PEER);
}

/** Under the Supervisor, "this machine" is the container. */
export function isLoopback(address: string | undefined): boolean {
  return isLoopbackAddress(plainAddress(address));
}

/** IPv4 addresses on an IPv6 socket have a prefix. */
function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '');
}

export function changesSomething({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/**
 * A page on another port of the same machine is another site too. Programs send none of these headers; ingress keeps
 * other sites out with its cookie.
 */
export function isFromAnotherSite(request: IncomingMessage, access: Access): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return !OWN_SITES.includes(String(site));
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const { protocol, host: asker } = new URL(origin);
  const forwarded = [request.headers['x-forwarded-host']].flat().filter((each) => isOwnHost(each, access));
  return ![host, ...forwarded].some((each) => {
    const address = `${protocol}//${each}`;
    return each !== undefined && URL.canParse(address) && new URL(address).host === asker;
  });
}

/** Null = allowed. */
export function refusalOf(request: IncomingMessage, access: Access): AppError | null {
  if (!isAllowedPeer(request.socket.remoteAddress, access.audience)) {
    return new AppError('forbidden', 'Requests from this address are not allowed.', {
      status: 403,
      remedy: 'Open the app through Home Assistant, or on the machine it runs on.',
    });
  }
  return isOwnHost(request.headers.host, access) ? null : unknownHost(request.headers.host);
}

/** For requests that change something or listen to changes. Null = allowed. */
export function foreignPageRefusal(request: IncomingMessage, access: Access): AppError | null {
  if (!isFromAnotherSite(request, access)) return null;
  return new AppError('forbidden', 'Pages of other sites cannot change anything here.', { status: 403 });
}

/** Rejects strangers, and changes by pages of other sites. */
export function guard(access: Access): RequestHandler {
  return (req, _res, next) => {
    const refusal =
      refusalOf(req, access) ?? (changesSomething(req) ? foreignPageRefusal(req, access) : null);
    if (refusal) throw refusal;
    next();
  };
}

function unknownHost(host = ''): AppError {
  return new AppError('unknown_host', `The app does not answer to the host name "${host.slice(0, 100)}".`, {
    status: 421,
    detail: { header: 'Host' },
    remedy: 'Open it by IP address or as localhost on the same machine, or add the name to ALLOWED_HOSTS.',
  });
}
