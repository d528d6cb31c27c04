import { basename } from 'node:path';
import { errnoOf, notFound } from '../../lib/errors.ts';
import { type OpenFile, openFile } from '../../lib/open-file.ts';
import type { Files } from '../../lib/files.ts';
import { type FileKind, fileOf, originalOf, type Timelapse } from '../../timelapses/timelapse.ts';
import type { TimelapseService } from '../../timelapses/timelapse-service.ts';
import type { Handlers } from '../endpoint.ts';
import { sendFile } from '../send-file.ts';

export function timelapseFileRoutes(
  service: TimelapseService,
  files: Files,
): Pick<Handlers, 'getVideo' | 'getPoster'> {
  return {
    async getVideo({ params, query, req, res }) {
      const timelapse = await service.get(params.id);
      // Videos may be on a share, posters never are.
      const note = (exists: boolean) => service.noteVideoExists(timelapse, exists);
      const kind = query.whole ? (originalOf(timelapse)?.kind ?? 'video') : 'video';
      const { path, file } = await openExisting(
        timelapse,
        kind,
        files.open,
        kind === 'video' ? note : undefined,
      );
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

/** A link or folder in place of a file counts as missing. */
const GONE: readonly (string | undefined)[] = ['ENOENT', 'EFTYPE'];

async function openExisting(
  timelapse: Timelapse,
  kind: FileKind,
  open: (path: string) => Promise<OpenFile>,
  note: (exists: boolean) => Promise<void> = async () => {},
): Promise<{ path: string; file: OpenFile }> {
  const path = fileOf(timelapse, kind)?.path;
  if (path === undefined) throw notFound(`This timelapse has no ${kind} yet.`, { status: timelapse.status });
  try {
    const file = await open(path);
    await note(true);
    return { path, file };
  } catch (error) {
    if (GONE.includes(errnoOf(error))) await note(false);
    throw notFound(`The ${kind} of this timelapse is missing.`, { status: timelapse.status });
  }
}
