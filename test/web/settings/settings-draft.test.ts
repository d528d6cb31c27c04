import { describe, expect, it } from 'vitest';
import type { WireOption, WireOptionProblem } from '../../../web/contract.ts';
import { checkTogether, checkValue } from '../../../web/settings/check-value.ts';
import { optionTextsEn } from '../../../web/settings/option-texts-en.ts';
import { sectionsOf } from '../../../web/settings/sections.ts';
import {
  keepChanges,
  NO_CHANGES,
  problemsByOption,
  shownValue,
  toValues,
  withValue,
} from '../../../web/settings/settings-draft.ts';
import { makeOption } from './make-option.ts';

describe('changes to the settings', () => {
  const option = makeOption();

  it('are gathered, and gone when the value is what it was', () => {
    const draft = withValue(NO_CHANGES, option, 7);
    expect(toValues(draft)).toEqual({ min_frames: 7 });
    expect(withValue(draft, option, 5).size).toBe(0);
  });

  it('back to the default are a change only where something else is set', () => {
    expect(toValues(withValue(NO_CHANGES, option, ''))).toEqual({ min_frames: null });
    expect(shownValue(withValue(NO_CHANGES, option, null), option)).toBe(2);
    expect(withValue(NO_CHANGES, makeOption({ source: 'default' }), null).size).toBe(0);
  });

  it('to an empty path are a change, and refused where it is typed [1.31]', () => {
    for (const type of ['folder', 'file'] as const) {
      const path = makeOption({ name: 'timelapse_source_folder', type, value: '/a', source: 'default' });
      expect(withValue(NO_CHANGES, path, '').size).toBe(1);
      for (const empty of ['', '  ', 'relative'])
        expect(checkValue(path, empty, optionTextsEn, 'en')).toBe(optionTextsEn.problem.path);
      expect(checkValue(path, null, optionTextsEn, 'en')).toBeNull();
    }
  });

  it('to frame rates the wrong way round are refused where they are typed [1.31]', () => {
    const found = (low: unknown, high: unknown) =>
      checkTogether((name) => (name === 'video.min_fps' ? low : high), optionTextsEn);
    expect([...found(50, 20).keys()]).toEqual(['video.min_fps']);
    for (const [low, high] of [
      [20, 20],
      [10, 60],
      ['', 20],
      [undefined, 20],
    ])
      expect(found(low, high).size).toBe(0);
  });

  it('are dropped when they have become true elsewhere', () => {
    const draft = withValue(NO_CHANGES, option, 7);
    expect(keepChanges(draft, [option])).toBe(draft);
    expect(keepChanges(draft, [makeOption({ value: 7 })]).size).toBe(0);
    expect(keepChanges(draft, [makeOption({ read_only: true })]).size).toBe(0);
  });

  it('have their problems at their fields', () => {
    const problem: WireOptionProblem = {
      option: 'printers.0.name',
      value: null,
      code: 'invalid_value',
      reason: 'is missing',
      remedy: 'Give one.',
    };
    const printers = makeOption({ name: 'printers', type: 'list' });
    expect(problemsByOption([problem], [option, printers]).get('printers')).toEqual([problem]);
  });
});

describe('a value', () => {
  const check = (change: Partial<WireOption>, value: unknown): string | null =>
    checkValue(makeOption(change), value, optionTextsEn, 'en');

  it.each<[Partial<WireOption>, unknown, string | null]>([
    [{}, 7, null],
    [{}, '', null],
    [{}, 0, optionTextsEn.problem.range('1', '1,000')],
    [{}, 1.5, optionTextsEn.problem.whole],
    [{}, Number.NaN, optionTextsEn.problem.number],
    [{ type: 'number' }, 1.5, null],
    [{ type: 'folder' }, 'videos', optionTextsEn.problem.path],
    [{ type: 'folder' }, '/videos', null],
    [{ type: 'url' }, 'printer', optionTextsEn.problem.url],
    [
      { name: 'printers', type: 'list', fields: [{ name: 'name', required: true, domains: null, help: '' }] },
      [{ name: ' ' }],
      'Every entry needs: Name.',
    ],
  ])('of %o that is %s is answered by "%s"', (change, value, answer) =>
    expect(check(change, value)).toBe(answer),
  );
});

describe('the sections', () => {
  it('hold every option, in the order of the server', () => {
    const options = [
      makeOption(),
      makeOption({ name: 'log_level', section: 'system' }),
      makeOption({ name: 'brand_new' }),
    ];
    const named = sectionsOf(options).map(([section, members]) => [
      section,
      ...members.map(({ name }) => name),
    ]);
    expect(named).toEqual([
      ['processing', 'min_frames', 'brand_new'],
      ['system', 'log_level'],
    ]);
  });
});
