import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { audienceOf, isAllowedPeer, isFromAnotherSite } from '../../src/http/access.ts';

describe('who is answered', () => {
  it.each([
    ['127.0.0.1', false, 'this_machine'],
    ['127.1.2.3', false, 'this_machine'],
    ['::1', false, 'this_machine'],
    ['localhost', false, 'this_machine'],
    ['0.0.0.0', false, 'everyone'],
    ['192.168.1.5', false, 'everyone'],
    ['127.example.org', false, 'everyone'],
    ['0.0.0.0', true, 'ingress'],
    ['127.0.0.1', true, 'ingress'],
  ])('on %s with Supervisor = %s is %s', (host, supervised, audience) => {
    expect(audienceOf(host, supervised)).toBe(audience);
  });

  it.each([
    ['this_machine', '127.0.0.1', true],
    ['this_machine', '::1', true],
    ['this_machine', '::ffff:127.0.0.1', true],
    ['this_machine', '172.30.32.2', false],
    ['this_machine', '192.168.1.5', false],
    ['this_machine', undefined, false],
    ['ingress', '172.30.32.2', true],
    ['ingress', '::ffff:172.30.32.2', true],
    ['ingress', '127.0.0.1', true],
    ['ingress', '172.30.32.1', false],
    ['ingress', '172.30.32.22', false],
    ['ingress', '172.30.33.5', false],
    ['ingress', '', false],
    ['everyone', '203.0.113.7', true],
    ['everyone', undefined, true],
  ] as const)('of the audience %s, %s: %s', (audience, address, allowed) => {
    expect(isAllowedPeer(address, audience)).toBe(allowed);
  });
});

/** Whether a request with these headers comes from a page of another site. */
function isForeign(headers: Record<string, string>): boolean {
  return isFromAnotherSite({ headers } as unknown as IncomingMessage);
}

describe('a page of another site', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site', host: 'a:8099', origin: 'http://a:8099' }],
    [{ host: 'a:8099', origin: 'http://evil.example' }],
    [{ host: 'a:8099', origin: 'http://a:8098' }],
    [{ host: 'a:8099', origin: 'null' }],
    [{ host: 'a:8099', origin: 'http://a:8099.evil.example' }],
    [{ host: 'a:8099', 'x-forwarded-host': 'ha.local', origin: 'http://evil.example' }],
    [{ origin: 'http://evil.example' }],
  ])('is known by %j', (headers) => {
    expect(isForeign(headers)).toBe(true);
  });

  it.each([
    [{}],
    [{ host: 'a:8099' }],
    [{ 'sec-fetch-site': 'same-origin', host: 'internal', origin: 'https://ha.local' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ host: 'a:8099', origin: 'http://a:8099' }],
    [{ host: '172.30.33.5:8099', 'x-forwarded-host': 'ha.local', origin: 'https://ha.local' }],
  ])('is not meant by %j', (headers) => {
    expect(isForeign(headers)).toBe(false);
  });
});
