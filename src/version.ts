import { readFileSync } from 'node:fs';

/** A checkout has package.json one folder up, a build three. */
const PACKAGE = import.meta.url.endsWith('.ts') ? '../package.json' : '../../../package.json';

export const VERSION = (
  JSON.parse(readFileSync(new URL(PACKAGE, import.meta.url), 'utf8')) as { version: string }
).version;
