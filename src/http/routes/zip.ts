import { notFound } from '../../lib/errors.ts';
import type { Files } from '../../lib/files.ts';
import { uniqueNames } from '../../lib/unique-names.ts';
import type { ArchiveFolders } from '../../timelapses/archive-folders.ts';
import { fileOf, type Timelapse } from '../../timelapses/timelapse.ts';
import type { Handlers } from '../endpoint.ts';
import { sendZip, type ZipEntry } from '../send-zip.ts';

export interface ZipRouteDeps {
  /** @throws AppError 404 */
  get: (id: string) => Promise<Timelapse>;
  files: Pick<Files, 'inspect' | 'open'>;
  archives: Pick<ArchiveFolders, 'require'>;
}

export function zipRoutes({ get, files, archives }: ZipRouteDeps): Pick<Handlers, 'downloadZip'> {
  const entryOf = async (timelapse: Timelapse, name: string): Promise<ZipEntry> => {
    const video = fileOf(timelapse, 'video');
    if (video) await archives.require([video]);
    const path = video?.path;
    const there = path === undefined ? null : await files.inspect(path);
    if (path === undefined || there?.kind !== 'file') {
      const title = titleOf(timelapse);
      throw notFound(`"${title}" has no video. Choose only timelapses with one.`, { id: timelapse.id });
    }
    return { name, ...there, open: () => files.open(path) };
  };
  return {
    async downloadZip({ query: { ids }, req, res }) {
      const timelapses: Timelapse[] = [];
      for (const id of new Set(ids.split(','))) timelapses.push(await get(id));
      const names = uniqueNames(timelapses.map(titleOf), '.mp4');
      const entries: ZipEntry[] = [];
      for (const [index, each] of timelapses.entries()) entries.push(await entryOf(each, names[index]!));
      await sendZip(req, res, { name: 'timelapses.zip', entries });
      return 'handled';
    },
  };
}

function titleOf({ title, folderName }: Timelapse): string {
  return title ?? folderName;
}
