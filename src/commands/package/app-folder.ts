import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The folder with the packaging, from the top folder. */
const PACKAGING = 'printernizer-timelapse';

/** The packages to be installed, and how. */
const PACKAGE_FILES = ['package.json', 'package-lock.json', '.npmrc'];

/** Compiled, but not for those who run the app. */
const NOT_SHIPPED = ['src/commands'];

/**
 * Writes a folder that Home Assistant builds by itself: its build sees nothing outside the folder, so the compiled app
 * lies in it, and it pulls no image.
 *
 * @param root the checkout, built
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

/** A manifest without an image to pull: Home Assistant builds the app then. */
export function localManifest(text: string): string {
  return replaceLine(text, /^image: .*\n/m, '');
}

/** A Dockerfile whose context is the folder itself, with the app compiled. */
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

/** Programs only, and none whose source is gone: the compiler leaves those lying. @param path below dist/server */
function isShipped(root: string, path: string): boolean {
  if (NOT_SHIPPED.includes(path)) return false;
  if (!/\.\w+$/.test(path)) return true;
  return existsSync(join(root, path.replace(/\.js$/, '.ts')));
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')));
}

function replaceLine(text: string, line: RegExp, by: string): string {
  if (!line.test(text)) throw new Error(`The packaging has changed: there is no line like ${line} any more.`);
  return text.replace(line, by);
}
