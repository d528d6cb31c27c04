import type { Knex } from 'knex';
import * as createPrintJobs from './0001-create-print-jobs.ts';
import * as createTimelapses from './0002-create-timelapses.ts';
import * as createTimelapseFiles from './0003-create-timelapse-files.ts';
import * as createIgnoredFolders from './0004-create-ignored-folders.ts';
import * as createRuns from './0005-create-runs.ts';
import * as createSettings from './0006-create-settings.ts';
import * as createStorageSamples from './0007-create-storage-samples.ts';
import * as createOutbox from './0008-create-outbox.ts';
import * as createForeignVideos from './0009-create-foreign-videos.ts';
import * as addArrivals from './0010-add-arrivals.ts';
import * as createFrameLists from './0011-create-frame-lists.ts';
import * as createRemovals from './0012-create-removals.ts';
import * as indexReclaimableFrames from './0013-index-reclaimable-frames.ts';
import * as allowSeveralRenders from './0014-allow-several-renders.ts';
import * as createRecipes from './0015-create-recipes.ts';
import * as addSteadiness from './0016-add-steadiness.ts';
import * as addLeftOutFrames from './0017-add-left-out-frames.ts';
import * as createCaptures from './0018-create-captures.ts';
import * as addPrintersToCaptures from './0019-add-printers-to-captures.ts';
import * as createBorrowedLights from './0020-create-borrowed-lights.ts';
import * as addChangesOfLights from './0021-add-changes-of-lights.ts';
import * as addReturnOfLights from './0022-add-return-of-lights.ts';
import * as createPrintData from './0023-create-print-data.ts';
import * as createShares from './0024-create-shares.ts';
import * as createMessages from './0025-create-messages.ts';
import * as takeInVideos from './0026-take-in-videos.ts';
import * as createPrinterVideos from './0027-create-printer-videos.ts';
import * as createLinkLessons from './0028-create-link-lessons.ts';
import * as createWatchCounts from './0029-create-watch-counts.ts';
import * as createRules from './0030-create-rules.ts';
import * as createTrash from './0031-create-trash.ts';
import * as createUploads from './0032-create-uploads.ts';
import * as addArchive from './0033-add-archive.ts';

/** A change of the database's shape. Never edited once released: a mistake is mended by the next one. */
export interface Migration {
  name: string;
  up(knex: Knex): Promise<void>;
  down(knex: Knex): Promise<void>;
}

/** All migrations in the order they are applied. */
export const migrations: readonly Migration[] = [
  { name: '0001-create-print-jobs', ...createPrintJobs },
  { name: '0002-create-timelapses', ...createTimelapses },
  { name: '0003-create-timelapse-files', ...createTimelapseFiles },
  { name: '0004-create-ignored-folders', ...createIgnoredFolders },
  { name: '0005-create-runs', ...createRuns },
  { name: '0006-create-settings', ...createSettings },
  { name: '0007-create-storage-samples', ...createStorageSamples },
  { name: '0008-create-outbox', ...createOutbox },
  { name: '0009-create-foreign-videos', ...createForeignVideos },
  { name: '0010-add-arrivals', ...addArrivals },
  { name: '0011-create-frame-lists', ...createFrameLists },
  { name: '0012-create-removals', ...createRemovals },
  { name: '0013-index-reclaimable-frames', ...indexReclaimableFrames },
  { name: '0014-allow-several-renders', ...allowSeveralRenders },
  { name: '0015-create-recipes', ...createRecipes },
  { name: '0016-add-steadiness', ...addSteadiness },
  { name: '0017-add-left-out-frames', ...addLeftOutFrames },
  { name: '0018-create-captures', ...createCaptures },
  { name: '0019-add-printers-to-captures', ...addPrintersToCaptures },
  { name: '0020-create-borrowed-lights', ...createBorrowedLights },
  { name: '0021-add-changes-of-lights', ...addChangesOfLights },
  { name: '0022-add-return-of-lights', ...addReturnOfLights },
  { name: '0023-create-print-data', ...createPrintData },
  { name: '0024-create-shares', ...createShares },
  { name: '0025-create-messages', ...createMessages },
  { name: '0026-take-in-videos', ...takeInVideos },
  { name: '0027-create-printer-videos', ...createPrinterVideos },
  { name: '0028-create-link-lessons', ...createLinkLessons },
  { name: '0029-create-watch-counts', ...createWatchCounts },
  { name: '0030-create-rules', ...createRules },
  { name: '0031-create-trash', ...createTrash },
  { name: '0032-create-uploads', ...createUploads },
  { name: '0033-add-archive', ...addArchive },
];
