/*
 * What the Supervisor and the app linter of Home Assistant make of a config.yaml, as far as it concerns us. The rules
 * are those of supervisor/apps/{validate,options,utils}.py and of frenck/action-app-linter, in our own words.
 */

/** One element of `schema`: a type with its limits, a group, or a list of either. */
export type SchemaElement = string | { [name: string]: SchemaElement } | [SchemaElement];

export interface AppConfig {
  version: string;
  slug: string;
  image?: string;
  options: Record<string, unknown>;
  schema: Record<string, SchemaElement>;
  map?: (string | { type: string; read_only?: boolean; path?: string })[];
  [key: string]: unknown;
}

const ELEMENT =
  /^(?:bool|email|url|port|(?:str|password|int)(?:\(-?\d*,-?\d*\))?|float(?:\(-?[\d.]*,-?[\d.]*\))?|match\(.*\)|list\(.+\))\??$/;

/** Whether the Supervisor knows a type; it refuses the whole app otherwise. */
export function isKnownType(element: string): boolean {
  return ELEMENT.test(element);
}

/** What the Supervisor would say to options of a user; an empty list when the app may start with them. */
export function optionErrors(
  schema: Record<string, SchemaElement>,
  values: Record<string, unknown>,
  where = '',
): string[] {
  const missing = Object.entries(schema)
    .filter(([name, element]) => !Object.hasOwn(values, name) && isRequired(element))
    .map(([name]) => `Missing option '${where}${name}'`);
  const wrong = Object.entries(values).flatMap(([name, value]) => {
    const element = schema[name];
    if (element === undefined) return [`Option '${where}${name}' does not exist in the schema`];
    return elementErrors(element, value, where + name);
  });
  return [...missing, ...wrong];
}

/** A list is as optional as what it holds; a group is always required. */
function isRequired(element: SchemaElement): boolean {
  const inner = Array.isArray(element) ? element[0] : element;
  return !(typeof inner === 'string' && inner.endsWith('?'));
}

function elementErrors(element: SchemaElement, value: unknown, where: string): string[] {
  if (Array.isArray(element)) {
    if (!Array.isArray(value)) return [`Invalid list for option '${where}'`];
    return value.flatMap((each, index) => elementErrors(element[0], each, `${where}.${index}`));
  }
  if (typeof element === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [`Invalid dict for option '${where}'`];
    return optionErrors(element, value as Record<string, unknown>, `${where}.`);
  }
  return fits(element, value) ? [] : [`Invalid value for option '${where}': ${JSON.stringify(value)}`];
}

function fits(element: string, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  const [, type = '', limits = ''] = /^(\w+)(?:\((.*)\))?\??$/.exec(element) ?? [];
  const [least = '', most = ''] = limits.split(',');
  const inRange = (size: number) =>
    Number.isFinite(size) && (least === '' || size >= Number(least)) && (most === '' || size <= Number(most));
  if (type === 'int' || type === 'float') return inRange(Number(value));
  if (type === 'bool')
    return typeof value === 'boolean' || /^(yes|no|on|off|true|false)$/.test(String(value));
  if (type === 'list') return limits.split('|').includes(String(value));
  if (type === 'url') return URL.canParse(String(value));
  return typeof value === 'string' && inRange(value.length);
}

const DANGEROUS = /^(BPF|CHECKPOINT_RESTORE|DAC_READ_SEARCH|NET_ADMIN|NET_RAW|PERFMON|SYS_\w+)$/;

/** What each right costs or earns. */
const RATED: [points: number, is: (config: AppConfig, privileged: string[]) => boolean][] = [
  [-1, ({ apparmor }) => apparmor === false],
  [2, ({ ingress }) => ingress === true],
  [1, ({ ingress, auth_api }) => ingress !== true && auth_api === true],
  [-1, ({ kernel_modules }, all) => kernel_modules === true || all.some((name) => DANGEROUS.test(name))],
  [-1, ({ hassio_role }) => hassio_role === 'manager'],
  [-2, ({ hassio_role }) => hassio_role === 'admin'],
  [-1, ({ host_network }) => host_network === true],
  [-2, ({ host_pid }) => host_pid === true],
  [-1, ({ host_uts }, all) => host_uts === true && all.includes('SYS_ADMIN')],
];

/** The security rating that Home Assistant shows, 1–8. @param hasProfile whether there is an apparmor.txt */
export function securityRating(config: AppConfig, hasProfile: boolean): number {
  if (config.docker_api === true || config.full_access === true) return 1;
  const privileged = (config.privileged ?? []) as string[];
  const start = hasProfile && config.apparmor !== false ? 6 : 5;
  const rating = RATED.reduce((sum, [points, is]) => (is(config, privileged) ? sum + points : sum), start);
  return Math.max(1, Math.min(8, rating));
}

/** Values that are there anyway: writing one down is an error for the linter. */
const DEFAULTS: Record<string, unknown> = {
  apparmor: true,
  backup: 'hot',
  boot: 'auto',
  hassio_role: 'default',
  ingress_port: 8099,
  init: true,
  panel_admin: true,
  panel_icon: 'mdi:puzzle',
  stage: 'stable',
  startup: 'application',
  timeout: 10,
};

/** Rights and switches that are off by themselves. */
const OFF_BY_DEFAULT = [
  ...['advanced', 'audio', 'auth_api', 'devicetree', 'docker_api', 'full_access', 'gpio', 'hassio_api'],
  ...['homeassistant_api', 'host_dbus', 'host_ipc', 'host_network', 'host_pid', 'host_uts', 'ingress'],
  ...['ingress_stream', 'journald', 'kernel_modules', 'legacy', 'realtime', 'stdin', 'tmpfs', 'uart'],
  ...['udev', 'usb', 'video'],
];

const OTHER_KEYS = [
  ...['name', 'version', 'slug', 'description', 'url', 'image', 'arch', 'panel_title', 'services', 'map'],
  ...['backup_pre', 'backup_post', 'backup_exclude', 'options', 'schema', 'homeassistant', 'machine'],
  ...['breaking_versions', 'discovery', 'environment', 'devices', 'privileged', 'ports', 'ports_description'],
  ...['ingress_entry', 'ulimits'],
];

/** Everything the app linter would report, errors and warnings alike. */
export function linterFindings(config: AppConfig): string[] {
  const findings = Object.entries(config).flatMap(([key, value]) => {
    if (Object.hasOwn(DEFAULTS, key) && DEFAULTS[key] === value) return [`'${key}' uses a default value`];
    if (OFF_BY_DEFAULT.includes(key) && value === false) return [`'${key}' uses a default value`];
    const known = Object.hasOwn(DEFAULTS, key) || OFF_BY_DEFAULT.includes(key) || OTHER_KEYS.includes(key);
    return known ? [] : [`'${key}' is unknown, obsolete, or not for an app with ingress`];
  });
  for (const key of ['name', 'version', 'slug', 'description', 'arch'])
    if (!Object.hasOwn(config, key)) findings.push(`'${key}' is missing`);
  const kinds = new Set((config.map ?? []).map((entry) => typeof entry));
  if (kinds.size > 1) findings.push("'map' mixes texts and groups");
  if ((config.arch as string[]).some((arch) => arch !== 'amd64' && arch !== 'aarch64'))
    findings.push("'arch' names one that has ended");
  if (config.backup === 'cold' && (config.backup_pre ?? config.backup_post) !== undefined)
    findings.push("'backup_pre' and 'backup_post' are not for cold backups");
  return findings;
}
