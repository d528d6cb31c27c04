import { inTime, onlyChanges, thinPoints } from '../../lib/points.ts';
import type { Point } from '../../shared/points.ts';
import type { Recorded, SensorPeriod, SensorPoints } from '../../print-jobs/print-sensors.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';
import type { EntityState } from './entity-states.ts';
import type { Sensors } from './printer-sensors.ts';
import { askHistory } from './read-history.ts';
import { readStatistics } from './read-statistics.ts';
import { celsiusOf, numberOf } from './readings.ts';

/** Set anew with each print: what was there before it is of another. */
const OF_ONE_PRINT: ReadonlySet<Recorded> = new Set(['progress', 'layer', 'layers']);
/** What a step of the statistics can miss. */
const STEP_MS = 3_600_000;
/** A layer has no mean. */
const WITH_MEANS: readonly Recorded[] = ['nozzle', 'bed', 'chamber', 'progress'];

export interface SensorSources {
  supervisor: Pick<SupervisorClient, 'core'>;
  core: Pick<CoreConnection, 'send'>;
  /** Today's unit of an entity, for states that come without. */
  unitOf: (entity: string) => string | undefined;
}

/**
 * States as long as Home Assistant keeps them, and its statistics before.
 *
 * @throws Error when it does not answer
 */
export async function readSensors(
  sources: SensorSources,
  sensors: Sensors,
  period: SensorPeriod,
): Promise<SensorPoints> {
  const points = await readStates(sources, sensors, period);
  await addStatistics(sources, { sensors, points, period });
  const entries = Object.entries(points).map(([key, each]) => [key, thinPoints(onlyChanges(each))] as const);
  return Object.fromEntries(entries.filter(([, each]) => each.some(([, value]) => value !== null)));
}

async function readStates(
  { supervisor, unitOf }: SensorSources,
  sensors: Sensors,
  { from, to, since, windowMs }: SensorPeriod,
): Promise<SensorPoints> {
  const keys = Object.entries(sensors) as [Recorded, string][];
  const points: SensorPoints = {};
  for (let start = from; start < to; start += windowMs) {
    const window = { from: start, to: Math.min(to, start + windowMs), detail: 'first' } as const;
    const past = await askHistory(supervisor, [...new Set(Object.values(sensors))], window);
    for (const [key, entity] of keys) {
      const found = past
        .filter(({ entityId }) => entityId === entity)
        // The state at the start of a window is reported as if it had changed then, give or take a millisecond.
        .filter(({ at }) => !OF_ONE_PRINT.has(key) || at > Math.max(since, start + 1))
        .map((state): Point => [state.at, readingOf(key, withUnit(state, unitOf(entity)))]);
      if (found.length > 0) points[key] = [...(points[key] ?? []), ...thinPoints(found)];
    }
  }
  return points;
}

async function addStatistics(
  { core }: SensorSources,
  { sensors, points, period }: { sensors: Sensors; points: SensorPoints; period: SensorPeriod },
): Promise<void> {
  const { from, to } = period;
  const beginsAt = (key: Recorded): number => points[key]?.find(([, value]) => value !== null)?.[0] ?? to;
  const missing = WITH_MEANS.filter(
    (key) => sensors[key] !== undefined && beginsAt(key) > Math.min(to - 1, from + STEP_MS),
  );
  if (missing.length === 0) return;
  const means = await readStatistics(core, [...new Set(missing.map((key) => sensors[key]!))], { from, to });
  for (const key of missing) {
    const older = (means.get(sensors[key]!) ?? []).filter(([at]) => at < beginsAt(key));
    if (older.length > 0) points[key] = [...older, ...(points[key] ?? [])].toSorted(inTime);
  }
}

function withUnit(state: EntityState, unit: string | undefined): EntityState {
  if (unit === undefined || state.attributes?.unit_of_measurement !== undefined) return state;
  return { ...state, attributes: { ...state.attributes, unit_of_measurement: unit } };
}

function readingOf(key: Recorded, state: EntityState): number | null {
  if (key === 'nozzle' || key === 'bed' || key === 'chamber') return celsiusOf(state);
  const value = numberOf(state);
  if (value === null || key !== 'progress') return value;
  return Math.min(100, Math.max(0, value));
}
