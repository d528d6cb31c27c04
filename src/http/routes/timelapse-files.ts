import { basename } from 'node:path';
import { AppError, errnoOf, notFound } from '../../lib/errors.ts';
import { type OpenFile, openFile } from '../../lib/open-file.ts';
import type { Files } from '../../lib/files.ts';
import type { ArchiveFolders } from '../../timelapses/archive-folders.ts';
import { type FileKind, fileOf, originalOf, type Timelapse } from '../../timelapses/timelapse.ts';
import type { TimelapseService } from '../../timelapses/timelapse-service.ts';
import type { Handlers } from '../endpoint.ts';
import { sendFile } from '../send-file.ts';

export function timelapseFileRoutes(
  service: TimelapseService,
  { files, archives }: { files: Files; archives: Pick<ArchiveFolders, 'require'> },
): Pick<Handlers, 'getVideo' | 'getPoster'> {
  /** @param triedPath where it is no more: it was moved between being looked up and being opened */
  const openVideo = async (id: string, isWhole: boolean, triedPath?: string): Promise<Opened> => {
    const timelapse = await service.get(id);
    const kind = isWhole ? (originalOf(timelapse)?.kind ?? 'video') : 'video';
    const note = async (exists: boolean): Promise<void> => {
      if (kind === 'video') await service.noteVideoExists(timelapse, exists);
    };
    try {
      const opened = await openExisting(timelapse, kind, files.open);
      await note(true);
      return opened;
    } catch (error) {
      const file = fileOf(timelapse, kind);
      const path = file?.path;
      // It only seems to be gone.
      if (file) await archives.require([file]);
      if (!isGone(error)) throw error;
      if (path !== triedPath) return openVideo(id, isWhole, path);
      await note(false);
      throw error;
    }
  };
  return {
    async getVideo({ params, query, req, res }) {
      const { path, file } = await openVideo(params.id, query.whole);
      if (query.download) res.attachment(basename(path));
      else res.set('Content-Disposition', 'inline');
      await sendFile(req, res, { file, contentType: 'video/mp4' });
      return 'handled';
    },
    async getPoster({ params, req, res }) {
      const { file } = await openExisting(await service.get(params.id), 'poster', openFile);
      await sendFile(req, res, { file, contentType: 'image/jpeg' });
      return 'handled';
    },
  };
}

interface Opened {
  path: string;
  file: OpenFile;
}

/** A link or folder in place of a file counts as missing. */
const GONE: readonly (string | undefined)[] = ['ENOENT', 'EFTYPE'];

function isGone(error: unknown): boolean {
  return GONE.includes(errnoOf((error as Error).cause));
}

async function openExisting(
  timelapse: Timelapse,
  kind: FileKind,
  open: (path: string) => Promise<OpenFile>,
): Promise<Opened> {
  const path = fileOf(timelapse, kind)?.path;
  if (path === undefined) throw notFound(`This timelapse has no ${kind} yet.`, { status: timelapse.status });
  try {
    return { path, file: await open(path) };
  } catch (cause) {
    throw new AppError('not_found', `The ${kind} of this timelapse is missing.`, {
      ...{ status: 404, detail: { status: timelapse.status }, cause },
    });
  }
}
