import { join } from 'node:path';
import type { WirePrintData } from '../../src/shared/print-data.ts';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import type { FakeCore } from '../fakes/fake-core.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { addRealPrinter, REAL_PRINTERS } from '../fixtures/real-printers.ts';
import type { TestApp } from './start-app.ts';
import { type InHomeAssistant, startInHomeAssistant } from './start-in-home-assistant.ts';
import { waitFor } from './wait-for.ts';

const MINUTE = 60_000;

export const FOLDER = 'Owl';
export const PICTURES = 12;
/** Of the print; before it, the layer is that of the print before. */
export const FIRST_LAYER_MINUTE = 8;
/** Time between two pictures. */
const GAP_SECONDS = 120;

/** An X1C in a house with degrees Fahrenheit, whose print of the last half hour has pictures. */
export interface PlayedPrint {
  home: InHomeAssistant;
  core: FakeCore;
  clock: FakeClock;
  startedAt: number;
  endedAt: number;
  app: TestApp;
  /** Says that it prints, and how it went until now. */
  begin(): Promise<void>;
  /** Says that it has ended, two and a half minutes ago. */
  end(): void;
  /** The folder becomes a video, linked to the print. */
  video(): Promise<WireTimelapse>;
  data(): Promise<WirePrintData>;
}

export async function startPlayedPrint(
  beforeStart: (folder: string) => Promise<void> = async () => {},
): Promise<PlayedPrint> {
  const clock = new FakeClock();
  const now = Date.now();
  const [startedAt, endedAt] = [now - 30 * MINUTE, now - 2.5 * MINUTE];
  const home = await startInHomeAssistant(
    { timelapse_auto_process_timeout: 0 },
    {
      clock,
      prepare: (core) => {
        addRealPrinter(core, REAL_PRINTERS.bambu_lab);
        core.setState('sensor.x1c_print_status', 'idle', startedAt - 60 * MINUTE);
        // What is left of the print before.
        core.setState('sensor.x1c_current_layer', '210', startedAt - 90 * MINUTE);
        core.setState('sensor.x1c_nozzle_temperature', '77', startedAt - 30 * MINUTE, FAHRENHEIT);
        core.setState('sensor.x1c_bed_temperature', '25', startedAt - 30 * MINUTE, CELSIUS);
      },
      beforeStart: async ({ source }) => {
        const folder = join(source, FOLDER);
        await putFrames(folder, { frames: PICTURES, gapSeconds: GAP_SECONDS, secondsAgo: 200 });
        await beforeStart(folder);
      },
    },
  );
  const { core } = home;
  const played: PlayedPrint = {
    home,
    core,
    clock,
    startedAt,
    endedAt,
    app: home.app,
    async begin() {
      await waitFor('the printer', async () => (await played.app.get<object[]>('/printers')).length === 1);
      core.setState('sensor.x1c_task_name', 'Owl', startedAt);
      core.setState('sensor.x1c_print_status', 'running', startedAt);
      core.setState('sensor.x1c_total_layer_count', '12', startedAt + 1000);
      for (let minute = 0; minute <= 27; minute += 1) {
        const at = startedAt + minute * MINUTE + 2000;
        core.setState('sensor.x1c_nozzle_temperature', String(392 + (minute % 2)), at, FAHRENHEIT);
        const isAway = minute >= 10 && minute < 13;
        core.setState('sensor.x1c_bed_temperature', isAway ? 'unavailable' : '60', at, CELSIUS);
        // It heats up first, when some pictures are taken already.
        if (minute >= FIRST_LAYER_MINUTE)
          core.setState('sensor.x1c_current_layer', String(Math.floor(minute / 3) + 1), at);
      }
      await waitFor('the print job', async () => (await played.app.get<object[]>('/jobs')).length === 1);
    },
    end: () => core.setState('sensor.x1c_print_status', 'finish', endedAt),
    async video() {
      const { id } = await played.app.waitForStatus(FOLDER, 'discovered');
      const [job] = await played.app.get<WirePrintJob[]>('/jobs');
      await played.app.request('PATCH', `/timelapses/${id}/link`, { job_id: job!.id });
      await played.app.request('POST', `/timelapses/${id}/process`);
      return played.app.waitForCompleted(FOLDER);
    },
    async data() {
      const [timelapse] = await played.app.list();
      return played.app.get<WirePrintData>(`/timelapses/${timelapse!.id}/print-data`);
    },
  };
  return played;
}

const FAHRENHEIT = { unit_of_measurement: '°F' };
const CELSIUS = { unit_of_measurement: '°C' };
