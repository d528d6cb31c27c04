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

/** Whether Home Assistant is of a month or newer. @param month such as `2025.10` */
export function isCoreSince(month: string): boolean {
  const number = (version: string): number => {
    const [year = 0, monthOfYear = 0] = version.split('.').map(Number);
    return year * 12 + monthOfYear;
  };
  return number(readInstalled().version) >= number(month);
}
