import { camerasFirst } from '../captures/capture-draft.ts';
import type { WireEntity, WirePrinter } from '../contract.ts';

export interface CameraChoice {
  entity: string;
  name: string;
  /** Neither the printer nor Home Assistant knows it. */
  isForeign: boolean;
}

/**
 * The printer's own cameras first, then all others.
 *
 * @param entities null = not known yet
 * @param current is offered in any case; empty = none
 */
export function cameraChoices(
  { cameras, options }: Pick<WirePrinter, 'cameras'> & { options: { cameras: readonly string[] } },
  entities: readonly WireEntity[] | null,
  current: string,
): CameraChoice[] {
  const known = [
    ...cameras,
    ...camerasFirst(entities ?? []).map(({ entity_id: entity, name }) => ({ entity, name })),
  ];
  const byEntity = new Map(known.toReversed().map((each) => [each.entity, each]));
  const order = [...new Set(known.map(({ entity }) => entity))];
  const choices = order
    .filter((entity) => entity === current || !options.cameras.includes(entity))
    .map((entity) => ({ ...byEntity.get(entity)!, isForeign: false }));
  if (current === '' || byEntity.has(current)) return choices;
  return [{ entity: current, name: current, isForeign: entities !== null }, ...choices];
}
