import type { Config } from '../config/config.ts';
import { MEDIA_ROOT } from '../homeassistant/media/media-address.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { createLoggers, type Loggers } from '../lib/logger.ts';
import { ShareCalls } from '../lib/share-calls.ts';
import { createLiveOptions } from '../options/live-options.ts';
import { PREVIEW_LIMITS, type PreviewLimits } from '../previews/previews.ts';
import type { DiskSpace } from '../queue/disk-space.ts';
import type { RunTimes } from '../queue/render.ts';
import { UPLOAD_LIMITS, type UploadLimits } from '../uploads/upload-limits.ts';

/** Replaced in tests. */
export interface Overrides {
  clock?: Clock;
  loggers?: Loggers;
  times?: Partial<typeof TIMES>;
  diskSpace?: (path: string) => Promise<DiskSpace>;
  previewLimits?: Partial<PreviewLimits>;
  slots?: number;
  copyNiceness?: number;
  uploadLimits?: Partial<UploadLimits>;
  checkReplies?: boolean;
  mediaRoot?: string;
}

const TIMES: RunTimes & {
  secondMs: number;
  scanStallMs: number;
  folderMs: number;
  shareMs: number;
  cameraMs: number;
  dryRunMs: number;
} = {
  secondMs: 1000,
  minuteMs: 60_000,
  stallMs: 5 * 60_000,
  killGraceMs: 5000,
  scanStallMs: 60_000,
  folderMs: 10_000,
  shareMs: 5000,
  cameraMs: 10_000,
  // Somebody waits for it.
  dryRunMs: 20_000,
};

/** As previews have it; below renders, Home Assistant, and whatever serves the printer. */
const COPY_NICENESS = 15;

export type Edge = ReturnType<typeof createEdge>;

export function createEdge(config: Config, overrides: Overrides) {
  const times = { ...TIMES, ...overrides.times };
  const loggers = overrides.loggers ?? createLoggers({ level: config.options.log_level });
  const options = createLiveOptions(config.options, (error) =>
    loggers.app.error({ err: error }, 'a changed option was not applied everywhere'),
  );
  const mediaRoot = overrides.mediaRoot ?? MEDIA_ROOT;
  const shares = new ShareCalls(
    times.shareMs,
    () => {
      const { timelapse_source_folder: source, timelapse_output_folder: output } = options.current;
      const { timelapse_archive_folder: archive } = options.current;
      return [source, output, mediaRoot, ...(archive === undefined ? [] : [archive])];
    },
    config.dataDir,
  );
  return {
    clock: overrides.clock ?? systemClock,
    loggers,
    options,
    times,
    shares,
    files: shares.files,
    diskSpace: overrides.diskSpace ?? shares.files.space,
    previewLimits: { ...PREVIEW_LIMITS, ...overrides.previewLimits },
    slots: overrides.slots ?? 1,
    copyNiceness: overrides.copyNiceness ?? COPY_NICENESS,
    uploadLimits: { ...UPLOAD_LIMITS, ...overrides.uploadLimits },
    checkReplies: overrides.checkReplies ?? false,
    mediaRoot,
  };
}
