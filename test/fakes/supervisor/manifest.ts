import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { OptionSchema } from './option-schema.ts';
import type { AppRights } from './rights.ts';

/** The app's `config.yaml`, as far as the Supervisor needs it here. */
interface Manifest {
  version: string;
  slug: string;
  options: Record<string, unknown>;
  schema: OptionSchema;
  homeassistant_api?: boolean;
  hassio_api?: boolean;
  services?: string[];
}

const FILE = new URL('../../../printernizer-timelapse/config.yaml', import.meta.url);

export const MANIFEST = parse(readFileSync(FILE, 'utf8')) as Manifest;

/** What the app asks for. */
export const OUR_RIGHTS: AppRights = {
  homeassistantApi: MANIFEST.homeassistant_api ?? false,
  hassioApi: MANIFEST.hassio_api ?? false,
  services: (MANIFEST.services ?? []).map((each) => each.split(':')[0] ?? ''),
};
