import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { errnoOf, notFound } from '../../lib/errors.ts';
import type { ShareCalls } from '../../lib/share-calls.ts';
import { type FileKind, fileOf, type Timelapse } from '../../timelapses/timelapse.ts';
import type { TimelapseService } from '../../timelapses/timelapse-service.ts';
import type { Handlers } from '../endpoint.ts';
import { sendFile } from '../send-file.ts';

/** Handlers for the files of a timelapse: video and poster. */
export function timelapseFileRoutes(
  service: TimelapseService,
  shares: ShareCalls,
): Pick<Handlers, 'getVideo' | 'getPoster'> {
  return {
    async getVideo({ params, query, req, res }) {
      const timelapse = await service.get(params.id);
      // Videos may lie on a share, posters never do.
      const look = (path: string) => shares.ask(dirname(path), () => stat(path));
      const note = (exists: boolean) => service.noteVideoExists(timelapse, exists);
      const path = await existing(timelapse, 'video', look, note);
      if (query.download) res.attachment(basename(path));
      else res.set('Content-Disposition', 'inline');
      await sendFile(req, res, { path, contentType: 'video/mp4' });
      return 'handled';
    },
    async getPoster({ params, req, res }) {
      const path = await existing(await service.get(params.id), 'poster', stat);
      await sendFile(req, res, { path, contentType: 'image/jpeg' });
      return 'handled';
    },
  };
}

/** Path of a file that is really there. @param look throws when it is not */
async function existing(
  timelapse: Timelapse,
  kind: FileKind,
  look: (path: string) => Promise<unknown>,
  note: (exists: boolean) => Promise<void> = async () => {},
): Promise<string> {
  const path = fileOf(timelapse, kind)?.path;
  if (path === undefined) throw notFound(`This timelapse has no ${kind} yet.`, { status: timelapse.status });
  const problem = await look(path).then(
    () => null,
    (error: unknown) => error,
  );
  if (problem === null || errnoOf(problem) === 'ENOENT') await note(problem === null);
  if (problem === null) return path;
  throw notFound(`The ${kind} of this timelapse is not where it was.`, { status: timelapse.status });
}
