/* Installs a real Home Assistant Core from PyPI into a private folder; kept until the requirements change. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareTools } from './python.mjs';

/** An older Python gets the newest release it can run. */
const RELEASE = '2026.11.0';

/** Their dependencies are found in their manifests. */
const INTEGRATIONS = [
  ...[
    'frontend',
    'http',
    'api',
    'websocket_api',
    'config',
    'recorder',
    'history',
    'mqtt',
    'media_source',
    'camera',
  ],
  ...['automation', 'script', 'template', 'input_select', 'input_text', 'input_boolean', 'input_number'],
  ...['persistent_notification', 'person', 'backup', 'network', 'image'],
  // MQTT looks for the Supervisor's broker.
  'hassio',
  // Printers.
  ...['prusalink', 'octoprint'],
  // Cameras.
  ...['generic', 'mjpeg', 'local_file'],
];

/** @param folder for everything @returns contents of `<folder>/install.json`, or why it is not possible */
export function installHomeAssistant(folder) {
  const file = join(folder, 'install.json');
  const wish = createHash('sha256')
    .update(JSON.stringify([RELEASE, INTEGRATIONS]))
    .digest('hex');
  if (existsSync(file)) {
    const known = JSON.parse(readFileSync(file, 'utf8'));
    if (known.wish === wish && existsSync(known.python)) return known;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = makeEnvironment(folder);
  if (typeof made === 'string') return made;
  writeFileSync(file, JSON.stringify({ ...made, wish }, null, 2));
  return { ...made, wish };
}

function makeEnvironment(folder) {
  const tools = prepareTools(folder);
  if (!tools) return 'it needs Python 3.13 or newer with venv and pip, which is not installed';
  const environment = join(folder, 'environment');
  if (
    !runs(tools.program, ['-m', 'venv', ...(tools.pip[0] === '-m' ? [] : ['--without-pip']), environment])
  ) {
    return 'Python could not make a virtual environment';
  }
  const python = join(environment, 'bin/python');
  const install = (...args) =>
    runs(python, [...tools.pip, 'install', '--no-input', '--quiet', '--disable-pip-version-check', ...args]);
  const isNew = tools.version[0] > 3 || tools.version[1] >= 14;
  console.log('Installing Home Assistant Core from PyPI (some minutes) …');
  if (!install(isNew ? `homeassistant==${RELEASE}` : 'homeassistant'))
    return 'pip could not install Home Assistant';
  const core = ask(python, 'import homeassistant; print(homeassistant.__path__[0])');
  const needed = requirements(join(core, 'components'));
  if (!install('-c', join(core, 'package_constraints.txt'), ...needed)) {
    return 'pip could not install what the integrations of Home Assistant need';
  }
  const version = ask(python, 'from homeassistant.const import __version__; print(__version__)');
  return { python, broker: tools.broker, version };
}

function requirements(components) {
  const needed = new Set();
  const seen = new Set();
  const visit = (domain) => {
    const manifest = join(components, domain, 'manifest.json');
    if (seen.has(domain) || !existsSync(manifest)) return;
    seen.add(domain);
    const { dependencies = [], requirements: packages = [] } = JSON.parse(readFileSync(manifest, 'utf8'));
    for (const each of packages) needed.add(each);
    for (const each of dependencies) visit(each);
  };
  for (const domain of INTEGRATIONS) visit(domain);
  return [...needed];
}

function ask(python, code) {
  return spawnSync(python, ['-c', code], { encoding: 'utf8' }).stdout.trim();
}

function runs(program, args) {
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
