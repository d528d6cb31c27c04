import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Script and style of the first view, after gzip. @param webDir the built page */
export function firstViewBytes(webDir: string): number {
  const html = readFileSync(join(webDir, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="(?<path>[^"]+\.(?:js|css))"/g)];
  const files = new Set(named.map((match) => match.groups!.path!));
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(webDir, file))).length, 0);
}
