import type { CaptureEvents } from '../capture/capture-events.ts';
import type { Config } from '../config/config.ts';
import { AppStateStore } from '../db/app-state-store.ts';
import type { OpenedDatabase } from '../db/open.ts';
import { NoticeBoard } from '../health/notice-board.ts';
import type { MediaMoveEvents } from '../moving/media-move-events.ts';
import type { RuleEvents } from '../rules/rule-events.ts';
import { createEmitter } from '../lib/emitter.ts';
import { MessageStore } from '../outbox/message-store.ts';
import { OutboxStore } from '../outbox/outbox-store.ts';
import { PrintActivity } from '../print-jobs/print-activity.ts';
import type { PrintEvents } from '../print-jobs/print-events.ts';
import { PrintJobStore } from '../print-jobs/print-job-store.ts';
import { automaticCopy, ShareCopyStore } from '../share-copies/share-copy-store.ts';
import type { ShareCopyEvents } from '../share-copies/share-copy-events.ts';
import { RunStore } from '../queue/run-store.ts';
import { ArchiveFolders } from '../timelapses/archive-folders.ts';
import { FolderStore } from '../timelapses/folder-store.ts';
import { PresetStore } from '../recipes/preset-store.ts';
import { RecipeReader } from '../recipes/recipe-reader.ts';
import { RecipeStore } from '../recipes/recipe-store.ts';
import { IgnoredFolderStore } from '../timelapses/ignored-folder-store.ts';
import { LinkReads } from '../timelapses/link-reads.ts';
import { QueueStore } from '../timelapses/queue-store.ts';
import { RemovalStore } from '../timelapses/removal-store.ts';
import { StorageSampleStore } from '../timelapses/storage-sample-store.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import { PrinterVideosReader } from '../timelapses/printer-videos.ts';
import { TimelapseStatsReader } from '../timelapses/timelapse-stats.ts';
import { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { TimelapseWrites } from '../timelapses/timelapse-writes.ts';
import { TrashStore } from '../timelapses/trash-store.ts';
import type { UploadEvents } from '../uploads/upload-events.ts';
import type { Edge } from './edge.ts';

type AppEvents = TimelapseEvents &
  PrintEvents &
  CaptureEvents &
  ShareCopyEvents &
  MediaMoveEvents &
  RuleEvents &
  UploadEvents;

export type Shared = ReturnType<typeof createShared>;

export function createShared(config: Config, { db, setAside }: OpenedDatabase, edge: Edge) {
  const emitter = createEmitter<AppEvents>((error, event) =>
    edge.loggers.app.error({ err: error, event }, 'a listener failed'),
  );
  const outbox = new OutboxStore(db);
  const messages = new MessageStore(db, () => edge.options.current.notify);
  // Outside Home Assistant nobody would ever empty them.
  const writes = new TimelapseWrites(db, config.supervisor ? [outbox, messages] : []);
  const recipes = new RecipeStore(db);
  const presets = new PresetStore(db);
  return {
    ...edge,
    config,
    dataDir: config.dataDir,
    db,
    databaseSetAside: setAside,
    emitter,
    outbox,
    messages,
    reads: new TimelapseReads(db),
    linkReads: new LinkReads(db),
    store: new TimelapseStore(db, writes),
    folderStore: new FolderStore(db, writes),
    queueStore: new QueueStore(db, writes, () => ({
      automatic: automaticCopy(edge.options.current.timelapse_share_copy),
      outputFolder: edge.options.current.timelapse_output_folder,
    })),
    ignored: new IgnoredFolderStore(db),
    removals: new RemovalStore(db),
    trashed: new TrashStore(db),
    archives: new ArchiveFolders({
      db,
      files: edge.files,
      now: () => edge.clock.now(),
      onChange: () => emitter.emit('system.changed', {}),
    }),
    runs: new RunStore(db),
    recipes,
    presets,
    recipeReader: new RecipeReader({ recipes, presets, options: edge.options }),
    copies: new ShareCopyStore(db),
    jobs: new PrintJobStore(db),
    appState: new AppStateStore(db),
    samples: new StorageSampleStore(db),
    statsReader: new TimelapseStatsReader(db),
    printerVideos: new PrinterVideosReader(db),
    printActivity: new PrintActivity(edge.options),
    notices: new NoticeBoard(),
  };
}
