import type { Options } from '../../options/catalogue.ts';
import type { WatchedPrinter } from '../../print-jobs/printer-feed.ts';
import { camerasOf, deviceName, lightsOf, nameOf } from './device-entities.ts';
import type { Reading } from './printer-integration.ts';
import { PRINTER_INTEGRATIONS } from './printer-integrations.ts';
import type { PhaseWords } from './printer-phase.ts';
import type { Registry, RegistryDevice, RegistryEntity } from './registry.ts';

export interface Printer {
  /** Stays the same when entities are renamed. */
  key: string;
  name: string;
  /** Null = unknown to any integration. */
  integration: string | null;
  statusEntity: string;
  /** Entities with the name of the print, best first. */
  fileEntities: readonly string[];
  /** Attribute of the status with the name of the print. */
  fileAttribute: string | null;
  startEntity: string | null;
  /** Entities by what they report. */
  readings: Readonly<Partial<Record<Reading, string>>>;
  cameras: WatchedPrinter['cameras'];
  /** Best first. */
  lights: readonly string[];
  words: PhaseWords;
  /** As in {@link PrinterIntegration}. */
  away: readonly string[];
  steps: 'stage' | 'status' | null;
  /** From the option `printers`; else found by its integration. */
  isByHand: boolean;
}

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
  const registry = { entities: enabled, devices };
  const found = enabled.flatMap((entity) => toPrinter(entity, registry) ?? []);
  const given = byHand.map((option) => givenPrinter(option, found, registry));
  const others = found.filter((each) => !given.some(({ key }) => key === each.key));
  // An entity listed twice is one printer.
  return [...new Map([...given, ...others].map((each) => [each.key, each])).values()];
}

/** What is not known of a printer without an integration. */
const UNKNOWN = {
  integration: null,
  fileEntities: [],
  fileAttribute: null,
  startEntity: null,
  readings: {},
  words: {},
  away: [],
  steps: null,
};

function givenPrinter(
  {
    name,
    status_entity: statusEntity,
    file_entity: file,
    camera_entity: camera,
  }: Options['printers'][number],
  found: readonly Printer[],
  registry: Registry,
): Printer {
  const known = found.find((each) => each.statusEntity === statusEntity);
  const entityOf = (id: string | undefined) => registry.entities.find((each) => each.entity_id === id);
  const status = entityOf(statusEntity);
  const others = known?.cameras ?? (status ? camerasOf(status, registry, []) : []);
  const chosen = entityOf(camera);
  const first = camera ? [{ entity: camera, name: chosen ? nameOf(chosen, registry.devices) : camera }] : [];
  return {
    ...(known ?? {
      ...UNKNOWN,
      key: `entity:${statusEntity}`,
      lights: status ? lightsOf(status, registry) : [],
    }),
    name,
    statusEntity,
    ...(file ? { fileEntities: [file], fileAttribute: null } : {}),
    cameras: [...first, ...others.filter(({ entity }) => entity !== camera)],
    isByHand: true,
  };
}

/** @returns null when the entity is not the status of a printer */
function toPrinter(status: RegistryEntity, registry: Registry): Printer | null {
  const { entity_id: statusEntity, platform, unique_id: uniqueId } = status;
  const integration = Object.hasOwn(PRINTER_INTEGRATIONS, platform) ? PRINTER_INTEGRATIONS[platform] : null;
  const printer = integration?.printerOf(uniqueId);
  if (!integration || !printer || !isSensor(status)) return null;
  const entityOf = (id: string | null) =>
    registry.entities.find((each) => each.platform === platform && each.unique_id === id && isSensor(each))
      ?.entity_id ?? null;
  const firstOf = (ids: readonly string[]) => ids.map(entityOf).find((id) => id !== null);
  return {
    key: `${platform}:${uniqueId}`,
    name: deviceName(status, registry.devices) ?? statusEntity,
    integration: platform,
    statusEntity,
    fileEntities: integration.files(printer).flatMap((id) => entityOf(id) ?? []),
    fileAttribute: integration.fileAttribute ?? null,
    startEntity: entityOf(integration.start(printer)),
    readings: mapPresent(integration.readings(printer), firstOf),
    cameras: camerasOf(status, registry, integration.images?.(printer) ?? []),
    lights: lightsOf(status, registry),
    words: integration.words,
    away: integration.away ?? [],
    steps: integration.steps ?? null,
    isByHand: false,
  };
}

/** Entities of other domains may have the same unique id. */
function isSensor({ entity_id: id }: RegistryEntity): boolean {
  return id.startsWith('sensor.');
}

function mapPresent<Key extends string, From, To>(
  values: Partial<Record<Key, From>>,
  toValue: (from: From) => To | undefined,
): Partial<Record<Key, To>> {
  const entries = (Object.entries(values) as [Key, From][]).map(([key, from]) => [key, toValue(from)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Partial<Record<Key, To>>;
}
