import { z } from 'zod';

/** Source: home-assistant/core, helpers/entity_registry.py, `as_partial_dict`. */
export const entityRegistrySchema = z.array(
  z.object({
    entity_id: z.string(),
    platform: z.string(),
    unique_id: z.union([z.string(), z.number()]).transform(String),
    device_id: z.string().nullish(),
    disabled_by: z.string().nullish(),
    name: z.string().nullish(),
    original_name: z.string().nullish(),
  }),
);
export type RegistryEntity = z.infer<typeof entityRegistrySchema>[number];

/** Source: home-assistant/core, helpers/device_registry.py, `dict_repr`. */
export const deviceRegistrySchema = z.array(
  z.object({ id: z.string(), name: z.string().nullish(), name_by_user: z.string().nullish() }),
);
export type RegistryDevice = z.infer<typeof deviceRegistrySchema>[number];

export interface Registry {
  entities: readonly RegistryEntity[];
  devices: readonly RegistryDevice[];
}
