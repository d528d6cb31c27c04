import { afterEach, describe, expect, it, vi } from 'vitest';
import { base64url } from '../../../web/api/base64url.ts';
import { readJobs } from '../../../web/api/print-jobs.ts';
import { readFolders } from '../../../web/api/settings.ts';

const TEXTS = [
  'concat (a)',
  'union select (1)',
  '../up',
  'a=/b/c',
  '<script>',
  'Gehäuse 🖨',
  '~~~???>>>',
  '',
  '\ud800',
];

afterEach(() => vi.unstubAllGlobals());

describe('a text in an address', () => {
  it.each(TEXTS)('comes back as it was: %j', (text) => {
    const bytes = atob(base64url(text).replaceAll('-', '+').replaceAll('_', '/'));
    const decoded = new TextDecoder().decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
    expect(decoded).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
    expect(base64url(text)).toMatch(/^[\w-]*$/);
  });

  it('stands in it as no word that Home Assistant could take for an attack [1.31]', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response('[]');
    });
    for (const text of TEXTS) {
      await readJobs(text);
      await readFolders(`/share/${text}`);
    }
    for (const url of asked) expect(url).toMatch(/^\.\/api\/v1\/[\w/-]+\?[\w=&-]+$/);
  });
});
