import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { openDatabase } from '../db/open.ts';
import { FolderMemory } from '../watcher/folder-memory.ts';
import { createSourceScanner } from '../watcher/scan-source.ts';
import { fillLibrary } from './bench/fill-library.ts';
import { startBuilt } from './bench/start-built.ts';
import { drawPrint, writeFrames } from './support/draw-print.ts';

/* Measures the built server as users start it. Times are only comparable within a run. */

const FOLDERS = 1000;
const FRAMES = 1000;
const RECORDS = 10_000;
const SOCKETS = 100;
const REQUESTS = 500;
const REQUESTS_PER_SECOND = 50;
const IDLE_SECONDS = 60;
/** Like ingress, which wants no compression. */
const UNPACKED = { 'accept-encoding': 'identity' };
const HOUR_AGO = Date.now() / 1000 - 3600;

const work = mkdtempSync(join(tmpdir(), 'bench-server-'));
const rows: [what: string, goal: string, measured: string][] = [];
try {
  await measureScan();
  await measureLibrary();
  console.log('\n| What | Goal | Measured |\n|---|---|---|');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Hard links, since only their entries are read. */
function makeSource(): string {
  const root = join(work, 'many');
  for (let folder = 0; folder < FOLDERS; folder += 1) {
    const path = join(root, `folder ${folder}`);
    mkdirSync(path, { recursive: true });
    const first = join(path, 'frame_0000.jpg');
    writeFileSync(first, 'x');
    for (let frame = 1; frame < FRAMES; frame += 1) {
      linkSync(first, join(path, `frame_${String(frame).padStart(4, '0')}.jpg`));
    }
    // A recently changed folder is scanned more thoroughly; these prints are over.
    utimesSync(first, HOUR_AGO, HOUR_AGO);
    utimesSync(path, HOUR_AGO, HOUR_AGO);
  }
  return root;
}

async function measureScan(): Promise<void> {
  const root = makeSource();
  const scanner = createSourceScanner(60_000);
  const memory = new FolderMemory();
  const look = async (): Promise<{ ms: number; blockedMs: number }> => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    const request = { root, known: memory.request(Date.now(), new Set()), maxFolders: 5000 };
    await scanner.scan(request, (folders) => {
      for (const folder of folders) memory.remember(folder, Date.now() + 120_000);
    });
    delay.disable();
    return { ms: performance.now() - started, blockedMs: delay.max / 1e6 };
  };
  const first = await look();
  const again = [await look(), await look(), await look()];
  rows.push(['first scan, 1,000 folders × 1,000 frames', '< 2 s', `${(first.ms / 1000).toFixed(2)} s`]);
  rows.push(['scan, nothing changed', '< 100 ms', `${median(again.map(({ ms }) => ms)).toFixed(0)} ms`]);
  const blocked = Math.max(first.blockedMs, ...again.map(({ blockedMs }) => blockedMs));
  rows.push(['event loop blocked by a scan', '≤ 20 ms', `${blocked.toFixed(0)} ms`]);
  const { rss, cpu } = await measureIdle(root);
  rows.push(['idle with 1,000 folders, resident memory', '< 90 MB', `${(rss / 1e6).toFixed(0)} MB`]);
  rows.push(['idle with 1,000 folders, of one core', '< 0.5 %', `${cpu.toFixed(2)} %`]);
}

async function measureIdle(source: string): Promise<{ rss: number; cpu: number }> {
  const app = await startBuilt(join(work, 'idle'), {
    TIMELAPSE_SOURCE_FOLDER: source,
    TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0',
  });
  // The first scan and its aftermath are not idling.
  await sleep(45_000);
  const before = cpuSeconds(app.child);
  await sleep(IDLE_SECONDS * 1000);
  const cpu = (100 * (cpuSeconds(app.child) - before)) / IDLE_SECONDS;
  const status = readFileSync(`/proc/${app.child.pid}/status`, 'utf8');
  const rss = 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  await app.stop();
  return { rss, cpu };
}

/** Including children it has waited for, in seconds. */
function cpuSeconds({ pid }: ChildProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
  return ticks / 100;
}

async function measureLibrary(): Promise<void> {
  const dataDir = join(work, 'library');
  mkdirSync(dataDir);
  const { db } = await openDatabase(dataDir, Date.now());
  await fillLibrary(db, RECORDS, Date.now());
  await db.destroy();
  const source = join(work, 'library-images');
  mkdirSync(source);
  const env = {
    TIMELAPSE_SOURCE_FOLDER: source,
    TIMELAPSE_SCAN_INTERVAL: '2',
    TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0',
  };
  const started = performance.now();
  const app = await startBuilt(dataDir, env);
  const startMs = performance.now() - started;
  rows.push(['start with 10,000 records', '< 1 s', `${(startMs / 1000).toFixed(2)} s`]);
  await waitForChores(app.url);
  const print = { width: 1920, height: 1080, frames: 40, flicker: 0.1 };
  await writeFrames(drawPrint(print), print, join(source, 'Rendering'));
  const id = await waitForFolder(app.url, 'Rendering');
  await fetch(`${app.url}/api/v1/timelapses/${id}/process`, { method: 'POST' });
  rows.push(['list of 100 of 10,000, p99 at 50/s, rendering', '< 15 ms', await measureList(app.url)]);
  for (const [what, query] of [
    ['search of 10,000', 'q=gehause'],
    ['sorted by size', 'sort=-size'],
    ['clean-up age', 'age=old&status=completed'],
  ] as const) {
    rows.push([`list: ${what}, median`, '–', await measureList(app.url, query, 40, 50)]);
  }
  rows.push([`status change to ${SOCKETS} sockets`, '< 100 ms', await measureLive(app.url, id)]);
  await app.stop();
}

async function measureList(url: string, query = '', count = REQUESTS, percentile = 99): Promise<string> {
  const times: number[] = [];
  const ask = async (): Promise<void> => {
    const started = performance.now();
    await (await fetch(`${url}/api/v1/timelapses?limit=100&${query}`, { headers: UNPACKED })).arrayBuffer();
    times.push(performance.now() - started);
  };
  const asked: Promise<void>[] = [];
  for (let request = 0; request < count; request += 1) {
    asked.push(ask());
    await sleep(1000 / REQUESTS_PER_SECOND);
  }
  await Promise.all(asked);
  times.sort((a, b) => a - b);
  return `${(times[Math.min(times.length - 1, Math.floor((times.length * percentile) / 100))] ?? 0).toFixed(1)} ms`;
}

/** From the response to a change until the last socket has received it. */
async function measureLive(url: string, id: string): Promise<string> {
  const sockets = Array.from({ length: SOCKETS }, () => new WebSocket(`${url.replace('http', 'ws')}/ws`));
  await Promise.all(sockets.map((socket) => once(socket, 'message')));
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const heard = sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          const listen = (text: Buffer): void => {
            if (!String(text).startsWith('{"event":"timelapse.updated"')) return;
            socket.off('message', listen);
            resolve();
          };
          socket.on('message', listen);
        }),
    );
    const started = performance.now();
    await fetch(`${url}/api/v1/timelapses/${id}/pin`, { method: 'PATCH' });
    await Promise.all(heard);
    times.push(performance.now() - started);
    await sleep(700);
  }
  for (const socket of sockets) socket.terminate();
  return `${median(times).toFixed(0)} ms`;
}

/** None of the made-up videos exists; until that has been noticed and announced, nothing else is to be measured. */
async function waitForChores(url: string): Promise<void> {
  for (;;) {
    const stats = (await (await fetch(`${url}/api/v1/timelapses/stats`)).json()) as { total_videos: number };
    if (stats.total_videos === 0) return;
    await sleep(500);
  }
}

async function waitForFolder(url: string, name: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/timelapses?limit=5`);
    const list = (await answer.json()) as { id: string; folder_name: string }[];
    const found = list.find((each) => each.folder_name === name);
    if (found) return found.id;
    await sleep(200);
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
