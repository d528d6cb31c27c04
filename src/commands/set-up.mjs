/*
 * Makes a fresh checkout ready, with whatever Node the machine has: packages, the native SQLite module, ffmpeg, and
 * for tests a browser. Plain JavaScript without packages, since it runs before there are any.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's top folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const BIN = join(MODULES, '.bin');

/** Environment in which `node` is the one of the checkout. */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, ...extra };
}

/** The Node that everything runs on: that of the checkout, or this one where it is new enough. */
export function nodePath() {
  const own = join(BIN, 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  fail(
    `Node 24 or newer is needed; this is ${process.version}, and none comes with the packages for ` +
      `${process.platform} ${process.arch}. Install Node 24, then run the command again.`,
  );
}

/** Runs a program and ends this process with a sentence when it fails. */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', env: environment(), ...options });
  if (result.status !== 0) fail(`"${[program, ...args].join(' ')}" failed.`, result.status || 1);
}

/** @returns {never} */
export function fail(sentence, code = 1) {
  console.error(sentence);
  process.exit(code);
}

/** Installs what is missing; does nothing when everything is there. */
export function setUp({ browser = false } = {}) {
  installPackages();
  buildSqlite();
  installSystemPackage('ffmpeg', ['ffmpeg', 'ffprobe']);
  if (!browser) return;
  installSystemPackage('chromium', ['chromium', 'chromium-browser', 'google-chrome']);
  // Not every system has it under this name.
  const problem = tryInstall('firefox-esr', ['firefox-esr', 'firefox']);
  if (problem !== null) console.log(`The tests in Firefox are skipped: ${problem}.`);
}

function installPackages() {
  const stamp = join(MODULES, '.timelapse-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages …');
  const shell = process.platform === 'win32';
  const clean = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: environment(),
    shell,
  });
  // Not every registry has the packages of every platform; installing without them is fine, `npm ci` is stricter.
  if (clean.status !== 0) run('npm', ['install', '--no-save', '--loglevel=error'], { shell });
  writeFileSync(stamp, lock);
}

/** Packages run no scripts of their own here (.npmrc), so the one native module is built by us when it does not load. */
function buildSqlite() {
  if (loadsSqlite()) return;
  console.log('Preparing SQLite (once; where no prebuilt one fits this takes a minute or two) …');
  const headers = join(MODULES, `node-${process.platform}-${process.arch}`);
  const nodedir = existsSync(join(headers, 'include')) ? { npm_config_nodedir: headers } : {};
  const options = { env: environment(nodedir), stdio: ['ignore', 'ignore', 'inherit'] };
  run('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'], options);
  if (loadsSqlite()) return;
  // A prebuilt one may be made for a newer system: then it is compiled here.
  run(
    'npm',
    ['rebuild', 'sqlite3', '--ignore-scripts=false', '--build-from-source', '--loglevel=error'],
    options,
  );
  if (!loadsSqlite())
    fail('SQLite could not be built. Install a C++ compiler, make and python3, then try again.');
}

function loadsSqlite() {
  const result = spawnSync(nodePath(), ['-e', "require('sqlite3')"], { cwd: ROOT, stdio: 'ignore' });
  return result.status === 0;
}

/** How each package manager is asked; the first that is there is used. */
const PACKAGE_MANAGERS = [
  {
    program: 'apt-get',
    before: ['update'],
    install: ['install', '-y', '--no-install-recommends'],
    needsRoot: true,
  },
  { program: 'apk', before: null, install: ['add'], needsRoot: true },
  { program: 'dnf', before: null, install: ['install', '-y'], needsRoot: true },
  { program: 'pacman', before: null, install: ['-S', '--noconfirm'], needsRoot: true },
  { program: 'brew', before: null, install: ['install'], needsRoot: false },
];

function installSystemPackage(name, programs) {
  const problem = tryInstall(name, programs);
  if (problem !== null) fail(`${problem}, then run the command again.`);
}

/** @returns {string | null} why it is not there, and how it is had; null = it is there */
function tryInstall(name, programs) {
  if (programs.some(isThere)) return null;
  const manager = PACKAGE_MANAGERS.find(({ program }) => isThere(program));
  const mayInstall = manager && (!manager.needsRoot || process.getuid?.() === 0);
  const byHand = manager
    ? `Install it with: ${manager.needsRoot ? 'sudo ' : ''}${manager.program} ${manager.install.join(' ')} ${name}`
    : `Install it, so that ${programs[0]} is on the path`;
  if (!mayInstall) return `${name} is needed and not there. ${byHand}`;
  console.log(`Installing ${name} …`);
  const quiet = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment({ DEBIAN_FRONTEND: 'noninteractive' }),
  };
  if (manager.before) spawnSync(manager.program, manager.before, quiet);
  spawnSync(manager.program, [...manager.install, name], quiet);
  return programs.some(isThere) ? null : `${name} could not be installed. ${byHand}`;
}

function isThere(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}
