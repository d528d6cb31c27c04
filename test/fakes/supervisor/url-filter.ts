/** Paths and queries that look like an attack. Source: supervisor/api/middleware/security.py, `FILTERS`. */
const HARMFUL = new RegExp(
  [
    'proc/self/environ',
    '(<|%3C).*script.*(>|%3E)',
    '(\\.\\.//?)+',
    '[a-zA-Z0-9_]=/([a-z0-9_.]//?)+',
    'union.*select.*\\(',
    'union.*all.*select.*',
    'concat.*\\(',
  ].join('|'),
  'i',
);

/** Whether Home Assistant answers 400 to a URL: both of its hops look at the fully decoded path and query. */
export function looksHarmful(url: string): boolean {
  const [path = '', query = ''] = url.split(/\?(.*)/s);
  return [path, query].some((part) => HARMFUL.test(decodeAll(part)));
}

/** Decodes as often as something changes; what cannot be decoded stays as it is. */
function decodeAll(text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    return decoded === text ? text : decodeAll(decoded);
  } catch {
    return text;
  }
}
