import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { treeCost } from './bench/process-tree-cost.ts';
import { type BuiltApp, startBuilt } from './bench/start-built.ts';

/* Measures what taking pictures costs the built server, beside one that takes none. */

const CAMERAS = 8;
const INTERVAL_SECONDS = 2;
const WARM_UP_SECONDS = 60;
const SECONDS = Number(process.argv[2] ?? 180);
const SAMPLE_MS = 1000;
const MB = 1e6;

const work = mkdtempSync(join(tmpdir(), 'bench-capture-'));
const cameras = await startCameras();
try {
  const idle = await start('idle');
  const busy = await start('busy');
  for (let camera = 1; camera <= CAMERAS; camera += 1) await capture(busy, `camera.printer_${camera}`);
  await sleep(WARM_UP_SECONDS * 1000);
  const [more, less] = await measure([busy, idle]);
  const taken = countPictures();
  await Promise.all([idle.stop(), busy.stop()]);
  const due = (CAMERAS * (WARM_UP_SECONDS + SECONDS)) / INTERVAL_SECONDS;
  const share = (cost: Cost): string => `${((100 * cost.cpu) / SECONDS).toFixed(1)} %`;
  const mega = (bytes: number): string => `${(bytes / MB).toFixed(0)} MB`;
  console.log(
    `\n${CAMERAS} cameras, ${INTERVAL_SECONDS} s each, pictures of ${(cameras.bytes / 1000).toFixed(0)} kB\n`,
  );
  console.log('| What | Goal | Idle | Taking pictures | Difference |\n|---|---|---:|---:|---:|');
  for (const [name, key] of [
    ['memory, mean', 'mean'],
    ['memory, highest', 'most'],
  ] as const) {
    const cells = [mega(less![key]), mega(more![key]), mega(more![key] - less![key])];
    console.log(`| ${name} | < 30 MB more | ${cells.join(' | ')} |`);
  }
  const extra = share({ ...more!, cpu: more!.cpu - less!.cpu });
  console.log(`| of one core | < 15 % | ${share(less!)} | ${share(more!)} | ${extra} |`);
  console.log(`| pictures taken | ≥ 95 % of ${due} | | ${taken} | |`);
  console.log(`\nAt the highest: idle ${less!.parts}; taking pictures ${more!.parts}`);
} finally {
  cameras.stop();
  rmSync(work, { recursive: true, force: true });
}

interface Cost {
  mean: number;
  most: number;
  cpu: number;
  parts: string;
}

/** As the Supervisor passes on Home Assistant's cameras, and nothing else. */
async function startCameras() {
  const folder = join(work, 'pictures');
  mkdirSync(folder);
  // As large as those of a printer's camera: a quarter of a megabyte.
  const source = 'testsrc2=size=1920x1080:rate=1,noise=alls=8:allf=t';
  const out = ['-frames:v', '24', '-pix_fmt', 'yuvj420p', '-q:v', '4', join(folder, '%02d.jpg')];
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...out]);
  const pictures = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  const sent = new Map<string, number>();
  const server = createServer(({ url = '' }, response) => {
    if (!url.startsWith('/core/api/camera_proxy/')) {
      response.writeHead(502).end();
      return;
    }
    const number = sent.get(url) ?? 0;
    sent.set(url, number + 1);
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(pictures[number % pictures.length]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url, bytes: pictures[0]!.length, stop };
}

async function start(name: string): Promise<BuiltApp> {
  const [data, source, output] = ['data', 'images', 'videos'].map((each) => join(work, name, each));
  for (const folder of [data, source, output]) mkdirSync(folder!, { recursive: true });
  return startBuilt(data!, {
    HOST: '127.0.0.1',
    SUPERVISOR_URL: cameras.url,
    SUPERVISOR_TOKEN: 'token',
    TIMELAPSE_SOURCE_FOLDER: source!,
    TIMELAPSE_OUTPUT_FOLDER: output!,
    TIMELAPSE_SHOW_IN_MEDIA: 'false',
    LOG_LEVEL: 'fatal',
  });
}

async function capture({ url }: BuiltApp, camera: string): Promise<void> {
  const body = JSON.stringify({ name: camera, camera, interval_seconds: INTERVAL_SECONDS });
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`${url}/api/v1/captures`, { method: 'POST', headers, body });
  if (status !== 201) throw new Error(`a capture was refused with ${status}`);
}

/** Side by side, so that both have the same from the machine. */
async function measure(apps: BuiltApp[]): Promise<Cost[]> {
  const before = apps.map(({ child }) => treeCost(child.pid!).cpu);
  const costs = apps.map(() => ({ sum: 0, most: 0, cpu: 0, count: 0, parts: '' }));
  for (const until = performance.now() + SECONDS * 1000; performance.now() < until; await sleep(SAMPLE_MS)) {
    for (const [n, { child }] of apps.entries()) {
      const { memory, cpu, parts } = treeCost(child.pid!);
      const cost = costs[n]!;
      if (memory > cost.most)
        cost.parts = parts.map((each) => `${each.name} ${(each.memory / MB).toFixed(0)} MB`).join(', ');
      Object.assign(cost, {
        sum: cost.sum + memory,
        most: Math.max(cost.most, memory),
        cpu,
        count: cost.count + 1,
      });
    }
  }
  return costs.map(({ sum, count, most, cpu, parts }, n) => ({
    mean: sum / count,
    most,
    cpu: cpu - before[n]!,
    parts,
  }));
}

function countPictures(): number {
  const root = join(work, 'busy', 'images');
  return readdirSync(root).flatMap((name) =>
    readdirSync(join(root, name)).filter((each) => each.endsWith('.jpg')),
  ).length;
}
