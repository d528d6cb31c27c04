import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, startApp } from '../../app.ts';
import { loadConfig } from '../../config/config.ts';
import { openDatabase } from '../../db/open.ts';
import { createLoggers } from '../../lib/logger.ts';
import type { WirePrintJob } from '../../shared/print-job.ts';
import type { WireTimelapse } from '../../shared/timelapse.ts';
import { type DrawnPart, type DrawnPrint, drawPrint, writeFrames } from '../support/draw-print.ts';

/*
 * A realistic library of drawn prints: old and new videos, prints in progress, a failed one, a pending one, one being
 * rendered, and print jobs.
 */

const DAY_MS = 86_400_000;
const EGG: DrawnPart = {
  colour: [212, 172, 64],
  widthAt: (at) => 0.15 * Math.sqrt(Math.max(0, 1 - (at - 0.4) ** 2 / 0.37)),
};
const VASE: DrawnPart = { colour: [44, 148, 160], widthAt: (at) => 0.11 + 0.04 * Math.cos(at * 7) };
const BOX: DrawnPart = { colour: [206, 70, 60], widthAt: () => 0.17 };
const BELL: DrawnPart = { colour: [120, 110, 200], widthAt: (at) => 0.06 + 0.14 * (1 - at) ** 2 };
const TOWER: DrawnPart = {
  colour: [96, 164, 80],
  widthAt: (at) => (Math.floor(at * 12) % 2 === 0 ? 0.1 : 0.12),
};
const LONG_NAME =
  'Драконье яйцо_Donaudampfschifffahrtsgesellschaftskapitänsmütze_🐉_v2_final_final (2) 2026-03-04';
const DONE: Record<string, DrawnPart | null> = {
  Benchy: TOWER,
  Drachenei: EGG,
  'Vase spiral 2026-03-04': VASE,
  [LONG_NAME]: BELL,
  'Cable clip v2': null,
  'Gehäuse Deckel': BOX,
  'Zahnrad M4': VASE,
};
/** Older than the clean-up age. */
const OLD = 4;
/** Sharp enough for screenshots. */
const PRINT: DrawnPrint = { width: 960, height: 540, frames: 40, flicker: 0.16 };

/** Never ends, so that its progress can be shown. */
const SLOW_ENGINE = `#!/bin/sh
echo 'progress 42 17/40 encoding'
exec sleep 600
`;

export class Scene {
  readonly folder: string;
  readonly #print: DrawnPrint;
  #app: App | null = null;

  private constructor(folder: string, print: DrawnPrint) {
    this.folder = folder;
    this.#print = print;
  }

  /** @param print overrides what is drawn */
  static async create(print: Partial<DrawnPrint> = {}): Promise<Scene> {
    return new Scene(await mkdtemp(join(tmpdir(), 'timelapse-screenshots-')), { ...PRINT, ...print });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#app?.port}/`;
  }

  /** On the same port as before. */
  async start(): Promise<void> {
    await this.#writeOptions();
    const config = loadConfig({ PORT: String(this.#app?.port ?? 0), DATA_DIR: this.folder });
    const loggers = createLoggers({ level: 'fatal', write: (line) => process.stderr.write(line) });
    this.#app = await startApp(config, { loggers });
  }

  async stop(): Promise<void> {
    await this.#app?.stop();
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async fill(): Promise<void> {
    await this.#addBroken('Broken pictures');
    for (const [index, [name, part]] of Object.entries(DONE).entries()) {
      await this.#draw(name, { seed: index + 1, ...(part === null ? {} : { part }) });
    }
    for (const name of Object.keys(DONE)) await this.#render(name);
    await this.#age();
    await this.#addJobs();
    await this.call('POST', '/queue/pause');
    await this.#draw('Still printing', { frames: 18, seed: 21, part: BELL });
    await this.#draw('Waiting its turn', { frames: 30, seed: 22, part: EGG });
    await this.call('POST', `/timelapses/${(await this.#find('Waiting its turn')).id}/process`);
    await this.call('PATCH', `/timelapses/${(await this.#find('Benchy')).id}/pin`, { pinned: true });
    await this.call('PATCH', `/timelapses/${(await this.#find('Drachenei')).id}`, {
      title: 'Dragon egg, silk gold',
      notes: 'Second try, with the new nozzle.',
    });
  }

  /** One without a video, and two with. */
  async deleteSome(): Promise<void> {
    const videos = (await this.list()).filter(({ status }) => status === 'completed').slice(-2);
    for (const { id } of [await this.#find('Still printing'), ...videos])
      await this.call('DELETE', `/timelapses/${id}`);
  }

  async renderWithoutEnd(): Promise<void> {
    const engine = join(this.folder, 'slow.sh');
    await writeFile(engine, SLOW_ENGINE);
    await chmod(engine, 0o755);
    await this.call('PUT', '/settings', { options: { timelapse_flickerfree_path: engine } });
    await this.call('POST', '/queue/resume');
    await this.#until('a render to be under way', async () =>
      (await this.list()).some(({ progress_percent }) => progress_percent !== null),
    );
  }

  list(): Promise<WireTimelapse[]> {
    return this.call<WireTimelapse[]>('GET', '/timelapses?limit=1000');
  }

  async call<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const init: RequestInit = { method };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { 'content-type': 'application/json' };
    }
    const answer = await fetch(`${this.url}api/v1${path}`, init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (answer.status === 204 ? null : await answer.json()) as Body;
  }

  /** Only at the first start, so that later changes are kept. */
  async #writeOptions(): Promise<void> {
    await mkdir(join(this.folder, 'images'), { recursive: true });
    const options = {
      timelapse_source_folder: join(this.folder, 'images'),
      timelapse_output_folder: join(this.folder, 'videos'),
      timelapse_auto_process_timeout: 900,
      timelapse_scan_interval: 2,
      video: { target_seconds: 4, preset: 'veryfast' },
    };
    const file = join(this.folder, 'options.json');
    await writeFile(file, JSON.stringify(options), { flag: 'wx' }).catch(() => {});
  }

  async #draw(name: string, differs: Partial<DrawnPrint>): Promise<void> {
    const print = { ...this.#print, ...differs };
    await writeFrames(drawPrint(print), print, join(this.folder, 'images', name));
  }

  async #addBroken(name: string): Promise<void> {
    const folder = join(this.folder, 'images', name);
    await mkdir(folder, { recursive: true });
    for (let index = 1; index <= 5; index += 1) {
      await writeFile(join(folder, `frame_000${index}.jpg`), 'This is no picture.');
    }
    const { id } = await this.#find(name);
    await this.call('POST', `/timelapses/${id}/process`);
    await this.#until('the broken one to fail', async () => (await this.#find(name)).status === 'failed');
  }

  async #render(name: string): Promise<void> {
    const { id } = await this.#find(name);
    await this.call('POST', `/timelapses/${id}/process`);
    await this.#until(`"${name}" to be done`, async () => (await this.#find(name)).status === 'completed');
  }

  async #age(): Promise<void> {
    await this.stop();
    const { db } = await openDatabase(this.folder, Date.now());
    for (const [index, name] of Object.keys(DONE).slice(0, OLD).entries()) {
      const at = Date.now() - (31 + index * 17) * DAY_MS;
      await db('timelapses').where({ folder_name: name }).update({
        processing_completed_at: at,
        created_at: at,
      });
    }
    await db.destroy();
    await this.start();
  }

  async #addJobs(): Promise<void> {
    const now = Date.now();
    const add = (name: string, printer: string, hoursAgo: number, status: string): Promise<WirePrintJob> =>
      this.call('POST', '/jobs', {
        name,
        printer,
        status,
        file_name: `${name}.gcode`,
        started_at: new Date(now - hoursAgo * 3_600_000).toISOString(),
        ended_at: new Date(now - (hoursAgo - 3) * 3_600_000).toISOString(),
      });
    const job = await add('Gehäuse Deckel', 'Prusa MK4', 4, 'completed');
    await add('Zahnrad M5', 'Bambu P1S', 30, 'failed');
    await add('Lamp shade', 'Bambu P1S', 90, 'cancelled');
    await this.call('PATCH', `/timelapses/${(await this.#find('Gehäuse Deckel')).id}/link`, {
      job_id: job.id,
    });
  }

  #find(name: string): Promise<WireTimelapse> {
    return this.#until(`"${name}" to be found`, async () =>
      (await this.list()).find(({ folder_name }) => folder_name === name),
    );
  }

  async #until<Value>(what: string, look: () => Promise<Value | undefined | false>): Promise<Value> {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      const value = await look();
      if (value !== undefined && value !== false) return value;
      await sleep(100);
    }
    throw new Error(`Waited in vain for ${what}.`);
  }
}
