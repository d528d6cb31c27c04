import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { audienceOf, isAllowedPeer, isFromAnotherSite } from '../../src/http/access.ts';
import { type Audience, isOwnHost, nameIn } from '../../src/http/own-host.ts';

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
function isForeign(headers: Record<string, string>, audience: Audience = 'everyone'): boolean {
  return isFromAnotherSite({ headers } as unknown as IncomingMessage, { audience, names: ['ha.local'] });
}

describe('a page of another site [1.19]', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site', host: 'a:8099', origin: 'http://a:8099' }],
    [{ 'sec-fetch-site': 'same-site', host: 'a:8099', origin: 'http://a:8099' }],
    [{ 'sec-fetch-site': 'same-site', host: 'a:8099' }],
    [{ 'sec-fetch-site': 'Same-Origin', host: 'a:8099' }],
    [{ 'sec-fetch-site': 'same-origin, same-origin', host: 'a:8099' }],
    [{ 'sec-fetch-site': '', host: 'a:8099' }],
    [{ host: 'a:8099', origin: 'http://evil.example' }],
    [{ host: 'a:8099', origin: 'http://a:8098' }],
    [{ host: 'a:8099', origin: 'null' }],
    [{ host: 'a:8099', origin: '' }],
    [{ host: 'a:8099', origin: 'http://a:8099.evil.example' }],
    [{ host: 'a:8099', 'x-forwarded-host': 'ha.local', origin: 'http://evil.example' }],
    [{ host: 'a:8099', 'x-forwarded-host': 'evil.example', origin: 'http://evil.example' }],
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

  it('may be any that Home Assistant is opened by, since ingress says which', () => {
    const headers = {
      host: '172.30.33.5:8099',
      'x-forwarded-host': 'my.duckdns.org',
      origin: 'https://my.duckdns.org',
    };
    expect([isForeign(headers, 'ingress'), isForeign(headers)]).toEqual([false, true]);
  });
});

describe('the name a request is sent to [1.18]', () => {
  it.each([
    ['localhost', true, true],
    ['LocalHost:8099', true, true],
    ['127.0.0.1:8099', true, true],
    ['127.255.3.4', true, true],
    ['[::1]:8099', true, true],
    ['[0:0:0:0:0:0:0:1]', true, true],
    ['[::ffff:127.0.0.1]', true, true],
    ['nas.local:8099', true, true],
    ['NAS.local', true, true],
    ['192.168.1.5:8099', false, true],
    ['0.0.0.0:8099', false, true],
    ['[fe80::1]:8099', false, true],
    ['[::ffff:192.168.1.5]', false, true],
    ['evil.test:8099', false, false],
    ['evil.test', false, false],
    ['localhost.evil.test', false, false],
    ['127.0.0.1.evil.test', false, false],
    ['evil.test.nas.local', false, false],
    ['127.0.0.1.', false, false],
    ['127.1', false, false],
    ['2130706433', false, false],
    ['0x7f.1', false, false],
    ['::1', false, false],
    ['[::1', false, false],
    ['[nas.local]', false, false],
    ['localhost:8099:8099', false, false],
    ['localhost:', false, false],
    ['localhost:http', false, false],
    ['evil.test@localhost', false, false],
    ['localhost/evil.test', false, false],
    ['localhost, evil.test', false, false],
    [' localhost', false, false],
    ['', false, false],
    [undefined, false, false],
  ])('%j is answered on this machine: %s, for everyone: %s', (host, here, everywhere) => {
    const names = ['nas.local'];
    expect(isOwnHost(host, { audience: 'this_machine', names })).toBe(here);
    expect(isOwnHost(host, { audience: 'everyone', names })).toBe(everywhere);
    expect(isOwnHost(host, { audience: 'ingress', names: [] })).toBe(true);
  });

  it('loses its port and its brackets', () => {
    expect([nameIn('A.b:80'), nameIn('[::1]:80'), nameIn('1.2.3.4'), nameIn('a b')]).toEqual([
      'a.b',
      '::1',
      '1.2.3.4',
      null,
    ]);
  });
});
