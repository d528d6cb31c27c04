import { describe, expect, it } from 'vitest';
import type { OptionLayers } from '../../src/options/option-layers.ts';
import { OPTIONS_FILE, parseOptionsText } from '../../src/options/options-text.ts';
import { parseOptions } from '../../src/options/parse-options.ts';
import { planChange } from '../../src/options/plan-change.ts';

const NOTHING = { values: {}, problems: [] };

/** What a wish is refused for: option and code of each problem. */
function refusals(wish: Record<string, unknown>, layers: Partial<OptionLayers> = {}): [string, string][] {
  const { problems } = planChange({ defaults: {}, stored: NOTHING, environment: NOTHING, ...layers }, wish);
  return problems.map(({ option, code }) => [option, code]);
}

describe('a change that is refused says by code why', () => {
  it.each<[Record<string, unknown>, [string, string]]>([
    [{ min_frames: 5000 }, ['min_frames', 'invalid_value']],
    [{ video: 7 }, ['video', 'invalid_value']],
    [{ printers: [{ name: '' }] }, ['printers.0.name', 'invalid_value']],
    [{ min_fraems: 3 }, ['min_fraems', 'unknown_option']],
    [{ 'video.min_fps': 50, 'video.max_fps': 20 }, ['video.min_fps', 'fps_order']],
    [{ 'video.min_fps': 500 }, ['video.min_fps', 'invalid_value']],
    [
      { timelapse_source_folder: '/pictures', timelapse_output_folder: '/pictures' },
      ['timelapse_output_folder', 'output_is_source'],
    ],
  ])('%j', (wish, refusal) => expect(refusals(wish)).toContainEqual(refusal));

  it('one that the environment locks', () => {
    const environment = { values: { min_frames: 4 }, problems: [] };
    expect(refusals({ min_frames: 7 }, { environment })).toEqual([['min_frames', 'locked']]);
  });
});

describe('what is wrong before anyone wished for anything has its code too', () => {
  it.each<[Record<string, unknown>, string, string]>([
    [{ video: { fsp: 3 } }, 'video.fsp', 'unknown_option'],
    [{ video: 'bad' }, 'video', 'invalid_value'],
    [{ log_level: 'loud' }, 'log_level', 'invalid_value'],
    [{ video: { min_fps: 50, max_fps: 20 } }, 'video.min_fps', 'fps_order'],
  ])('%j', (values, option, code) => expect(parseOptions(values).problems).toMatchObject([{ option, code }]));

  it('a file that cannot be read', () =>
    expect(parseOptionsText('{', '/data/options.json').problems).toMatchObject([
      { option: OPTIONS_FILE, value: '/data/options.json', code: 'unreadable_file' },
    ]));
});
