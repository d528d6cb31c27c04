import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawPrint, writeFrames } from '../../src/tools/support/draw-print.ts';
import { writeAppFolder } from '../../src/tools/package/app-folder.ts';
import { SERVER_FLAGS } from '../../src/tools/support/server-process.mjs';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { cleanUp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { copyProductionPackages } from './image/production-packages.ts';
import { readDockerfile, type Stage } from './image/read-dockerfile.ts';
import { cannotActOut, ScratchImage } from './image/scratch-image.ts';
import { ROOT, readText, readYaml } from './repository.ts';

const PACKAGING = 'printernizer-timelapse';
const QUICK = {
  timelapse_scan_interval: 2,
  timelapse_auto_process_timeout: 1,
  video: { preset: 'veryfast', target_seconds: 1, hold_last_frame_seconds: 0 },
};
/** Powers by their number in the kernel: files of other owners (1), and what only an owner may do with them (3). */
const FEW_POWERS = (1 << 1) | (1 << 3);

const scratch = mkdtempSync(join(tmpdir(), 'timelapse-image-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));
const reason = cannotActOut(join(scratch, 'try'));
if (reason !== null) console.warn(`The image is not acted out: ${reason}.`);

/** Every file below a folder, from there. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Installing and compiling what npm has takes minutes, so it is done when asked for; else the checkout's are taken. */
const isWhole = process.env.TIMELAPSE_TEST_WHOLE_IMAGE === '1';

/** Builds every stage that the last one needs, as `docker build` does in a folder. */
function buildImage(context: string, name: string): ScratchImage {
  const stages = readDockerfile(readFileSync(join(context, 'Dockerfile'), 'utf8'));
  const images = new Map<string, ScratchImage>();
  const build = ({ name: stage, base, steps }: Stage): ScratchImage => {
    const known = stages.find((each) => each.name === base);
    if (known) {
      const same = build({ ...known, name: stage });
      return same;
    }
    const image = new ScratchImage(join(scratch, name, stage));
    const needs = steps.flatMap((step) => (step.kind === 'COPY' && step.from !== null ? [step.from] : []));
    for (const need of needs.filter((each) => !images.has(each))) {
      images.set(need, build(stages.find((each) => each.name === need)!));
    }
    if (stage === 'packages') image.linkNodeHeaders(ROOT);
    const skip = (command: string) => !isWhole && command.startsWith('npm ci');
    image.build({ name: stage, base, steps }, context, images, skip);
    if (stage === 'packages' && !isWhole) {
      copyProductionPackages(ROOT, JSON.parse(readText('package-lock.json')), image.path('/app'));
    }
    return image;
  };
  return build(stages.at(-1)!);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** Starts the container's service and waits until its own health check is content. */
async function start(image: ScratchImage, env: Record<string, string>) {
  const port = await freePort();
  const child = image.startService('timelapse', { PORT: String(port), ...env });
  cleanUp(async () => child.kill('SIGKILL'));
  const log = Promise.all([text(child.stdout!), text(child.stderr!)]);
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  await waitFor('the health check to be content', () => {
    if (child.exitCode !== null) return log.then((lines) => Promise.reject(new Error(lines.join('\n'))));
    return image.call(image.healthCheck, { PORT: String(port) }).status === 0;
  });
  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`http://127.0.0.1:${port}/api/v1${path}`)).json()) as T;
  const video = (folder: string) =>
    waitFor(`a video of ${folder}`, async () => {
      const list = await get<WireTimelapse[]>('/timelapses');
      const found = list.find((each) => each.folder_name === folder);
      if (found?.status === 'failed') throw new Error(`${found.error_message} ${found.error_detail}`);
      return found?.status === 'completed' ? found : null;
    });
  const status = () => readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const environment = () => readFileSync(`/proc/${child.pid}/environ`, 'utf8').split('\0');
  return { child, port, log, ended, get, video, status, environment };
}

async function print(folder: string): Promise<void> {
  const drawing = { width: 160, height: 90, frames: 6, flicker: 0.1 };
  await writeFrames(drawPrint(drawing), drawing, folder);
}

describe.skipIf(reason !== null)('the image', () => {
  let image: ScratchImage;

  beforeAll(async () => {
    const folder = join(scratch, 'app');
    if (!existsSync(join(ROOT, 'dist/server/src/main.js'))) throw new Error('Run first: npm run build');
    await writeAppFolder(ROOT, folder);
    image = buildImage(folder, 'image');
  }, 600_000);

  it('holds the app, its packages and nothing to make it with', () => {
    const files = filesIn(image.path('/app'));
    expect(files).toContain('dist/server/src/main.js');
    expect(files).toContain('dist/web/index.html');
    const server = files.filter((path) => path.startsWith('dist/server/'));
    expect(server.filter((path) => !/\.(js|sh|wasm)$|package\.json$/.test(path))).toEqual([]);
    expect(server).toContain('dist/server/src/engine/pixels/pixel-kernel.wasm');
    expect(server.filter((path) => path.startsWith('dist/server/src/tools'))).toEqual([]);
    const packages = readdirSync(image.path('/app/node_modules'));
    const { devDependencies } = JSON.parse(readText('package.json')) as { devDependencies: object };
    expect(packages.filter((name) => Object.hasOwn(devDependencies, name))).toEqual([]);
    expect(packages.filter((name) => name.startsWith('node-linux'))).toEqual([]);
    expect(statSync(image.path('/usr/local/bin/with-few-powers')).mode & 0o111).toBe(0o111);
    // Which fonts it has depends on the machine that acts it out.
    expect(statSync(image.path('/usr/share/fonts/dejavu')).isDirectory()).toBe(true);
  });

  it('asks Alpine for the programs it needs, each in a version that is replaced by no other kind', () => {
    const asked = readFileSync(image.path('/run/apk-asked-for'), 'utf8').trim();
    expect(asked).toMatch(/^add --no-cache ffmpeg=~\d+ nodejs=~24 setpriv=~\d+$/);
  });

  it('runs in Home Assistant: as root without its powers, from a first start to a video and a clean end', async () => {
    const options = { ...readYaml<{ options: object }>(`${PACKAGING}/config.yaml`).options, ...QUICK };
    await writeFile(image.path('/data/options.json'), JSON.stringify(options));
    const { child, get, video, status, environment, ended, log, port } = await start(image, {
      SUPERVISOR_TOKEN: 'secret-of-this-start',
      SUPERVISOR_URL: 'http://127.0.0.1:9',
      TZ: 'Asia/Tokyo',
    });
    expect(environment()).toEqual(expect.arrayContaining(['TZ=Asia/Tokyo', 'NODE_ENV=production']));
    expect(status()).toMatch(/^Uid:\t0\t0\t0\t0$/m);
    for (const set of ['CapEff', 'CapPrm', 'CapBnd'])
      expect(Number.parseInt(new RegExp(`^${set}:\\t(\\w+)$`, 'm').exec(status())![1]!, 16)).toBe(FEW_POWERS);
    expect(readdirSync(image.path('/share')).sort()).toEqual(['timelapse-images', 'timelapses']);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);

    // As a camera leaves it that runs as somebody else and lets nobody in.
    const folder = image.path('/share/timelapse-images/Benchy');
    await print(folder);
    await chown(folder, 4711, 4711);
    await chmod(folder, 0o700);
    expect(await video('Benchy')).toMatchObject({ output_video_path: '/share/timelapses/Benchy.mp4' });
    expect(readdirSync(image.path('/share/timelapses'))).toEqual(['Benchy.mp4']);
    expect(JSON.stringify(await get('/settings'))).toContain('/usr/local/bin/do_timelapse.sh');

    const { backup_pre, backup_post } = readYaml<Record<string, string>>(`${PACKAGING}/config.yaml`);
    expect(image.call(backup_pre!.split(' '))).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(image.path('/data'))).toContain('timelapse.sqlite3.backup');
    expect(image.call(backup_post!.split(' '))).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(image.path('/data'))).not.toContain('timelapse.sqlite3.backup');

    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    const [output, errors] = await log;
    expect(errors).toBe('');
    expect(output).not.toContain('secret-of-this-start');
  });

  it('runs on its own as a user of your own, with a share that comes late', async () => {
    const [user, group] = [65534, 65534];
    for (const each of ['/data', '/media']) await chown(image.path(each), user, group);
    for (const name of readdirSync(image.path('/data')))
      await rm(join(image.path('/data'), name), { recursive: true });
    const { get, video, status } = await start(image, {
      RUN_AS: `${user}:${group}`,
      HOST: '127.0.0.1',
      TIMELAPSE_SOURCE_FOLDER: '/media/late/pictures',
      TIMELAPSE_SCAN_INTERVAL: '2',
      TIMELAPSE_AUTO_PROCESS_TIMEOUT: '1',
      VIDEO_PRESET: 'veryfast',
      VIDEO_TARGET_SECONDS: '1',
    });
    expect(status()).toMatch(new RegExp(`^Uid:\\t${user}\\t${user}\\t${user}\\t${user}$`, 'm'));
    expect(status()).toMatch(/^CapEff:\t0+$/m);
    await waitFor('the source to be missed', async () => {
      const { checks } = await get<{ checks: { source: string } }>('/health');
      return checks.source !== 'ok';
    });
    expect(existsSync(image.path('/media/late'))).toBe(false);
    await mkdir(image.path('/media/late'));
    await print(image.path('/media/late/pictures/Vase'));
    expect(await video('Vase')).toMatchObject({ output_video_path: '/data/timelapses/Vase.mp4' });
    expect(statSync(image.path('/data/timelapses/Vase.mp4')).uid).toBe(user);
  });

  it.runIf(isWhole)(
    'is compiled from the repository too, from what the Dockerfile takes of it and no more',
    () => {
      const stages = readDockerfile(readText(`${PACKAGING}/Dockerfile`));
      const stage = stages.find(({ name }) => name === 'built-source')!;
      const built = new ScratchImage(join(scratch, 'source'));
      built.build(stage, ROOT, new Map(), () => false);
      const plain = (path: string) => path.replace(/-[\w-]{8}\.(js|css)/, '.$1');
      const shipped = (folder: string) => filesIn(join(folder, 'dist')).map(plain).toSorted();
      expect(shipped(built.path('/app'))).toEqual(shipped(image.path('/app')));
    },
    600_000,
  );

  it('says what is wrong with RUN_AS', () => {
    expect(image.call(['/usr/local/bin/with-few-powers', 'true'], { RUN_AS: 'pi' })).toMatchObject({
      status: 1,
      stderr: 'RUN_AS is "pi", but must be two numbers, a user and a group, such as 1000:1000.\n',
    });
  });

  it('starts the server with the flags that were measured', () => {
    const run = readText(`${PACKAGING}/rootfs/etc/s6-overlay/s6-rc.d/timelapse/run`);
    expect(run).toContain(` node ${SERVER_FLAGS.join(' ')} /app/`);
  });
});

describe.skipIf(reason !== null)('FlickerFree in the image', () => {
  const newImage = () => new ScratchImage(mkdtempSync(join(scratch, 'flickerfree-')));
  const buildWith = (args: Record<string, string>, image = newImage()): ScratchImage => {
    const stages = readDockerfile(readText(`${PACKAGING}/Dockerfile`), args);
    image.build(
      stages.find(({ name }) => name === 'flickerfree')!,
      ROOT,
      new Map(),
      () => false,
    );
    return image;
  };

  it('is the commit that was asked for', async () => {
    const image = newImage();
    const repository = image.path('/tmp/upstream');
    await mkdir(repository);
    const git = (...words: string[]) => {
      const author = ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.org'];
      return execFileSync('git', ['-C', repository, ...author, ...words], { encoding: 'utf8' }).trim();
    };
    git('init', '--quiet');
    await writeFile(join(repository, 'do_timelapse.sh'), '#!/bin/sh\n# the one\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'The one');
    const commit = git('rev-parse', 'HEAD');
    git('commit', '--quiet', '--allow-empty', '--message', 'A later one');
    buildWith({ FLICKERFREE_REPOSITORY: '/tmp/upstream', FLICKERFREE_COMMIT: commit }, image);
    const script = image.path('/opt/flickerfree/do_timelapse.sh');
    expect(readFileSync(script, 'utf8')).toContain('the one');
    expect(statSync(script).mode & 0o111).toBe(0o111);
    expect(readdirSync(image.path('/opt/flickerfree'))).toEqual(['do_timelapse.sh']);
  });

  it('is not there when nobody asked for it', () => {
    expect(readdirSync(buildWith({}).path('/opt/flickerfree'))).toEqual([]);
  });

  it('is refused without a commit', () => {
    expect(() => buildWith({ FLICKERFREE_REPOSITORY: '/somewhere' })).toThrow(
      /FLICKERFREE_COMMIT: is needed with/,
    );
  });
});

describe.skipIf(reason !== null)('when the app ends', () => {
  it.each([
    ['by itself with an error, the container ends with it', ['1', '0'], '1\n'],
    ['because it was asked to, nothing is done', ['0', '0'], null],
    ['by a stop before it could listen, nothing is done', ['256', '15'], null],
    ['by a signal from outside, s6 starts it again', ['256', '9'], null],
  ])('%s', (_how, codes, written) => {
    const image = new ScratchImage(join(scratch, `finish-${codes.join('-')}`));
    image.writeProgram('/usr/local/bin/sleep', '#!/bin/sh\n');
    image.writeProgram('/finish', readText(`${PACKAGING}/rootfs/etc/s6-overlay/s6-rc.d/timelapse/finish`));
    expect(image.call(['/finish', ...codes]).status).toBe(0);
    const result = image.path('/run/s6-linux-init-container-results/exitcode');
    expect(existsSync(result) ? readFileSync(result, 'utf8') : null).toBe(written);
    expect(existsSync(image.path('/run/halted'))).toBe(written !== null);
  });
});
