import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const PACKAGING = 'printernizer-timelapse';

const PACKAGE_FILES = ['package.json', 'package-lock.json', '.npmrc'];

/** Compiled, but not for users. */
const NOT_SHIPPED = ['src/tools'];

/**
 * Home Assistant's build sees nothing outside this folder, so it contains the compiled app, and its manifest has no
 * image to pull.
 *
 * @param root the built checkout
 * @param target is replaced
 */
export async function writeAppFolder(root: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const packaging = join(root, PACKAGING);
  await cp(packaging, target, {
    recursive: true,
    filter: (source) => relative(packaging, source) !== 'Dockerfile.dockerignore',
  });
  for (const name of PACKAGE_FILES) await cp(join(root, name), join(target, name));
  await copyBuilt(root, join(target, 'dist'));
  await edit(join(target, 'config.yaml'), localManifest);
  await edit(join(target, 'Dockerfile'), localDockerfile);
}

/** Without an image to pull, Home Assistant builds the app. */
export function localManifest(text: string): string {
  return replaceLine(text, /^image: .*\n/m, '');
}

/** Its context is the folder itself, with the compiled app. */
export function localDockerfile(text: string): string {
  const built = replaceLine(text, /^ARG BUILT=source$/m, 'ARG BUILT=context');
  return replaceLine(built, new RegExp(`^ARG PACKAGING=${PACKAGING}$`, 'm'), 'ARG PACKAGING=.');
}

async function copyBuilt(root: string, target: string): Promise<void> {
  const built = join(root, 'dist');
  await cp(join(built, 'web'), join(target, 'web'), { recursive: true });
  const server = join(built, 'server');
  await cp(server, join(target, 'server'), {
    recursive: true,
    filter: (source) => isShipped(root, relative(server, source)),
  });
}

/** The compiler leaves output of deleted sources behind. @param path below dist/server */
function isShipped(root: string, path: string): boolean {
  if (NOT_SHIPPED.includes(path)) return false;
  if (!/\.\w+$/.test(path)) return true;
  return existsSync(join(root, path.replace(/\.js$/, '.ts')));
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')));
}

function replaceLine(text: string, line: RegExp, by: string): string {
  if (!line.test(text)) throw new Error(`The packaging has changed: there is no line like ${line} anymore.`);
  return text.replace(line, by);
}
