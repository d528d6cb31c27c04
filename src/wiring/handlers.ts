import { homedir } from 'node:os';
import type { HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import { listEntities } from '../homeassistant/printers/list-entities.ts';
import type { Handlers } from '../http/endpoint.ts';
import { archiveRoutes } from '../http/routes/archive.ts';
import { captureRoutes } from '../http/routes/captures.ts';
import { mediaMoveRoutes } from '../http/routes/media-move.ts';
import { placeRoutes } from '../http/routes/places.ts';
import { printJobRoutes } from '../http/routes/print-jobs.ts';
import { printerRoutes } from '../http/routes/printers.ts';
import { recipeRoutes } from '../http/routes/recipes.ts';
import { ruleRoutes } from '../http/routes/rules.ts';
import { settingsRoutes } from '../http/routes/settings.ts';
import { shareRoutes } from '../http/routes/shares.ts';
import { statisticsRoutes } from '../http/routes/statistics.ts';
import { systemRoutes } from '../http/routes/system.ts';
import { timelapseFileRoutes } from '../http/routes/timelapse-files.ts';
import { timelapseFrameRoutes } from '../http/routes/timelapse-frames.ts';
import { timelapsePreviewRoutes } from '../http/routes/timelapse-previews.ts';
import { timelapseRoutes } from '../http/routes/timelapses.ts';
import { trashRoutes } from '../http/routes/trash.ts';
import { uploadRoutes } from '../http/routes/uploads.ts';
import { zipRoutes } from '../http/routes/zip.ts';
import type { ReadViewer } from '../http/viewer.ts';
import { StatisticsReader } from '../statistics/statistics-reader.ts';
import type { Previews } from '../previews/previews.ts';
import type { FolderProcesses } from '../setup-check/folder-processes.ts';
import { folderRoots } from '../setup-check/folder-roots.ts';
import { VERSION } from '../version.ts';
import type { WireView } from '../wire/wire-view.ts';
import type { Archiving } from './archiving.ts';
import type { Capturing } from './capture.ts';
import type { Health } from './health.ts';
import type { InHomeAssistant } from './home-assistant.ts';
import type { Joining } from './joining.ts';
import type { Moving } from './moving.ts';
import type { OptionsArea } from './options.ts';
import type { PrintDataArea } from './print-data.ts';
import type { PrintJobs } from './print-jobs.ts';
import type { Recipes } from './recipes.ts';
import type { Rendering } from './rendering.ts';
import type { RulesArea } from './rules.ts';
import type { Sharing } from './share-copies.ts';
import type { Shared } from './shared.ts';
import type { Uploading } from './uploads.ts';

export interface AnsweringAreas {
  shared: Shared;
  link: HomeAssistant | null;
  options: OptionsArea;
  rendering: Rendering;
  recipes: Recipes;
  printJobs: PrintJobs;
  printData: PrintDataArea;
  joining: Joining;
  capturing: Capturing;
  sharing: Sharing;
  rules: RulesArea;
  uploading: Uploading;
  inHomeAssistant: InHomeAssistant | null;
  moving: Moving | null;
  archiving: Archiving;
  health: Health;
}

interface OwnParts {
  view: WireView;
  folders: FolderProcesses;
  previews: Previews;
  readViewer: ReadViewer;
}

export function createHandlers(areas: AnsweringAreas, own: OwnParts): Handlers {
  const { shared, link, rendering, printJobs } = areas;
  const { config, files, options, runs, archives } = shared;
  const { service, queue, frames } = rendering;
  const { view, folders, previews, readViewer } = own;
  const { health } = areas.health;
  const supervised = config.supervisor !== null;
  const places = { home: homedir(), dataDir: config.dataDir };
  return {
    ...timelapseRoutes({
      service,
      view,
      outputOf: (id) => queue.outputOf(id),
      reportOf: (id) => runs.reportOf(id),
      printDataOf: (id) => areas.printData.printData.read(id),
    }),
    ...timelapseFileRoutes(service, { files, archives }),
    ...zipRoutes({ get: (id) => service.get(id), files, archives }),
    ...archiveRoutes({ ...areas.archiving, view }),
    ...trashRoutes({ trash: rendering.trash, view, options }),
    ...shareRoutes(areas.sharing),
    ...uploadRoutes(areas.uploading),
    ...timelapseFrameRoutes(frames, view),
    ...timelapsePreviewRoutes(previews),
    ...recipeRoutes({ ...areas.recipes, previews, presets: shared.presets, now: () => shared.clock.now() }),
    ...printJobRoutes({ ...printJobs, ...areas.joining, view }),
    ...captureRoutes(areas.capturing),
    ...printerRoutes(areas.capturing),
    ...placeRoutes({ service, archives, places: areas.inHomeAssistant?.places ?? null }),
    ...mediaMoveRoutes(areas.moving?.mediaMove ?? null),
    ...ruleRoutes(areas.rules.rules),
    ...statisticsRoutes({
      statistics: new StatisticsReader(shared.db),
      view,
      get: (id) => service.get(id),
      now: () => shared.clock.now(),
    }),
    ...settingsRoutes({
      settings: areas.options.settings,
      folders,
      mediaRoot: supervised ? shared.mediaRoot : null,
      options: () => options.current,
      entities: async () => (link ? listEntities(link.core) : []),
      folderRoots: () => folderRoots(supervised, places, options.current),
    }),
    ...systemRoutes({ queue, view, health: () => health.read(), readViewer, version: VERSION }),
  };
}
