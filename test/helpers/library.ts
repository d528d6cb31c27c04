import { openDatabase } from '../../src/db/open.ts';
import { fillLibrary } from '../../src/tools/bench/fill-library.ts';
import { linkVideos } from '../../src/tools/bench/link-videos.ts';
import { startIngressProxy } from './ingress-proxy.ts';
import { makeFolders, startTestApp } from './start-app.ts';
import { BY_HAND } from './with-video.ts';

/** An app with so many timelapses, six a day up to now, behind Home Assistant. @returns URL of its page */
export async function startLibrary(records: number): Promise<string> {
  const folders = await makeFolders();
  const { db } = await openDatabase(folders.data, Date.now());
  await fillLibrary(db, records, Date.now());
  await linkVideos(db, folders.output);
  await db.destroy();
  const { app } = await startTestApp(BY_HAND, { folders });
  return startIngressProxy(app.port);
}
