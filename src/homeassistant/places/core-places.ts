import { z } from 'zod';
import type { CoreConnection } from '../core/core-connection.ts';

/** Source: home-assistant/core, components/websocket_api/commands.py. */
const servicesSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
const statesSchema = z.array(
  z.object({
    entity_id: z.string(),
    state: z.string(),
    attributes: z
      .object({
        friendly_name: z.unknown(),
        supported_features: z.unknown(),
        device_class: z.unknown(),
      })
      .partial()
      .default({}),
  }),
);
const configSchema = z.object({
  allowlist_external_dirs: z.array(z.string()).default([]),
  language: z.string().default('en'),
});
const entriesSchema = z.array(
  z.object({ entry_id: z.string(), domain: z.string(), title: z.string(), state: z.string() }),
);

export type CoreState = z.infer<typeof statesSchema>[number];
export type CoreEntry = z.infer<typeof entriesSchema>[number];

/** What Home Assistant has, as far as a video can be brought there. */
export interface CorePlaces {
  /** Names of services by domain. */
  services: Record<string, Record<string, unknown>>;
  states: readonly CoreState[];
  entries: readonly CoreEntry[];
  /** What its actions may read. */
  allowedFolders: readonly string[];
  language: string;
}

/** @throws AppError `core_away`, `core_refused` */
export async function readCorePlaces(core: Pick<CoreConnection, 'send'>): Promise<CorePlaces> {
  const [services, states, config, entries] = await Promise.all([
    core.send<unknown>({ type: 'get_services' }),
    core.send<unknown>({ type: 'get_states' }),
    core.send<unknown>({ type: 'get_config' }),
    core.send<unknown>({ type: 'config_entries/get' }),
  ]);
  const { allowlist_external_dirs: allowedFolders, language } = configSchema.parse(config);
  return {
    services: servicesSchema.parse(services),
    states: statesSchema.parse(states),
    entries: entriesSchema.parse(entries),
    allowedFolders,
    language,
  };
}
