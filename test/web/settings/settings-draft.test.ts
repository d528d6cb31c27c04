import { describe, expect, it } from 'vitest';
import type { WireOption, WireOptionProblem } from '../../../web/contract.ts';
import { checkValue } from '../../../web/settings/check-value.ts';
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
    [{}, 0, 'It must be from 1 to 1,000.'],
    [{}, 1.5, 'A whole number is needed here.'],
    [{}, Number.NaN, 'A number is needed here.'],
    [{ type: 'number' }, 1.5, null],
    [{ type: 'folder' }, 'videos', 'An absolute path is needed here, starting with “/”.'],
    [{ type: 'folder' }, '/videos', null],
    [{ type: 'url' }, 'printer', 'An address is needed here, starting with http:// or https://.'],
    [
      { type: 'list', fields: [{ name: 'name', required: true, help: '' }] },
      [{ name: ' ' }],
      'Every entry needs: Name.',
    ],
  ])('of %o that is %s is answered by "%s"', (change, value, answer) =>
    expect(check(change, value)).toBe(answer),
  );
});

describe('the sections', () => {
  it('hold every option, and those without a place come last', () => {
    const sections = sectionsOf([makeOption({ name: 'brand_new' }), makeOption()]);
    expect(sections.map(([section]) => section)).toEqual(['processing', 'other']);
  });
});
