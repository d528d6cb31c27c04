import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WirePrintJob } from '../../../src/shared/print-job.ts';
import type { WireHealth } from '../../../src/shared/system.ts';
import type { WireTimelapse } from '../../../src/shared/timelapse.ts';
import type { FakeCore } from '../../fakes/fake-core.ts';
import { PrinterRecordings } from '../../fakes/printer-recordings.ts';
import { inDatabase } from '../../helpers/open-database.ts';
import type { TestApp } from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { PRINTING, startWorkshop, type Workshop } from '../../helpers/workshop.ts';

const PATH = '00M09A/timelapse/video & <1> #%.avi';
let avi: Buffer;
let mp4: Buffer;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recordings-'));
  const make = (name: string, codec: string[]) => {
    const input = ['-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=10:duration=3'];
    execFileSync('ffmpeg', ['-v', 'error', ...input, ...codec, join(folder, name)]);
    return readFile(join(folder, name));
  };
  avi = await make('a.avi', ['-c:v', 'mjpeg', '-q:v', '3']);
  mp4 = await make('b.mp4', ['-c:v', 'libx264', '-pix_fmt', 'yuv420p']);
  await rm(folder, { recursive: true });
});

type Workplace = Workshop & { recordings: PrinterRecordings };

/** A printer that records its prints, with an integration that fetches what it recorded. */
async function startRecording(): Promise<Workplace> {
  let recordings: PrinterRecordings | undefined;
  const prepare = (core: FakeCore) => {
    recordings = new PrinterRecordings(core);
  };
  const workshop = await startWorkshop(prepare, { times: { secondMs: 50 } });
  await workshop.printer();
  return Object.assign(workshop, { recordings: recordings! });
}

async function print(workshop: Workshop, task = 'Owl'): Promise<WirePrintJob> {
  const before = (await workshop.app.get<WirePrintJob[]>('/jobs')).length;
  await workshop.begin({ ...PRINTING, task, layer: 1 });
  await waitFor('the print', async () => (await workshop.app.get<WirePrintJob[]>('/jobs')).length > before);
  workshop.say({ status: 'finish', stage: 'idle' });
  return waitFor('its end', async () =>
    (await workshop.app.get<WirePrintJob[]>('/jobs')).find(
      ({ name, ended_at: endedAt }) => name === task && endedAt !== null,
    ),
  );
}

/** Waits until the printer has been asked twice more: once while it was being asked, and once after. */
async function askedAgain({ recordings }: Workplace): Promise<void> {
  const { asked } = recordings;
  await waitFor('the printer to be asked again', () => recordings.asked >= asked + 2);
}

/** Waits until a video has been taken in. */
async function takenIn(
  { app }: Workshop,
  test: (timelapse: WireTimelapse) => boolean,
): Promise<WireTimelapse> {
  return waitFor('the video', async () => {
    await app.app.scan();
    return (await app.list()).find((each) => each.origin === 'video' && test(each));
  });
}

/** Without what is still being written, which has a hidden name and may be gone at once. */
const whole = async ({ folders }: TestApp): Promise<string[]> =>
  (await readdir(folders.source)).filter((name) => !name.startsWith('.'));

const completed = ({ status }: WireTimelapse) => status === 'completed';
const noticeOf = async ({ app }: Workshop) =>
  (await app.get<WireHealth>('/health')).notices.find(({ code }) => code === 'printer_video_not_brought');

describe('the video that a printer makes itself', () => {
  it('is brought after the print, linked for certain, made to play, and never twice', async () => {
    const workshop = await startRecording();
    const { recordings, app } = workshop;
    recordings.all = [
      { path: '00M09A/timelapse/old.avi', bytes: mp4, secondsAgo: 7 * 24 * 3600 },
      { path: '00M09B/timelapse/other printer.avi', bytes: mp4, secondsAgo: 40 },
    ];
    const job = await print(workshop);
    await askedAgain(workshop);
    expect(recordings.sent).toEqual([]);
    recordings.all.push({ path: PATH, bytes: avi, secondsAgo: 40 });
    const done = await takenIn(workshop, (each) => completed(each) && each.job_id !== null);
    expect(done).toMatchObject({ job_id: job.id, link_source: 'capture', printer: 'X1C' });
    expect(done.folder_name).toMatch(/^Owl X1C .* timelapse$/);
    expect(done.output_video_path).toMatch(/\.mp4$/);
    const [file] = await whole(app);
    expect(await readFile(join(app.folders.source, file!))).toEqual(avi);
    await print(workshop, 'Vase');
    await askedAgain(workshop);
    expect(recordings.sent).toEqual([PATH]);
    expect(await app.list()).toHaveLength(1);
  });

  it('is not brought while it is written, and once more where it was not whole', async () => {
    const workshop = await startRecording();
    const { recordings, app } = workshop;
    recordings.all = [{ path: PATH, bytes: mp4.subarray(0, 2000), secondsAgo: 3 }];
    await print(workshop);
    await askedAgain(workshop);
    expect(recordings.sent).toEqual([]);
    recordings.all[0]!.secondsAgo = 40;
    await waitFor('its beginning', async () => (await whole(app)).length === 1);
    recordings.all[0]!.bytes = mp4;
    await waitFor('all of it', async () => {
      const [name = ''] = await whole(app);
      return (await readFile(join(app.folders.source, name))).equals(mp4);
    });
    await takenIn(workshop, completed);
    expect(await app.list()).toHaveLength(1);
  });

  it('that cannot be read fails with the reason', async () => {
    const workshop = await startRecording();
    workshop.recordings.all = [{ path: PATH, bytes: Buffer.alloc(5000, 7), secondsAgo: 40 }];
    await print(workshop);
    const failed = await takenIn(workshop, ({ status }) => status === 'failed');
    expect(failed.error_code).toBe('unreadable_video');
  });

  it('that does not arrive is told, with the reason, until it has', async () => {
    const workshop = await startRecording();
    const { recordings, app } = workshop;
    recordings.all = [{ path: PATH, bytes: avi, secondsAgo: 40, size: 300_000_001 }];
    await print(workshop);
    expect(await waitFor('the notice', () => noticeOf(workshop))).toMatchObject({
      message: expect.stringMatching(/"video & <1> #%\.avi" of X1C .*: it has more than 300 MB\.$/),
      facts: { cause: 'too_large' },
    });
    expect(recordings.sent).toEqual([]);
    delete recordings.all[0]!.size;
    recordings.breaksAfter = 1000;
    await waitFor('another reason', async () => !(await noticeOf(workshop))?.message.includes('300 MB'));
    expect(await readdir(app.folders.source)).toEqual([]);
    recordings.breaksAfter = Infinity;
    await waitFor('no notice', async () => (await noticeOf(workshop)) === undefined);
    await takenIn(workshop, completed);
  });

  it('stays where it is if that is wanted, or its integration cannot tell', async () => {
    const workshop = await startRecording();
    const { recordings } = workshop;
    recordings.all = [{ path: PATH, bytes: avi, secondsAgo: 40 }];
    await workshop.set({ own_videos: false });
    await print(workshop);
    await workshop.app.scan();
    expect(recordings.asked).toBe(0);
    await workshop.set({ own_videos: true });
    await takenIn(workshop, completed);
    recordings.isUnknown = true;
    await print(workshop, 'Vase');
    await workshop.app.scan();
    expect(await noticeOf(workshop)).toBeUndefined();
  });

  it('is brought by the next start when the app ended before or in the middle', async () => {
    const workshop = await startRecording();
    const { recordings, home } = workshop;
    const job = await print(workshop);
    await workshop.app.stop();
    recordings.all = [{ path: PATH, bytes: avi, secondsAgo: 40 }];
    const half = join(home.folders.source, '.Owl timelapse.avi.tmp');
    await inDatabase(home.folders, (db) =>
      db('printer_videos').insert({
        ...{ remote_path: PATH, size_bytes: avi.length, file_path: half.replace('/.', '/').slice(0, -4) },
        job_id: job.id,
      }),
    );
    await writeFile(half, avi.subarray(0, 100));
    workshop.app = await home.start();
    const done = await takenIn(workshop, (each) => completed(each) && each.job_id !== null);
    expect(done.job_id).toBe(job.id);
    expect((await readdir(home.folders.source)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
