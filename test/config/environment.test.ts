import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';

/** Option values that one variable of the environment stands for. */
function valuesOf(env: Record<string, string>): Record<string, unknown> {
  return readEnvironment(env).optionValues;
}

describe('where the app lives', () => {
  it('is the folder it was started in, seen by this machine alone, when nothing is said', () => {
    expect(readEnvironment({})).toEqual({
      dataDir: './data',
      port: 8099,
      host: '127.0.0.1',
      allowedHosts: [],
      supervisor: null,
      optionValues: {},
      problems: [],
    });
  });

  it('is /data, seen by the network of the Supervisor, when there is a token', () => {
    expect(readEnvironment({ SUPERVISOR_TOKEN: 'secret' })).toMatchObject({
      dataDir: '/data',
      host: '0.0.0.0',
      supervisor: { token: 'secret', url: 'http://supervisor' },
    });
  });

  it('counts an empty token as none', () => {
    expect(readEnvironment({ SUPERVISOR_TOKEN: '' }).supervisor).toBeNull();
  });

  it.each([
    [undefined, [], 0],
    ['', [], 0],
    ['nas.local', ['nas.local'], 0],
    ['NAS.local:8099, timelapse.example.org\tbox', ['nas.local', 'timelapse.example.org', 'box'], 0],
    ['müller.local', ['xn--mller-kva.local'], 0],
    ['[FE80::1]:8099', ['fe80::1'], 0],
    ['*', [], 1],
    ['*.example.org,nas', ['nas'], 1],
    ['http://nas.local/', [], 1],
    ['me@nas', [], 1],
  ])('reads the names in ALLOWED_HOSTS: %j [1.18]', (text, names, problems) => {
    const read = readEnvironment(text === undefined ? {} : { ALLOWED_HOSTS: text });
    expect(read.allowedHosts).toEqual(names);
    expect(read.problems.filter((each) => each.startsWith('ALLOWED_HOSTS'))).toHaveLength(problems);
  });

  it('follows DATA_DIR, HOST, PORT and SUPERVISOR_URL', () => {
    const env = {
      DATA_DIR: '/d',
      HOST: '::1',
      PORT: '0',
      SUPERVISOR_TOKEN: 't',
      SUPERVISOR_URL: 'http://x:1',
    };
    expect(readEnvironment(env)).toMatchObject({
      dataDir: '/d',
      host: '::1',
      port: 0,
      supervisor: { url: 'http://x:1' },
      problems: [],
    });
  });

  it.each(['http', '80.5', '-1', '65536', 'Infinity'])(
    'says that the port %s is none and uses its own',
    (PORT) => {
      const { port, problems } = readEnvironment({ PORT });
      expect(port).toBe(8099);
      expect(problems).toEqual([expect.stringContaining(`"${PORT}"`)]);
    },
  );
});

describe('options in the environment', () => {
  it('have the same names in upper case', () => {
    expect(valuesOf({ TIMELAPSE_SOURCE_FOLDER: '/mnt/cam', LOG_LEVEL: 'debug', MIN_FRAMES: '5' })).toEqual({
      timelapse_source_folder: '/mnt/cam',
      log_level: 'debug',
      min_frames: 5,
    });
  });

  it.each(['true', 'yes', 'on', '1', 'TRUE', ' Yes '])('take %j for true', (text) => {
    expect(valuesOf({ PAUSE_WHILE_PRINTING: text })).toEqual({ pause_while_printing: true });
  });

  it.each(['false', 'no', 'off', '0', 'False'])('take %j for false', (text) => {
    expect(valuesOf({ TIMELAPSE_ENABLED: text })).toEqual({ timelapse_enabled: false });
  });

  it('keep 0 and 1 as numbers where a number is wanted', () => {
    expect(valuesOf({ TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0', MIN_FRAMES: '1' })).toEqual({
      timelapse_auto_process_timeout: 0,
      min_frames: 1,
    });
  });

  it('keep "off" as a word where a word is wanted', () => {
    expect(valuesOf({ VIDEO_DEFLICKER: 'off' })).toEqual({ video: { deflicker: 'off' } });
  });

  it('name members of the video group with VIDEO_ in front', () => {
    expect(valuesOf({ VIDEO_FPS: '23.976', VIDEO_PRESET: 'slow' })).toEqual({
      video: { fps: 23.976, preset: 'slow' },
    });
  });

  it('take a whole group as JSON, in which single members win', () => {
    expect(valuesOf({ VIDEO: '{"fps": 12, "quality": 18}', VIDEO_FPS: '24' })).toEqual({
      video: { fps: 24, quality: 18 },
    });
  });

  it('take a list as JSON', () => {
    const printers = [{ name: 'Mini', status_entity: 'sensor.mini' }];
    expect(valuesOf({ PRINTERS: JSON.stringify(printers) })).toEqual({ printers });
  });

  it.each([
    ['PRINTERS', '[{"name": ', 'printers'],
    ['MIN_FRAMES', 'many', 'min_frames'],
    ['TIMELAPSE_ENABLED', 'perhaps', 'timelapse_enabled'],
  ])('leave %s=%s as text for the check to name', (variable, text, option) => {
    expect(valuesOf({ [variable]: text })).toEqual({ [option]: text });
  });

  it('pass over empty variables and those of others', () => {
    expect(valuesOf({ TIMELAPSE_ENABLED: '', VIDEO_FPS: '', PATH: '/bin', timelapse_enabled: 'no' })).toEqual(
      {},
    );
  });
});
