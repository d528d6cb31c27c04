/*
 * Debian programs without installing them: apt downloads packages with their dependencies (signatures checked) into a
 * private folder, where they run with their own C library. Needs no privileges.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const MIRROR = 'http://deb.debian.org/debian';
/** The release after stable, which has the Python that Home Assistant needs. */
const RELEASE = 'forky';

/** Into `<folder>/root`. @returns null, or why it is not possible */
export function unpackDebian(folder, packages) {
  if (!existsSync(KEYRING) || !finds('apt-get') || !finds('dpkg-deb'))
    return "Debian's keys and package tools are not on this machine";
  const apt = ['-q', ...aptOptions(folder)];
  if (!runs('apt-get', [...apt, 'update']))
    return `Debian's package list could not be fetched from ${MIRROR}`;
  if (!runs('apt-get', [...apt, '-y', '--download-only', 'install', ...packages])) {
    return `the packages ${packages.join(', ')} of Debian ${RELEASE} could not be fetched`;
  }
  const archives = join(folder, 'apt/cache/archives');
  const packed = readdirSync(archives).filter((name) => name.endsWith('.deb'));
  const broken = packed.find((name) => !runs('dpkg-deb', ['-x', join(archives, name), join(folder, 'root')]));
  if (broken) return `${broken} could not be unpacked`;
  // Some packages rely on the system to link libraries under their usual names.
  return runs('/sbin/ldconfig', ['-n', librariesOf(folder)]) ? null : 'its libraries could not be linked';
}

function librariesOf(folder) {
  const lib = join(folder, 'root/usr/lib');
  return join(lib, find(lib, /-linux-gnu$/));
}

/** Ignores and changes nothing of the machine's packages and sources. */
function aptOptions(folder) {
  const apt = join(folder, 'apt');
  for (const path of ['etc/preferences.d', 'state/lists/partial', 'cache/archives/partial']) {
    mkdirSync(join(apt, path), { recursive: true });
  }
  writeFileSync(join(apt, 'status'), '');
  writeFileSync(join(apt, 'etc/sources.list'), `deb [signed-by=${KEYRING}] ${MIRROR} ${RELEASE} main\n`);
  const settings = {
    'Dir::Etc': join(apt, 'etc'),
    'Dir::Etc::sourceparts': '-',
    'Dir::State': join(apt, 'state'),
    'Dir::State::status': join(apt, 'status'),
    'Dir::Cache': join(apt, 'cache'),
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
    'Debug::NoLocking': 'true',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/** A script that runs an unpacked program with its own C library and name. @returns its path, beside the program */
export function writeLauncher(folder, program, name) {
  const root = join(folder, 'root');
  const libraries = librariesOf(folder);
  const loader = join(libraries, find(libraries, /^ld-linux-.*\.so\.\d+$/));
  const script = join(root, program, '..', name);
  const command = `'${loader}' --argv0 "$0" --library-path '${libraries}' '${join(root, program)}'`;
  writeFileSync(script, `#!/bin/sh\nexec ${command} "$@"\n`);
  chmodSync(script, 0o755);
  return script;
}

/** Empty when there is none. */
export function find(folder, pattern) {
  return readdirSync(folder).find((name) => pattern.test(name)) ?? '';
}

function runs(program, args) {
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

function finds(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
