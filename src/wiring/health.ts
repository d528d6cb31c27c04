import { keepReserve } from '../db/reserve.ts';
import { DataFolder } from '../health/data-folder.ts';
import { EngineCheck } from '../health/engine-check.ts';
import { HealthMonitor } from '../health/health-monitor.ts';
import { OutputCheck } from '../health/output-check.ts';
import { ProgramCheck } from '../health/program-check.ts';
import type { HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import type { Part } from '../lib/part.ts';
import type { WireHealth } from '../shared/system.ts';
import { VERSION } from '../version.ts';
import type { Archiving } from './archiving.ts';
import type { InHomeAssistant } from './home-assistant.ts';
import type { Joining } from './joining.ts';
import type { Moving } from './moving.ts';
import type { PrintJobs } from './print-jobs.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type Health = ReturnType<typeof createHealth>;

interface Areas {
  shared: Shared;
  rendering: Rendering;
  printJobs: PrintJobs;
  joining: Joining;
  archiving: Archiving;
  link: HomeAssistant | null;
  inHomeAssistant: InHomeAssistant | null;
  moving: Moving | null;
}

export function createHealth(areas: Areas) {
  const { shared } = areas;
  const dataFolder = createDataFolder(shared);
  const engine = new EngineCheck(shared);
  const checks = [new ProgramCheck(), new OutputCheck(shared)];
  shared.notices.add(dataFolder, engine, ...checks);
  const health = new HealthMonitor({
    ...shared,
    logger: shared.loggers.app,
    version: VERSION,
    engine,
    checks,
    isOff: (area) => isOff(area, areas),
    homeAssistant: () => stateOfLink(areas),
    archive: () => areas.archiving.archive.view,
    offers: () => [...areas.joining.joiner.offers, ...(areas.moving?.mediaMove.offers ?? [])],
  });
  const parts: Part[] = [dataFolder, health];
  return { health, parts };
}

function createDataFolder(shared: Shared): DataFolder {
  const { db, dataDir } = shared;
  return new DataFolder({
    ...shared,
    path: dataDir,
    logger: shared.loggers.db,
    freeBytes: async () => (await shared.files.space(dataDir)).freeBytes,
    onDatabaseError: (listener) => {
      db.on('query-error', listener);
      return () => db.removeListener('query-error', listener);
    },
    tryWrite: () => db.raw('PRAGMA user_version = 0'),
    keepReserve: () => keepReserve(dataDir),
  });
}

function isOff(area: keyof WireHealth['checks'], { rendering, printJobs, link }: Areas): boolean {
  if (area === 'source') return rendering.watcher.source.state === 'off';
  if (area === 'home_assistant') return link === null;
  return area === 'print_jobs' && printJobs.sources.every(({ state }) => state.state === 'off');
}

function stateOfLink({ link, inHomeAssistant }: Areas): WireHealth['home_assistant'] {
  if (link === null) return null;
  const { state, version } = link.core.state;
  return { state, version, sensors: inHomeAssistant?.mirror.way ?? 'none' };
}
