import { z } from 'zod';
import type { Options } from '../../options/catalogue.ts';
import { PRINTER_INTEGRATIONS } from './printer-integrations.ts';
import type { PhaseWords } from './printer-phase.ts';

export interface Printer {
  /** Stays the same when entities are renamed. */
  key: string;
  name: string;
  /** Null = unknown to any integration. */
  integration: string | null;
  statusEntity: string;
  /** Entities with the name of the print, best first. */
  fileEntities: readonly string[];
  startEntity: string | null;
  cameraEntity: string | null;
  words: PhaseWords;
  /** From the option `printers`; else found by its integration. */
  isByHand: boolean;
}

/** Source: home-assistant/core, helpers/entity_registry.py, `as_partial_dict`. */
export const entityRegistrySchema = z.array(
  z.object({
    entity_id: z.string(),
    platform: z.string(),
    unique_id: z.union([z.string(), z.number()]).transform(String),
    device_id: z.string().nullish(),
    disabled_by: z.string().nullish(),
  }),
);
export type RegistryEntity = z.infer<typeof entityRegistrySchema>[number];

/** Source: home-assistant/core, helpers/device_registry.py, `dict_repr`. */
export const deviceRegistrySchema = z.array(
  z.object({ id: z.string(), name: z.string().nullish(), name_by_user: z.string().nullish() }),
);
export type RegistryDevice = z.infer<typeof deviceRegistrySchema>[number];

/**
 * A printer that is both found and in the option takes its name and file from the option, and the meaning of its
 * states from the integration.
 */
export function findPrinters(
  entities: readonly RegistryEntity[],
  devices: readonly RegistryDevice[],
  byHand: Options['printers'],
): Printer[] {
  const enabled = entities.filter(({ disabled_by }) => !disabled_by);
  const found = enabled.flatMap((entity) => toPrinter(entity, enabled, devices) ?? []);
  const given = byHand.map(
    ({ name, status_entity: statusEntity, file_entity: file, camera_entity: camera }) => {
      const known = found.find((each) => each.statusEntity === statusEntity);
      return {
        key: known?.key ?? `entity:${statusEntity}`,
        name,
        integration: known?.integration ?? null,
        statusEntity,
        fileEntities: file ? [file] : (known?.fileEntities ?? []),
        startEntity: known?.startEntity ?? null,
        cameraEntity: camera ?? null,
        words: known?.words ?? {},
        isByHand: true,
      };
    },
  );
  const others = found.filter((each) => !given.some(({ key }) => key === each.key));
  // An entity listed twice is one printer.
  return [...new Map([...given, ...others].map((each) => [each.key, each])).values()];
}

/** @returns null when the entity is not the status of a printer */
function toPrinter(
  { entity_id: statusEntity, platform, unique_id: uniqueId, device_id: deviceId }: RegistryEntity,
  entities: readonly RegistryEntity[],
  devices: readonly RegistryDevice[],
): Printer | null {
  const integration = Object.hasOwn(PRINTER_INTEGRATIONS, platform) ? PRINTER_INTEGRATIONS[platform] : null;
  const printer = integration?.printerOf(uniqueId);
  if (!integration || !printer) return null;
  const entityOf = (id: string | null) =>
    entities.find((each) => each.platform === platform && each.unique_id === id)?.entity_id ?? null;
  const device = devices.find(({ id }) => id === deviceId);
  return {
    key: `${platform}:${uniqueId}`,
    name: device?.name_by_user || device?.name || statusEntity,
    integration: platform,
    statusEntity,
    fileEntities: integration.files(printer).flatMap((id) => entityOf(id) ?? []),
    startEntity: entityOf(integration.start(printer)),
    cameraEntity: null,
    words: integration.words,
    isByHand: false,
  };
}
