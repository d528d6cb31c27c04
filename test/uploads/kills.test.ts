import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { WireUpload } from '../../src/shared/uploads.ts';
import { FaultyLine } from '../helpers/faulty-line.ts';
import { startProcess } from '../helpers/start-process.ts';
import { startS3, startWebdav, type UploadServer } from '../helpers/upload-servers.ts';
import { addDestination, SOON, startWithBytes, upload } from '../helpers/uploaded-video.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** Three parts as the app makes them. */
const BYTES = 40 * 1024 * 1024;

/** Where the line stops, so that the app is killed at that moment, and whether the request still arrives. */
const MOMENTS: [name: string, start: () => Promise<UploadServer>, fits: RegExp, stopAfter: number][] = [
  ['S3 has half of a part', startS3, /^PUT \S*partNumber=2/, 5_000_000],
  ['S3 puts it together', startS3, /^POST \S*uploadId=/, Infinity],
  ['WebDAV gives it its name', startWebdav, /^MOVE/, Infinity],
];

test.each(MOMENTS)('an upload survives a kill when %s [keep 4]', async (_, start, fits, stopAfter) => {
  const server = await start();
  const line = await FaultyLine.start(server.port);
  const bytes = randomBytes(BYTES);
  const { app, done } = await startWithBytes(undefined, SOON);
  await writeFile(done.output_video_path!, bytes);
  const to = await addDestination(app, server.destination({}, line.port));
  // Asked for while the server is away, so that it waits.
  line.break({ fits: /./, cutAfter: 0, always: true });
  await upload(app, done.id, to);
  await app.stop();
  line.mend();
  line.break({ fits, stopAfter, ...(stopAfter === Infinity && { isSilent: true }) });
  const env = { TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0' };
  const killed = startProcess(app.folders, env);
  await killed.ready();
  await waitFor('the moment', () => line.isReached);
  await killed.end('SIGKILL');
  line.mend();
  const again = startProcess(app.folders, env);
  const url = await again.ready();
  const sent = await waitFor('the upload', async () => {
    const [first] = (await (await fetch(`${url}/api/v1/uploads?state=done`)).json()) as WireUpload[];
    return first;
  });
  expect(sent).toMatchObject({ remote_name: 'Benchy.mp4', bytes: BYTES });
  const files = await server.files();
  expect(Object.keys(files)).toEqual(['Benchy.mp4']);
  expect(files['Benchy.mp4']!.equals(bytes)).toBe(true);
  expect(await server.leftOvers()).toEqual([]);
});
