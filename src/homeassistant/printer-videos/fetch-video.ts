import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { WORK_FOLDERS } from '../../queue/work-folder.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';
import type { PrinterVideo } from './list-videos.ts';
import { VideoError } from './video-error.ts';

/** Home Assistant reads a video whole before it sends the first byte. */
const MAX_SILENCE_MS = 120_000;

export interface FetchVideoDeps {
  supervisor: Pick<SupervisorClient, 'coreStream'>;
  dataDir: string;
  halt: AbortSignal;
}

/**
 * Into the data folder, from where a share can be waited for. Source: greghesp/ha-bambulab,
 * custom_components/bambu_lab/__init__.py (`FileCacheFileView`), August 2026.
 *
 * @param use gets the path of the whole file, which is gone afterwards
 * @throws VideoError when it is not what was listed, the system's error, AppError `supervisor_unreachable`
 */
export async function fetchVideo(
  { supervisor, dataDir, halt }: FetchVideoDeps,
  video: PrinterVideo,
  use: (path: string) => Promise<void>,
): Promise<void> {
  const work = join(dataDir, WORK_FOLDERS, randomUUID());
  try {
    await mkdir(work, { recursive: true });
    await receive(supervisor, video, join(work, 'video'), halt);
    await use(join(work, 'video'));
  } finally {
    await rm(work, { recursive: true, force: true }).catch(() => {});
  }
}

async function receive(
  supervisor: FetchVideoDeps['supervisor'],
  { path, sizeBytes }: PrinterVideo,
  to: string,
  halt: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new VideoError('no_answer', 'Home Assistant stopped sending it'));
  const timer = setTimeout(giveUp, MAX_SILENCE_MS);
  try {
    const address = path.split('/').map(encodeURIComponent).join('/');
    const { status, chunks } = await supervisor.coreStream(
      `bambu_lab/file_cache/${address}`,
      AbortSignal.any([halt, silence.signal]),
    );
    if (status !== 200) throw new VideoError('refused', `Home Assistant answered ${status}`);
    let bytes = 0;
    async function* checked() {
      for await (const chunk of chunks) {
        timer.refresh();
        bytes += chunk.length;
        if (bytes > sizeBytes) throw changed();
        yield chunk;
      }
      if (bytes < sizeBytes) throw changed();
    }
    await pipeline(checked(), createWriteStream(to, { flags: 'wx' }));
  } finally {
    clearTimeout(timer);
  }
}

function changed(): VideoError {
  return new VideoError('changed', 'it changed on the way');
}
