/* A Python for Home Assistant, and a broker: the system's, or Debian's unpacked into a private folder. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { find, unpackDebian, writeLauncher } from './debian.mjs';

/** Required by the newest Home Assistant. */
const WANTED = [3, 14];
/** An older Python would get a Home Assistant whose dependencies no longer fit. */
const OLDEST = [3, 13];

/**
 * @param folder private, recreated
 * @returns the Python, how pip is called in a virtual environment, and the broker if any
 */
export function prepareTools(folder) {
  const own = findPython();
  const broker = findBroker();
  if (own && isAtLeast(own.version, WANTED) && broker) return { ...own, pip: ['-m', 'pip'], broker };
  console.log('Fetching Python 3.14 and Mosquitto from Debian into a private folder …');
  const problem = unpackDebian(folder, PACKAGES);
  if (!problem) return unpacked(folder);
  console.log(`That failed: ${problem}. Using what is installed.`);
  return own && { ...own, pip: ['-m', 'pip'], broker };
}

/** systemd-standalone-sysusers keeps Mosquitto from pulling in systemd. */
const PACKAGES = ['python3.14', 'python3-pip-whl', 'libstdc++6', 'mosquitto', 'systemd-standalone-sysusers'];

function unpacked(folder) {
  const wheels = join(folder, 'root/usr/share/python-wheels');
  return {
    program: writeLauncher(folder, 'usr/bin/python3.14', 'python'),
    version: WANTED,
    pip: [join(wheels, find(wheels, /^pip-.*\.whl$/), 'pip')],
    broker: writeLauncher(folder, 'usr/sbin/mosquitto', 'mosquitto-here'),
  };
}

/** That can create virtual environments with pip. */
function findPython() {
  const found = ['python3.14', 'python3.15', 'python3.13', 'python3', 'python'].flatMap((name) => {
    const code = 'import ensurepip, sys; print(sys.executable, *sys.version_info[:2])';
    const asked = spawnSync(name, ['-c', code], { encoding: 'utf8' });
    const [program, major, minor] = asked.stdout?.trim().split(' ') ?? [];
    return asked.status === 0 ? [{ program, version: [Number(major), Number(minor)] }] : [];
  });
  return found.find(({ version }) => isAtLeast(version, OLDEST)) ?? null;
}

function isAtLeast([major, minor], [wantedMajor, wantedMinor]) {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function findBroker() {
  const places = [
    'mosquitto',
    '/usr/sbin/mosquitto',
    '/usr/local/sbin/mosquitto',
    '/opt/homebrew/sbin/mosquitto',
  ];
  return places.find((path) => spawnSync(path, ['-h'], { stdio: 'ignore' }).error === undefined) ?? null;
}
