import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import type { TestApp } from '../helpers/start-app.ts';
import { startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { makeHouse, shareCore } from './helpers/house.ts';
import { PrinterFleet, TEMPLATE_PRINTER } from './helpers/printers.ts';

const fleet = new PrinterFleet();
const core = shareCore(TEMPLATE_PRINTER.configuration, (home) => fleet.moveIn(home));
afterAll(() => fleet.leave());

const KINDS = [
  ...['template', 'bambu_lab', 'moonraker', 'prusalink', 'octoprint'],
  ...['ha_creality_ws', 'elegoo_printer'],
];

/** Nothing becomes due by waiting; only the end of a print starts a folder. */
const house = (options = {}) =>
  makeHouse(core(), {
    timelapse_auto_process_timeout: 3600,
    printers: [TEMPLATE_PRINTER.option],
    ...options,
  });

/** Waits for the print job of a file. */
function jobOf(app: TestApp, file: string, status: string): Promise<WirePrintJob> {
  return waitFor(`the job of ${file} to be ${status}`, async () =>
    (await app.get<WirePrintJob[]>('/jobs')).find(
      (each) => each.file_name === file && each.status === status,
    ),
  );
}

describe('prints that Home Assistant knows of', () => {
  it.each(KINDS)(
    '%s: become print jobs, whose end starts the folder that is linked to them',
    async (kind) => {
      const printer = fleet.all[kind]!;
      const { idle, printing, finished } = printer.words;
      const file = `${kind} boat.gcode`;
      await printer.tell(core(), idle, null);
      const { start, folders } = await house();
      const app = await start();
      await printer.tell(core(), printing, file);
      const job = await jobOf(app, file, 'printing');
      expect(job).toMatchObject({ source: 'home_assistant', printer: printer.name, name: `${kind} boat` });
      await putFrames(join(folders.source, `${kind} boat`), { secondsAgo: 0 });
      const { id } = await app.waitForStatus(`${kind} boat`, 'discovered');
      await printer.tell(core(), finished, file);
      await jobOf(app, file, 'completed');
      await app.waitForCompleted(`${kind} boat`);
      expect(await app.one(id)).toMatchObject({
        job_id: job.id,
        linked_job_name: `${kind} boat`,
        link_source: 'auto',
        printer: printer.name,
      });
    },
  );

  it.each([
    ['bambu_lab', 'failed', 'failed'],
    ['moonraker', 'cancelled', 'cancelled'],
    ['prusalink', 'STOPPED', 'cancelled'],
    ['prusalink', 'ERROR', 'failed'],
    ['ha_creality_ws', 'stopped', 'cancelled'],
    ['ha_creality_ws', 'error', 'failed'],
    ['elegoo_printer', 'stopped', 'cancelled'],
  ])('%s: end as the printer says, %s → %s', async (kind, word, status) => {
    const printer = fleet.all[kind]!;
    const file = `${word} on ${kind}.gcode`;
    await printer.tell(core(), printer.words.idle, null);
    const { start } = await house();
    const app = await start();
    await printer.tell(core(), printer.words.printing, file);
    await jobOf(app, file, 'printing');
    await printer.tell(core(), word, file);
    await jobOf(app, file, status);
  });

  it('get their name when only an attribute changes', async () => {
    const printer = fleet.all.ha_creality_ws!;
    await printer.tell(core(), 'idle', null);
    const { start } = await house();
    const app = await start();
    await printer.tell(core(), 'self-testing', null);
    const unnamed = await waitFor('the job', async () => {
      const [job] = await app.get<WirePrintJob[]>('/jobs');
      return job?.status === 'printing' ? job : null;
    });
    expect(unnamed).toMatchObject({ name: 'Print on K1 Max', file_name: null });
    await printer.tell(core(), 'self-testing', '/mnt/Late.gcode');
    expect(await jobOf(app, '/mnt/Late.gcode', 'printing')).toMatchObject({ id: unnamed.id, name: 'Late' });
    await printer.tell(core(), 'completed', '/mnt/Late.gcode');
    await jobOf(app, '/mnt/Late.gcode', 'completed');
  });

  it('have their name from the history, too', async () => {
    const printer = fleet.all.ha_creality_ws!;
    await printer.tell(core(), 'idle', null);
    const { start } = await house();
    const first = await start();
    await printer.tell(core(), 'printing', 'Seen.gcode');
    const { started_at: began } = await jobOf(first, 'Seen.gcode', 'printing');
    await first.stop();
    // Prints of a printer are told apart by the second in which they began.
    await waitFor('the next second', () => Date.now() >= Date.parse(began!) + 1000);
    await printer.tell(core(), 'completed', 'Seen.gcode');
    await printer.tell(core(), 'printing', 'Unseen.gcode');
    await printer.tell(core(), 'stopped', 'Unseen.gcode');
    await printer.tell(core(), 'idle', null);
    const second = await start();
    await jobOf(second, 'Unseen.gcode', 'cancelled');
    await jobOf(second, 'Seen.gcode', 'completed');
  });

  it('stay one print job though Core, and we, are restarted in the middle of it', async () => {
    const printer = fleet.all.template!;
    await printer.tell(core(), 'idle', null);
    const { start } = await house();
    const first = await start();
    await printer.tell(core(), 'printing', 'Tower.gcode');
    const { id } = await jobOf(first, 'Tower.gcode', 'printing');
    await first.stop();
    const second = await start();
    await core().restart();
    await printer.tell(core(), 'printing', 'Tower.gcode');
    await printer.tell(core(), 'finished', 'Tower.gcode');
    await jobOf(second, 'Tower.gcode', 'completed');
    const jobs = await second.get<WirePrintJob[]>('/jobs');
    expect(jobs.filter(({ file_name }) => file_name === 'Tower.gcode').map((each) => each.id)).toEqual([id]);
  });

  it('that end while the app is away are seen to have ended', async () => {
    const printer = fleet.all.template!;
    await printer.tell(core(), 'idle', null);
    const { start, folders, supervisor } = await house();
    const env = await supervisor.prepareStart(folders.data);
    const child = startProcess(folders, {
      ...env,
      HOST: '127.0.0.1',
      TIMELAPSE_AUTO_PROCESS_TIMEOUT: '3600',
      PRINTERS: JSON.stringify([TEMPLATE_PRINTER.option]),
    });
    const url = await child.ready();
    await waitFor('Core', () => child.output().includes('Home Assistant is connected'));
    await printer.tell(core(), 'printing', 'Gone.gcode');
    await waitFor('the job', async () =>
      (await (await fetch(`${url}/api/v1/jobs`)).text()).includes('Gone.gcode'),
    );
    await child.end('SIGKILL');
    await printer.tell(core(), 'finished', 'Gone.gcode');
    await printer.tell(core(), 'idle', null);
    const app = await start();
    await jobOf(app, 'Gone.gcode', 'completed');
  });

  it('hold back renders, if the option says so', async () => {
    const printer = fleet.all.template!;
    await printer.tell(core(), 'printing', 'Long.gcode');
    const { start, folders } = await house({ pause_while_printing: true, timelapse_auto_process_timeout: 1 });
    const app = await start();
    await jobOf(app, 'Long.gcode', 'printing');
    await putFrames(join(folders.source, 'Earlier print'), { secondsAgo: 600 });
    await app.waitForStatus('Earlier print', 'pending');
    expect((await app.list()).map(({ status }) => status)).toEqual(['pending']);
    await printer.tell(core(), 'finished', 'Long.gcode');
    await app.waitForCompleted('Earlier print');
  });
});
