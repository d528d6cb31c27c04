import { BlockList, isIP } from 'node:net';

/** `everyone` only when a user opens the app to their network by setting HOST. */
export type Audience = 'this_machine' | 'ingress' | 'everyone';

/** Accepted host names, besides addresses and `localhost`. */
export interface Access {
  audience: Audience;
  /** In lower case. */
  names: readonly string[];
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** In lower case and without a port; null = nothing that a browser would send. */
export function nameIn(host: string | undefined): string | null {
  const [, bracketed, plain] = /^(?:\[([\da-f:.]+)\]|([^\s:/?#@[\]]+))(?::\d{1,5})?$/i.exec(host ?? '') ?? [];
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? bracketed.toLowerCase() : null;
  return plain?.toLowerCase() ?? null;
}

/**
 * With DNS rebinding, another site can point a name of its own at this machine, and its requests then look like those
 * of the app's page; it can point neither an address nor `localhost` anywhere. Ingress has its own session and passes
 * on any name.
 */
export function isOwnHost(host: string | undefined, { audience, names }: Access): boolean {
  if (audience === 'ingress') return true;
  const name = nameIn(host);
  if (name === null) return false;
  if (name === 'localhost' || names.includes(name)) return true;
  return audience === 'everyone' ? isIP(name) !== 0 : isLoopbackAddress(name);
}

export function isLoopbackAddress(address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && LOOPBACK.check(address, kind === 4 ? 'ipv4' : 'ipv6');
}
