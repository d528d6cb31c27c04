/*
 * Sets up a fresh checkout with any Node: packages, the native SQLite module, ffmpeg, and a browser for tests. Plain
 * JavaScript without packages, since it runs before they are installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const BIN = join(MODULES, '.bin');

/** Puts the checkout's `node` first. */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, ...extra };
}

/** The checkout's, or the current one if it is new enough. */
export function nodePath() {
  const own = join(BIN, 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  fail(
    `Node 24 or newer is needed; this is ${process.version}, and none comes with the packages for ` +
      `${process.platform} ${process.arch}. Install Node 24, then run the command again.`,
  );
}

/** Exits with a sentence on failure. */
export function run(program, args, options = {}) {
  const result = spawnSync(program, args, { cwd: ROOT, stdio: 'inherit', env: environment(), ...options });
  if (result.status !== 0) fail(`"${[program, ...args].join(' ')}" failed.`, result.status || 1);
}

/** @returns {never} */
export function fail(sentence, code = 1) {
  console.error(sentence);
  process.exit(code);
}

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
  // Some registries lack packages of some platforms; `npm ci` is stricter than installing without them.
  if (clean.status !== 0) run('npm', ['install', '--no-save', '--loglevel=error'], { shell });
  writeFileSync(stamp, lock);
}

/** Packages run no scripts here (.npmrc), so the only native module is built if it does not load. */
function buildSqlite() {
  if (loadsSqlite()) return;
  console.log('Preparing SQLite (once; where no prebuilt one fits this takes a minute or two) …');
  const headers = join(MODULES, `node-${process.platform}-${process.arch}`);
  const nodedir = existsSync(join(headers, 'include')) ? { npm_config_nodedir: headers } : {};
  const options = { env: environment(nodedir), stdio: ['ignore', 'ignore', 'inherit'] };
  run('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'], options);
  if (loadsSqlite()) return;
  // A prebuilt one may need a newer system: then it is compiled here.
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

/** The first one found is used. */
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
  if (!mayInstall) return `${name} is required but not installed. ${byHand}`;
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
