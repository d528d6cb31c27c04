import { describe, expect, it } from 'vitest';
import type { OptionLayers } from '../../src/config/option-layers.ts';
import { OPTIONS_FILE } from '../../src/config/options-text.ts';
import { planChange } from '../../src/settings/plan-change.ts';
import { withCode } from '../../src/settings/problem-code.ts';

const NOTHING = { values: {}, problems: [] };

/** What a wish is refused for: option and code of each problem. */
function refusals(wish: Record<string, unknown>, layers: Partial<OptionLayers> = {}): [string, string][] {
  const { problems } = planChange({ defaults: {}, stored: NOTHING, environment: NOTHING, ...layers }, wish);
  return problems.map(({ option, code }) => [option, code]);
}

describe('a wish that is refused says by code why', () => {
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
  it.each([
    [OPTIONS_FILE, '/data/options.json', 'unreadable_file'],
    ['environment', null, 'unreadable_environment'],
    ['video.fsp', 3, 'unknown_option'],
    ['video', 'bad', 'invalid_value'],
    ['log_level', 'loud', 'invalid_value'],
  ])('%s', (option, value, code) =>
    expect(withCode({ option, value, reason: '', remedy: '' })).toMatchObject({ option, value, code }),
  );
});
