import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { WirePrintData } from '../../src/shared/print-data.ts';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import { valueAt } from '../../src/shared/points.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { makeHouse, shareCore } from './helpers/house.ts';
import { useStandIn } from './helpers/stand-in-integration.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Unique ids, units and device classes as those of greghesp/ha-bambulab. */
const BAMBU = {
  domain: 'bambu_lab',
  device: 'X1C',
  sensors: {
    m1_print_status: 'Print status',
    m1_subtask_name: 'Task name',
    m1_current_layer: 'Current layer',
    m1_total_layers: 'Total layer count',
    m1_print_progress: ['Print progress', '%'],
    m1_nozzle_temp: ['Nozzle temperature', '°C', 'temperature'],
    m1_bed_temp: ['Bed temperature', '°C', 'temperature'],
  },
} satisfies Parameters<typeof useStandIn>[1];

const core = shareCore(
  { homeassistant: { name: 'American house', unit_system: 'us_customary', time_zone: 'America/Chicago' } },
  (home) => useStandIn(home, BAMBU),
);

const tell = (states: Record<string, string | number | null>) => core().call('bambu_lab.tell', { states });

/** What is told for each layer: also that the bed cannot be read for a while. */
const LAYERS = [1, 2, 3, 5, 6] as const;
const nozzleOf = (layer: number): number => 210 + layer;
const bedOf = (layer: number): number | null => (layer === 3 ? null : 60);

it('a print is known three weeks later, when the recorder has forgotten it', async () => {
  const clock = new FakeClock();
  const { start, folders } = await makeHouse(core(), { timelapse_auto_process_timeout: 0 });
  await tell({ m1_print_status: 'idle', m1_subtask_name: '', m1_current_layer: 77, m1_nozzle_temp: 24 });
  let app = await start({ clock });
  await waitFor('the printer', async () => (await app.get<object[]>('/printers')).length === 1);
  await tell({
    m1_subtask_name: 'Owl',
    m1_total_layers: 6,
    m1_print_progress: 0,
    m1_print_status: 'running',
  });
  const [job] = await waitFor('the print job', async () => {
    const jobs = await app.get<WirePrintJob[]>('/jobs');
    return jobs.length === 1 && jobs;
  });
  // Two pictures of each layer, taken while it was printed.
  const folder = join(folders.source, 'Owl');
  for (const [index, layer] of LAYERS.entries()) {
    await tell({
      ...{ m1_current_layer: layer, m1_print_progress: index * 20 },
      ...{ m1_nozzle_temp: nozzleOf(layer), m1_bed_temp: bedOf(layer) },
    });
    for (const n of [0, 1]) {
      await sleep(250);
      await putFrames(folder, { names: [`frame_${index}${n}.jpg`], from: 1 + index * 2 + n });
    }
  }
  await tell({ m1_print_status: 'finish' });
  expect(await readdir(folder)).toHaveLength(LAYERS.length * 2);
  const { id } = await app.waitForStatus('Owl', 'discovered');
  await app.request('PATCH', `/timelapses/${id}/link`, { job_id: job!.id });
  await app.request('POST', `/timelapses/${id}/process`);
  await app.waitForCompleted('Owl');
  await waitFor('the end', async () => (await app.get<WirePrintJob>(`/jobs/${job!.id}`)).ended_at !== null);
  clock.advance(MINUTE);
  const data = await waitFor('the print data', async () => {
    const found = await app.get<WirePrintData>(`/timelapses/${id}/print-data`);
    return found.layers.length > 0 && found;
  });

  await core().call('recorder.purge', { keep_days: 0 });
  await core().call('recorder.purge_entities', { entity_globs: ['sensor.*'], keep_days: 0 });
  await waitFor('Home Assistant to forget it', async () => {
    const path = `history/period/${job!.started_at}?filter_entity_id=sensor.x1c_nozzle_temperature`;
    const [states = []] = (await (await core().rest('GET', path)).json()) as object[][];
    return states.length < LAYERS.length;
  });
  await app.stop();
  clock.advance(21 * 24 * 60 * MINUTE);
  app = await start({ clock });
  const later = await app.get<WirePrintData>(`/timelapses/${id}/print-data`);
  expect(later).toEqual(data);

  // In the house they are °F.
  expect(later.series.map(({ key, unit }) => `${key} ${unit}`)).toEqual([
    'nozzle °C',
    'bed °C',
    'progress %',
  ]);
  const [nozzle, bed, progress] = later.series.map(({ points }) => points);
  expect(later.pictures).toHaveLength(LAYERS.length * 2);
  for (const [index, [n, at]] of later.pictures.entries()) {
    const layer = LAYERS[Math.floor(index / 2)]!;
    expect(n).toBe(index + 1);
    // The jump to a layer leads to its first picture.
    expect(valueAt(later.layers, n)).toBe(layer);
    expect(valueAt(nozzle!, at)).toBeCloseTo(nozzleOf(layer), 1);
    if (bedOf(layer) === null) expect(valueAt(bed!, at)).toBeNull();
    else expect(valueAt(bed!, at)).toBeCloseTo(60, 1);
    expect(valueAt(progress!, at)).toBe(Math.floor(index / 2) * 20);
    expect(at).toBeGreaterThanOrEqual(later.started_at!);
  }
  expect(later.layers).toEqual(LAYERS.map((layer, index) => [index * 2 + 1, layer]));
  expect(later.layer_count).toBe(6);
});

it('a print of long ago is known from the statistics, in degrees Celsius', async () => {
  const began = Math.floor(Date.now() / HOUR) * HOUR - 21 * 24 * HOUR;
  const { start, folders } = await makeHouse(core(), { timelapse_auto_process_timeout: 0 });
  await core().ask({
    type: 'recorder/import_statistics',
    metadata: {
      ...{ source: 'recorder', statistic_id: 'sensor.x1c_nozzle_temperature', name: null },
      ...{ unit_of_measurement: '°F', unit_class: 'temperature' },
      ...{ mean_type: 1, has_sum: false },
    },
    stats: [392, 410, 428].map((mean, hour) => ({
      start: new Date(began + hour * HOUR).toISOString(),
      ...{ mean, min: mean - 1, max: mean + 1 },
    })),
  });
  await putFrames(join(folders.source, 'Fox'), {
    ...{ frames: 12, gapSeconds: 900 },
    secondsAgo: (Date.now() - (began + 3 * HOUR)) / 1000,
  });
  const app = await start();
  await waitFor('the printer', async () => (await app.get<object[]>('/printers')).length === 1);
  const times = {
    started_at: new Date(began).toISOString(),
    ended_at: new Date(began + 3 * HOUR).toISOString(),
  };
  const print = { name: 'Fox', printer: 'X1C', status: 'completed', ...times };
  const job = (await (await app.request('POST', '/jobs', print)).json()) as WirePrintJob;
  const { id } = await app.waitForStatus('Fox', 'discovered');
  await app.request('PATCH', `/timelapses/${id}/link`, { job_id: job.id });
  await app.request('POST', `/timelapses/${id}/process`);
  await app.waitForCompleted('Fox');
  const { series } = await waitFor('the print data', async () => {
    const found = await app.get<WirePrintData>(`/timelapses/${id}/print-data`);
    return found.series.length > 0 && found;
  });
  expect(series).toEqual([
    {
      ...{ key: 'nozzle', unit: '°C' },
      points: [200, 210, 220].map((value, hour) => [began + (hour + 0.5) * HOUR, expect.closeTo(value, 3)]),
    },
  ]);
});
