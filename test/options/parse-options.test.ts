import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../src/options/parse-options.ts';
import { optionsSchema, videoOptionsSchema } from '../../src/options/catalogue.ts';

const defaults = parseOptions({}).options;

/** Names of the options that were complained about. */
function namesOf(raw: Record<string, unknown>): string[] {
  return parseOptions(raw).problems.map(({ option }) => option);
}

describe('options without a problem', () => {
  it('are the documented defaults when nothing is given', () => {
    expect(parseOptions({})).toMatchObject({
      problems: [],
      options: {
        timelapse_enabled: true,
        timelapse_source_folder: '/share/timelapse-images',
        timelapse_output_folder: '/share/timelapses',
        timelapse_output_strategy: 'separate',
        timelapse_auto_process_timeout: 300,
        timelapse_share_copy: 'off',
        notify: [],
        timelapse_cleanup_age_days: 30,
        timelapse_trash_days: 7,
        timelapse_flickerfree_path: '/usr/local/bin/do_timelapse.sh',
        timelapse_processing_timeout: 30,
        timelapse_scan_interval: 30,
        timelapse_show_in_media: true,
        timelapse_poster_beside_video: false,
        video: {
          target_seconds: 20,
          fps: 25,
          min_fps: 10,
          max_fps: 60,
          max_height: 1080,
          quality: 20,
          preset: 'faster',
          hold_last_frame_seconds: 2,
          deflicker: 'strong',
          steady: 'auto',
        },
        printers: [],
        min_frames: 2,
        pause_while_printing: false,
        non_admins_may_change: false,
        log_level: 'info',
      },
    });
  });

  it('keep what is given and fill in the rest of a group', () => {
    const { options, problems } = parseOptions({
      timelapse_auto_process_timeout: 0,
      video: { fps: 30 },
      printers: [{ name: 'Mini', status_entity: 'sensor.mini' }],
    });
    expect(problems).toEqual([]);
    expect(options.timelapse_auto_process_timeout).toBe(0);
    expect(options.video).toEqual({ ...defaults.video, fps: 30 });
    expect(options.printers).toEqual([{ name: 'Mini', status_entity: 'sensor.mini' }]);
  });

  it('take an empty text or null for not given, as the options page of Home Assistant sends it', () => {
    const { options, problems } = parseOptions({ printernizer_url: '', timelapse_output_folder: null });
    expect(problems).toEqual([]);
    expect(options.timelapse_output_folder).toBe('/share/timelapses');
    expect(options.printernizer_url).toBeUndefined();
  });

  it('lose the blanks around a path', () => {
    expect(parseOptions({ timelapse_source_folder: ' /mnt/cam ' }).options.timelapse_source_folder).toBe(
      '/mnt/cam',
    );
  });
});

/** Each option that has limits, with values just inside and just outside. */
const LIMITS: [name: string, inside: unknown[], outside: unknown[]][] = [
  ['timelapse_auto_process_timeout', [0, 3600], [-1, 3601, 1.5, '60', true]],
  ['timelapse_share_copy', ['off', '10mb', '50mb'], ['10MB', '20mb', 10, false]],
  ['timelapse_cleanup_age_days', [7, 90], [6, 91, 30.5]],
  ['timelapse_trash_days', [0, 90], [-1, 91, 7.5]],
  ['timelapse_processing_timeout', [1, 1440], [0, 1441]],
  ['timelapse_scan_interval', [2, 3600], [1, 3601]],
  ['min_frames', [1, 1000], [0, 1001]],
  ['timelapse_output_strategy', ['same', 'separate', 'both'], ['Same', 'none', 1]],
  ['log_level', ['trace', 'notice', 'fatal'], ['verbose', 3]],
  ['timelapse_enabled', [true, false], ['true', 1]],
  ['timelapse_source_folder', ['/x'], ['x', './x', '   ', 7]],
  ['timelapse_flickerfree_path', ['/opt/do_timelapse.sh'], ['do_timelapse.sh', false]],
  [
    'printernizer_url',
    ['http://printer:8000', 'https://p.example/x'],
    ['ftp://p', 'printer', 'javascript:1'],
  ],
  ['notify', [[], ['notify.mobile_app_phone', 'notify.chat']], ['notify.me', ['phone'], [7], ['light.shed']]],
  ['printers', [[], [{ name: 'a', status_entity: 'b' }]], [{}, 'Mini', [{ name: 'a' }], [7]]],
  ['video.fps', [1, 120, 23.976], [0, 121, '25']],
  ['video.max_height', [120, 4320], [119, 4321, 720.5]],
  ['video.quality', [1, 51], [0, -1, 52]],
  ['video.preset', ['veryfast', 'slow'], ['ultrafast', 'placebo']],
  ['video.hold_last_frame_seconds', [0, 60], [-1, 61]],
  ['video.deflicker', ['off', 'light', 'strong'], ['medium', true]],
  ['video.steady', ['off', 'auto', 'strong'], ['light', true]],
  ['video.target_seconds', [0, 3600], [-1, 3601]],
];

/** The raw options in which one option, or one member of the video group, has a value. */
function rawOf(name: string, value: unknown): Record<string, unknown> {
  const [group, member] = name.split('.');
  return member ? { video: { [member]: value } } : { [group!]: value };
}

describe.each(LIMITS)('%s', (name, inside, outside) => {
  it.each(inside.map((value) => ({ value })))('takes $value', ({ value }) => {
    expect(parseOptions(rawOf(name, value)).problems).toEqual([]);
  });

  it.each(outside.map((value) => ({ value })))(
    'refuses $value, says why, and falls back to its default alone',
    ({ value }) => {
      const others = { timelapse_cleanup_age_days: 60, ...rawOf(name, value) };
      const { options, problems } = parseOptions(others);
      expect(problems.length).toBeGreaterThan(0);
      for (const problem of problems) {
        expect(problem.option).toMatch(new RegExp(`^${name}(\\.|$)`));
        expect(problem.value).toEqual(value);
        expect(problem.reason).not.toBe('');
        expect(problem.remedy).toContain(problem.option);
      }
      const [group, member] = name.split('.') as [keyof typeof options, string | undefined];
      const got = member ? (options.video as Record<string, unknown>)[member] : options[group];
      const usual = member ? (defaults.video as Record<string, unknown>)[member] : defaults[group];
      expect(got).toEqual(usual);
      if (name !== 'timelapse_cleanup_age_days') expect(options.timelapse_cleanup_age_days).toBe(60);
    },
  );
});

describe('several problems', () => {
  it('are all reported at once', () => {
    const raw = {
      timelapse_source_folder: 'relative',
      timelapse_scan_interval: 0,
      video: { fps: 500, quality: 99, preset: 'slow' },
      timelapse_scan_intervall: 5,
    };
    expect(namesOf(raw).sort()).toEqual(
      [
        'timelapse_scan_interval',
        'timelapse_scan_intervall',
        'timelapse_source_folder',
        'video.fps',
        'video.quality',
      ].sort(),
    );
    expect(parseOptions(raw).options.video).toEqual({ ...defaults.video, preset: 'slow' });
  });

  it('name a misspelled option and a misspelled member of the group', () => {
    expect(namesOf({ video: { fsp: 30 }, Log_Level: 'debug' })).toEqual(['Log_Level', 'video.fsp']);
  });

  it.each([[7], ['fast'], [[1, 2]], [true]])(
    'name a video group that is %j, and use its defaults',
    (video) => {
      const parsed = parseOptions({ video });
      expect(parsed.problems.map(({ option }) => option)).toEqual(['video']);
      expect(parsed.options.video).toEqual(defaults.video);
    },
  );
});

describe('contradictions', () => {
  it('between the lowest and the highest frame rate leave a range that is none', () => {
    const { options, problems } = parseOptions({ video: { min_fps: 50, max_fps: 30 } });
    expect(problems.map(({ option }) => option)).toEqual(['video.min_fps']);
    expect(options.video).toMatchObject({ min_fps: 30, max_fps: 30 });
  });

  it('between source and output folder are reported unless the strategy is to use one folder', () => {
    const same = { timelapse_source_folder: '/share/x', timelapse_output_folder: '/share/x' };
    expect(namesOf(same)).toEqual(['timelapse_output_folder']);
    expect(namesOf({ ...same, timelapse_output_strategy: 'same' })).toEqual([]);
  });
});

describe('stand-alone defaults', () => {
  const own = { timelapse_source_folder: '/home/me/data/timelapse-images' };

  it('stand in for a folder that is not given', () => {
    expect(parseOptions({}, own).options.timelapse_source_folder).toBe(own.timelapse_source_folder);
  });

  it('stand in for a folder that is not valid', () => {
    const { options } = parseOptions({ timelapse_source_folder: 'images' }, own);
    expect(options.timelapse_source_folder).toBe(own.timelapse_source_folder);
  });

  it.each(['', null])('stand in for a folder that is left empty: %j', (value) => {
    const { options, problems } = parseOptions({ timelapse_source_folder: value }, own);
    expect(options.timelapse_source_folder).toBe(own.timelapse_source_folder);
    expect(problems).toEqual([]);
  });

  it('give way to a folder that is given', () => {
    const { options } = parseOptions({ timelapse_source_folder: '/mnt/images' }, own);
    expect(options.timelapse_source_folder).toBe('/mnt/images');
  });
});

describe('the schema', () => {
  it.each([...Object.entries(optionsSchema.shape), ...Object.entries(videoOptionsSchema.shape)])(
    'explains %s',
    (_name, schema) => {
      expect(schema.description ?? schema.def.innerType.description).toMatch(/\w{3,}/);
    },
  );
});
