import { releaseReserve } from '../db/reserve.ts';
import { onlyStopped, type Part } from '../lib/part.ts';
import { FileRemover } from '../maintenance/file-remover.ts';
import { findUnremovable } from '../maintenance/find-unremovable.ts';
import { ForeignVideoStore } from '../maintenance/foreign-video-store.ts';
import { Maintenance } from '../maintenance/maintenance.ts';
import { SidePosters } from '../maintenance/side-posters.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { FrameLister } from '../previews/frame-lister.ts';
import { PrintDataStore } from '../print-data/print-data-store.ts';
import { PrintOfPictures } from '../print-data/print-of-pictures.ts';
import { planChange } from '../queue/change-video.ts';
import { createLocalExecutor } from '../queue/local-executor.ts';
import { ProgressBoard } from '../queue/progress-board.ts';
import { QueueWorker } from '../queue/queue-worker.ts';
import { EarlierVideoGuard } from '../timelapses/earlier-video-guard.ts';
import { SidePosterReads } from '../timelapses/side-poster-reads.ts';
import { FrameDeletion } from '../timelapses/frame-deletion.ts';
import type { FilesOfTimelapses } from '../timelapses/removal-checks.ts';
import { fileOf, originalOf } from '../timelapses/timelapse.ts';
import { TimelapseService } from '../timelapses/timelapse-service.ts';
import { Trash } from '../trash/trash.ts';
import { createSourceScanner } from '../watcher/scan-source.ts';
import { SourceVideoStore } from '../watcher/source-video-store.ts';
import { SourceVideos } from '../watcher/source-videos.ts';
import { Watcher } from '../watcher/watcher.ts';
import type { Shared } from './shared.ts';

export type Rendering = ReturnType<typeof createRendering>;

export function createRendering(shared: Shared) {
  const { loggers, times, printActivity, notices } = shared;
  const scanner = createSourceScanner(times.scanStallMs);
  const videos = new SourceVideos({
    ...shared,
    store: new SourceVideoStore(shared.db),
    logger: loggers.watcher,
  });
  const watcher = new Watcher({ ...shared, scanner, videos, logger: loggers.watcher });
  notices.add(watcher);
  // As patient as the scan: a large folder must not fail a render.
  const lister = new FrameLister(times.scanStallMs);
  const printOfPictures = new PrintOfPictures({
    ...shared,
    store: new PrintDataStore(shared.db),
    stallMs: times.scanStallMs,
  });
  const remover = new FileRemover({ ...shared, logger: loggers.app });
  const trash = new Trash({
    ...shared,
    store: shared.trashed,
    logger: loggers.app,
    removeNow: (removal) => remover.carryOut(removal),
  });
  notices.add(trash);
  const board = new ProgressBoard();
  const queue = new QueueWorker({
    ...shared,
    logger: loggers.queue,
    board,
    isSourceReachable: () => watcher.source.state === 'ok',
    guard: new EarlierVideoGuard(
      shared.reads,
      shared.queueStore,
      async (folder, signal) => (await lister.list(folder, signal)).frames,
    ),
    executor: createLocalExecutor({
      ...shared,
      frameNames: (folder, signal) => namesIn(lister, folder, signal),
      printOf: (id, signal) => printOfPictures.read(id, signal),
    }),
    settingsOf: (timelapse) => shared.recipeReader.settingsOf(timelapse),
    waitingFor: () => printActivity.waitingFor,
    makeRoom: (folder, missing) => trash.makeRoom(folder, missing),
  });
  const { service, frames } = createService(shared, { queue, remover, trash });
  const maintenance = new Maintenance({
    ...shared,
    service,
    trash,
    foreignVideos: new ForeignVideoStore(shared.db),
    logger: loggers.app,
  });
  const parts: Part[] = [
    onlyStopped(() => lister.stop()),
    queue,
    remover,
    trash,
    scanningAfterCatchUp(maintenance, watcher),
    new SidePosters({ ...shared, unsettled: new SidePosterReads(shared.db), logger: loggers.app }),
  ];
  return { service, frames, trash, watcher, lister, board, queue, remover, printOfPictures, parts };
}

/** @throws when the folder cannot be read, so that the render fails for that reason */
async function namesIn(lister: FrameLister, folder: string, signal: AbortSignal): Promise<string[]> {
  const listing = await lister.list(folder, signal);
  if (listing.frames) return listing.frames.map(({ name }) => name);
  throw Object.assign(new Error(listing.reason), { code: listing.code });
}

function createService(
  shared: Shared,
  { queue, remover, trash }: { queue: QueueWorker; remover: FileRemover; trash: Trash },
) {
  const ofTimelapses = {
    ...shared,
    files: filesOfTimelapses(shared, remover),
    makeRoom: () => releaseReserve(shared.dataDir),
  };
  const service = new TimelapseService({
    ...ofTimelapses,
    bin: trash,
    runs: queue,
    canCut: async (timelapse) => {
      if (fileOf(timelapse, 'original')) return true;
      return planChange(timelapse, await shared.recipeReader.settingsOf(timelapse)) !== null;
    },
    hasVideo: async (timelapse) => {
      const paths = [originalOf(timelapse)?.path ?? [], timelapse.sourceFolder].flat();
      // A share that does not respond says nothing.
      const there = paths.map((path) => shared.files.isFile(path).catch(() => true));
      return (await Promise.all(there)).includes(true);
    },
  });
  const frames = new FrameDeletion({ ...ofTimelapses, get: (id) => service.get(id) });
  return { service, frames };
}

function filesOfTimelapses({ files, archives }: Shared, remover: FileRemover): FilesOfTimelapses {
  const isFile = (path: string) => files.isFile(path).catch(() => false);
  return {
    requireArchive: (each) => archives.require(each),
    isPlayable: async (path) => (await isFile(path)) && (await probeVideo(path)).ok,
    findUnremovable: (plan) => findUnremovable(files, plan),
    remove: (removal) => remover.carryOut(removal),
  };
}

/**
 * Changes made while the app was off must be known before the first scan, or known videos would be rendered again.
 * Nobody else waits, since a slow share may take long.
 */
function scanningAfterCatchUp(maintenance: Maintenance, watcher: Watcher): Part {
  let isStopped = false;
  return {
    start() {
      void maintenance.start().then(() => {
        if (!isStopped) watcher.start();
      });
    },
    async stop() {
      isStopped = true;
      await watcher.stop();
      await maintenance.stop();
    },
  };
}
