import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { AppError } from '../lib/errors.ts';

/** Where ingress requests come from: the Supervisor's own address. */
const INGRESS_PEER = '172.30.32.2';

/** Which addresses are answered. `everyone` only when a user opens the app to their network by setting HOST. */
export type Audience = 'this_machine' | 'ingress' | 'everyone';

/** Decides who is answered from how the app was started. */
export function audienceOf(host: string, supervised: boolean): Audience {
  if (supervised) return 'ingress';
  return isLoopback(host) || host === 'localhost' ? 'this_machine' : 'everyone';
}

/** Whether a peer may be answered at all. */
export function isAllowedPeer(address: string | undefined, audience: Audience): boolean {
  if (audience === 'everyone') return true;
  return isLoopback(address) || (audience === 'ingress' && plainAddress(address) === INGRESS_PEER);
}

/** Whether a peer is on this machine; under the Supervisor: in this container. */
export function isLoopback(address: string | undefined): boolean {
  const plain = plainAddress(address);
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** An IPv4 address that came over an IPv6 socket is written as one. */
function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '');
}

/** Whether a request is one that may change something. */
export function changesSomething({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/**
 * Whether a browser sent this from a page of another site. Programs send none of these headers; ingress itself keeps
 * other sites out by its cookie.
 */
export function isFromAnotherSite(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'cross-site';
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  const hosts = [host, request.headers['x-forwarded-host']].flat();
  return !hosts.includes(URL.canParse(origin) ? new URL(origin).host : origin);
}

/** Refuses strangers, and changes that a page of another site tries to make. */
export function guard(audience: Audience): RequestHandler {
  return (req, _res, next) => {
    if (!isAllowedPeer(req.socket.remoteAddress, audience)) {
      throw new AppError('forbidden', 'This address is not answered.', {
        status: 403,
        remedy: 'Open the app through Home Assistant, or on the machine it runs on.',
      });
    }
    if (changesSomething(req) && isFromAnotherSite(req)) {
      throw new AppError('forbidden', 'A page of another site may not change anything here.', {
        status: 403,
      });
    }
    next();
  };
}
