import { readFileSync } from 'node:fs';

/** What `npm run test:ha` has installed. */
export interface Installed {
  /** Python of the virtual environment that holds Home Assistant. */
  python: string;
  /** Mosquitto, or null where there is none. */
  broker: string | null;
  /** Of Home Assistant, such as `2026.11.0`. */
  version: string;
}

const FILE = new URL('../../../.cache/home-assistant/install.json', import.meta.url);

/** Reads what is installed. @throws Error when nothing is: the tests are to be run by `npm run test:ha` */
export function readInstalled(): Installed {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Installed;
}
