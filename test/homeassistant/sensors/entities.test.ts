import { describe, expect, it } from 'vitest';
import { cutText, ENTITIES, entityId } from '../../../src/homeassistant/sensors/entities.ts';
import { appState, type Summary } from '../../../src/homeassistant/sensors/summary.ts';
import { makeRecord } from '../../helpers/make-record.ts';

const NOTHING: Summary = {
  paused: false,
  waitingFor: null,
  pending: 0,
  current: null,
  progress: null,
  lastVideo: null,
  stats: {
    byStatus: { discovered: 0, pending: 0, processing: 0, completed: 0, failed: 0 },
    videos: 0,
    videoBytes: 0,
    archivedVideos: 0,
    archivedBytes: 0,
    sourceBytes: 0,
    reclaimableBytes: 0,
    cleanupCandidates: 0,
    trash: { videos: 0, bytes: 0 },
  },
  problems: [],
};

/** Everything as long as it can be. */
const MUCH: Summary = {
  ...NOTHING,
  waitingFor: 'W'.repeat(5000),
  current: makeRecord({
    title: 'T'.repeat(5000),
    job: { name: 'J'.repeat(9000), printer: null, endedAt: null },
  }),
  progress: {
    id: 'one',
    percent: 99.9,
    step: 'S'.repeat(20_000),
    framesDone: 4999,
    framesTotal: 5000,
    etaAt: Date.UTC(2026, 0, 1, 0, 0, 1),
  },
  lastVideo: {
    timelapse: makeRecord({ folderName: 'F'.repeat(255) }),
    mediaContentId: 'm'.repeat(4000),
    mediaUrl: 'u'.repeat(4000),
    posterUrl: null,
    panelUrl: null,
  },
  problems: Array.from({ length: 500 }, () => 'P'.repeat(3000)),
};

/** Values by the end of the entity id. */
function valuesOf(summary: Summary): Record<string, ReturnType<(typeof ENTITIES)[number]['read']>> {
  return Object.fromEntries(ENTITIES.map((entity) => [entity.key, entity.read(summary)]));
}

describe('entities', () => {
  it('have ids that dashboards go by, kinds that statistics go by, and are unknown, or nothing, while there is nothing', () => {
    const values = valuesOf(NOTHING);
    const table = ENTITIES.map((entity) => [
      entityId(entity),
      values[entity.key]?.state,
      [entity.deviceClass, entity.stateClass, entity.unit].filter(Boolean).join(' '),
    ]);
    expect(table).toEqual([
      ['sensor.timelapse_status', 'idle', 'enum'],
      ['sensor.timelapse_queue', '0', 'measurement timelapses'],
      ['sensor.timelapse_progress', '0', 'measurement %'],
      ['sensor.timelapse_current', null, ''],
      ['sensor.timelapse_eta', null, 'timestamp'],
      ['sensor.timelapse_last_video', null, ''],
      ['sensor.timelapse_last_completed', null, 'timestamp'],
      ['sensor.timelapse_videos', '0', 'measurement videos'],
      ['sensor.timelapse_storage_used', '0.0', 'data_size measurement MB'],
      ['sensor.timelapse_cleanup_candidates', '0', 'measurement videos'],
      ['sensor.timelapse_failed', '0', 'measurement timelapses'],
      ['binary_sensor.timelapse_processing', 'off', 'running'],
      ['binary_sensor.timelapse_problem', 'off', 'problem'],
    ]);
  });

  it.each(ENTITIES.map((entity) => [entity.key, entity] as const))(
    'keep %s below the limits',
    (_, entity) => {
      const { state, attributes } = entity.read(MUCH);
      expect([...(state ?? '')].length).toBeLessThanOrEqual(255);
      expect(JSON.stringify(attributes ?? {}).length).toBeLessThan(15_000);
    },
  );

  it('say only states of an enum that it names', () => {
    const status = ENTITIES.find(({ key }) => key === 'status')!;
    for (const summary of [NOTHING, MUCH, { ...NOTHING, paused: true }, { ...NOTHING, problems: ['x'] }])
      expect(status.options).toContain(status.read(summary).state);
  });

  it('show times with their zone, the expected end in coarse steps', () => {
    expect(valuesOf(MUCH).eta?.state).toBe('2026-01-01T00:00:10.000Z');
    expect(valuesOf(MUCH).progress?.state).toBe('99');
  });
});

describe('what the app is doing', () => {
  it.each<[expected: string, change: Partial<Summary>]>([
    ['idle', {}],
    ['paused', { paused: true }],
    ['idle', { waitingFor: 'A1' }],
    ['paused', { waitingFor: 'A1', pending: 1 }],
    ['problem', { problems: ['x'] }],
    ['problem', { problems: ['x'], paused: true }],
    ['processing', { current: makeRecord(), problems: ['x'], paused: true }],
  ])('is %s', (expected, change) => {
    expect(appState({ ...NOTHING, ...change })).toBe(expected);
  });
});

describe('cutting a text', () => {
  it.each([
    ['Benchy', 6, 'Benchy'],
    ['Benchy', 5, 'Benc…'],
    ['🛥🛥🛥', 3, '🛥🛥🛥'],
    ['🛥🛥🛥🛥', 3, '🛥🛥…'],
    ['', 3, ''],
  ])('of %s to %i characters cuts none in two', (text, most, expected) => {
    expect(cutText(text, most)).toBe(expected);
  });
});
