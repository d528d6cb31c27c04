import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WirePrinter } from '../../src/shared/capture.ts';
import type { WirePrintJob } from '../../src/shared/print-job.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import type { TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { makeHouse, shareCore } from './helpers/house.ts';
import { bambu } from './helpers/printers.ts';
import { useStandIn } from './helpers/stand-in-integration.ts';

/* Videos that printers make themselves, through the addresses of ha-bambulab in a real Home Assistant. */

const SERIAL = '00M00A1';

/** After greghesp/ha-bambulab, custom_components/bambu_lab/__init__.py and coordinator.py, August 2026. */
const VIEWS = `
from datetime import datetime
from pathlib import Path

from aiohttp import web
from homeassistant.components.http import HomeAssistantView


def extend(hass):
    root = Path(hass.config.path("www/media/ha-bambulab"))

    class Videos(HomeAssistantView):
        url = "/api/bambu_lab/videos"
        name = "api:bambu_lab:videos"

        async def get(self, request):
            def read():
                found = []
                for path in (root / request.query["serial"] / "timelapse").glob("*.*"):
                    stats = path.stat()
                    modified = datetime.fromtimestamp(stats.st_mtime).isoformat()
                    found.append({"path": str(path.relative_to(root)), "size": stats.st_size, "modified": modified})
                return found

            videos = await hass.async_add_executor_job(read)
            return web.json_response({"videos": videos, "timestamp": datetime.now().isoformat()})

    class File(HomeAssistantView):
        url = "/api/bambu_lab/file_cache/{serial}/{filepath:.*}"
        name = "api:bambu_lab:file_cache_file"

        async def get(self, request, serial, filepath):
            path = root / serial / filepath
            if not path.is_file():
                return web.json_response({"error": "File not found"}, status=404)
            body = await hass.async_add_executor_job(path.read_bytes)
            return web.Response(body=body, headers={"Content-Type": "video/x-msvideo"})

    hass.http.register_view(Videos())
    hass.http.register_view(File())
`;

const core = shareCore({}, (home) => useStandIn(home, { ...bambu, more: VIEWS }));
const cache = (): string => core().path('www', 'media', 'ha-bambulab', SERIAL, 'timelapse');

function makeVideo(path: string, codec: readonly string[]): void {
  const input = ['-f', 'lavfi', '-i', 'testsrc2=size=320x240:rate=10:duration=3'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...codec, path]);
}

/** Puts a file where the integration puts what it has fetched, written to a while ago. */
async function fetched(name: string, write: (path: string) => unknown): Promise<string> {
  await mkdir(cache(), { recursive: true });
  const path = join(cache(), name);
  await write(path);
  const before = Date.now() / 1000 - 60;
  await utimes(path, before, before);
  return path;
}

async function print(app: TestApp, task: string): Promise<WirePrintJob> {
  const tell = (states: Record<string, string>) => core().call('bambu_lab.tell', { states });
  const printed = async (isEnded: boolean) =>
    waitFor(`"${task}"`, async () =>
      (await app.get<WirePrintJob[]>('/jobs')).find(
        ({ name, ended_at: endedAt }) => name === task && (endedAt !== null) === isEnded,
      ),
    );
  await tell({ [`${SERIAL}_subtask_name`]: task, [`${SERIAL}_print_status`]: 'running' });
  await printed(false);
  await tell({ [`${SERIAL}_print_status`]: 'finish' });
  return printed(true);
}

const over = (app: TestApp, jobId: string): Promise<WireTimelapse> =>
  waitFor('its timelapse', async () => {
    await app.app.scan();
    return (await app.list()).find(
      ({ job_id: id, status }) => id === jobId && (status === 'completed' || status === 'failed'),
    );
  });

describe('the videos of a printer in Home Assistant', () => {
  it('come into the gallery, each once, and stay where they were', async () => {
    const house = await makeHouse(core());
    const app = await house.start({ times: { secondMs: 20 } });
    await waitFor('the printer', async () =>
      (await app.get<WirePrinter[]>('/printers')).some(({ options }) => options.own_videos),
    );
    const path = await fetched('Über 100% #1.avi', (to) => makeVideo(to, ['-c:v', 'mjpeg']));
    const original = await readFile(path);
    const { mtimeMs } = await stat(path);
    const owl = await print(app, 'Owl');
    const done = await over(app, owl.id);
    expect(done).toMatchObject({ status: 'completed', origin: 'video', link_source: 'capture' });
    expect((await readFile(path)).equals(original)).toBe(true);
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);

    const vase = await print(app, 'Vase');
    await fetched('broken.mp4', (to) => writeFile(to, original.subarray(0, 3000)));
    expect(await over(app, vase.id)).toMatchObject({ status: 'failed', error_code: 'unreadable_video' });

    await print(app, 'Cup');
    await fetched('copy.avi', (to) => copyFile(path, to));
    await waitFor('the copy', async () => {
      const names = await readdir(app.folders.source);
      return names.filter((name) => !name.startsWith('.')).length === 3;
    });
    const lid = await print(app, 'Lid');
    await fetched('plays.mp4', (to) => makeVideo(to, ['-c:v', 'libx264', '-pix_fmt', 'yuv420p']));
    expect(await over(app, lid.id)).toMatchObject({ status: 'completed' });
    expect((await app.list()).filter(({ origin }) => origin === 'video')).toHaveLength(3);
  });
});
