import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Stage, Step } from './read-dockerfile.ts';

/*
 * An image without a container engine: what the Dockerfile puts into it is laid over this machine's files, in a mount
 * namespace of its own. Alpine's programs are stood in for by this machine's; what is ours is there as it is shipped.
 */

const ENTER = new URL('enter.sh', import.meta.url).pathname;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What Home Assistant maps, and what is emptied at each start of a machine. */
const MOUNTS = ['mounts/run', 'mounts/tmp', 'mounts/data', 'mounts/share', 'mounts/media'];

/** Why images cannot be acted out here, or null. */
export function cannotActOut(scratch: string): string | null {
  if (process.platform !== 'linux') return 'that is done on Linux only';
  if (process.getuid?.() !== 0) return 'only root may lay folders over those of the machine';
  for (const folder of ['files', 'mounts']) mkdirSync(join(scratch, folder), { recursive: true });
  const tried = enterSync(scratch, ['/bin/true']);
  if (tried.status === 0) return null;
  return `this machine lets nobody lay folders over its own: ${String(tried.stderr ?? tried.error).trim()}`;
}

/** A program of the base image that this machine has not, or has otherwise. */
const STAND_INS: Record<string, string> = {
  // s6 starts a service with an empty environment; this one reads that of the container, a file a variable.
  '/command/with-contenv': `#!/bin/sh
for file in /run/s6/container_environment/*; do
  [ -f "$file" ] && export "\${file##*/}=$(cat "$file")"
done
exec "$@"
`,
  '/run/s6/basedir/bin/halt': '#!/bin/sh\necho halted >> /run/halted\n',
  '/run/s6-linux-init-container-results/.keep': '',
  '/usr/local/sbin/apk': '#!/bin/sh\necho "$@" >> /run/apk-asked-for\n',
};

/** One stage as files. */
export class ScratchImage {
  readonly top: string;
  readonly env: Record<string, string> = {};
  healthCheck: string[] = [];
  #cwd = '/';
  /** Known to commands of the build, not to the container. */
  readonly #args: Record<string, string> = {};

  constructor(top: string) {
    this.top = top;
    for (const folder of ['files', ...MOUNTS]) mkdirSync(join(top, folder), { recursive: true });
    chmodSync(join(top, 'mounts/tmp'), 0o1777);
    for (const [path, text] of Object.entries(STAND_INS)) this.writeProgram(path, text);
    mkdirSync(this.path('/usr/local/bin'), { recursive: true });
    // A copy: the checkout may lie where the image has a folder of its own mounted.
    copyFileSync(process.execPath, this.path('/usr/local/bin/node'));
  }

  /** Where Alpine's nodejs-dev puts the headers. @param root the checkout */
  linkNodeHeaders(root: string): void {
    const headers = join(root, `node_modules/node-linux-${process.arch}/include/node`);
    cpSync(headers, this.path('/usr/include/node'), { recursive: true });
  }

  /** Where a path of the image is on this machine. */
  path(inside: string): string {
    const [, first = ''] = inside.split('/');
    const mounted = join(this.top, 'mounts', first);
    if (first !== '' && existsSync(mounted)) return join(mounted, inside.slice(first.length + 1));
    return join(this.top, 'files', inside);
  }

  writeProgram(inside: string, text: string): void {
    mkdirSync(dirname(this.path(inside)), { recursive: true });
    writeFileSync(this.path(inside), text);
    chmodSync(this.path(inside), 0o755);
  }

  /** Takes the steps of a stage. @param skip says which commands are stood in for by the caller */
  build(
    stage: Stage,
    context: string,
    others: Map<string, ScratchImage>,
    skip: (command: string) => boolean,
  ): void {
    for (const step of stage.steps) this.#take(step, context, others, skip);
  }

  #take(
    step: Step,
    context: string,
    others: Map<string, ScratchImage>,
    skip: (command: string) => boolean,
  ): void {
    if (step.kind === 'WORKDIR') {
      this.#cwd = step.text;
      mkdirSync(this.path(this.#cwd), { recursive: true });
    } else if (step.kind === 'COPY') {
      const from = step.from === null ? null : others.get(step.from);
      for (const source of step.sources)
        this.#copy(from ? from.path(source) : join(context, source), step.target);
    } else if (step.kind === 'ENV') {
      Object.assign(this.env, step.pairs);
    } else if (step.kind === 'ARG') {
      Object.assign(this.#args, step.pairs);
    } else if (step.kind === 'HEALTHCHECK') {
      this.healthCheck = step.command;
    } else if (step.kind === 'RUN' && !skip(step.text)) {
      this.#run(step.text);
    }
  }

  /** Docker's rule: the contents of a folder, or a file into a folder whose name ends in a slash. */
  #copy(source: string, target: string): void {
    const at = target.startsWith('/') ? target : join(this.#cwd, target);
    const isInto = target.endsWith('/') && !statSync(source).isDirectory();
    const to = this.path(isInto ? join(at, basename(source)) : at);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(source, to, { recursive: true, verbatimSymlinks: true });
  }

  #run(command: string): void {
    const env = { HOME: process.env.HOME ?? '/root', ...forDownloads(), ...this.#args };
    const done = this.call(['/bin/sh', '-c', `cd ${this.#cwd} && ${command}`], env);
    if (done.status !== 0) throw new Error(`RUN ${command}\n${done.stdout}\n${done.stderr}`);
  }

  /** Runs a program in the image and waits for it; its environment is the container's. */
  call(command: string[], env: Record<string, string> = {}) {
    return enterSync(this.top, command, { ...this.env, ...env });
  }

  /** Starts a service as s6 does: with nothing in its environment but where programs are. */
  startService(name: string, containerEnv: Record<string, string>): ChildProcess {
    const folder = this.path('/run/s6/container_environment');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [variable, value] of Object.entries({ ...this.env, ...containerEnv }))
      writeFileSync(join(folder, variable), value);
    const run = `/etc/s6-overlay/s6-rc.d/${name}/run`;
    return spawn('unshare', ['--mount', ENTER, this.top, run], {
      env: { PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

function enterSync(top: string, command: string[], env: Record<string, string> = {}) {
  return spawnSync('unshare', ['--mount', ENTER, top, ...command], {
    env: { PATH, ...env },
    encoding: 'utf8',
  });
}

/** How this machine reaches the package registries. */
function forDownloads(): Record<string, string> {
  const names = Object.keys(process.env).filter((name) =>
    /^(npm_config_|\w+_proxy|NODE_EXTRA_|SSL_)/i.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
}
