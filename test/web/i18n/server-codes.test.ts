import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optionsSchema, videoOptionsSchema } from '../../../src/options/catalogue.ts';
import {
  FOLDER_CAUSES,
  OPTION_LOCK_CODES,
  OPTION_PROBLEM_CODES,
  TEST_ITEMS,
} from '../../../src/shared/settings.ts';
import { ApiError } from '../../../web/api/client.ts';
import type { WireOption, WireOptionProblem } from '../../../web/contract.ts';
import { de } from '../../../web/i18n/de.ts';
import { english as en } from '../../../web/i18n/whole-dictionary.ts';
import { lockReason } from '../../../web/settings/lock-reason.ts';
import { optionText } from '../../../web/settings/option-texts.ts';
import { optionTextsDe } from '../../../web/settings/option-texts-de.ts';
import { optionTextsEn } from '../../../web/settings/option-texts-en.ts';
import { problemText } from '../../../web/settings/problem-text.ts';
import { describeError } from '../../../web/page/describe-error.ts';

/*
 * Whatever the server can say, a reader of German reads in German. English is what the server itself speaks; where the
 * page has no words of its own, the server's are shown.
 */

const SOURCES = import.meta.glob<string>('../../../src/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Words that a pattern finds in the sources at these places, each once. */
function found(pattern: RegExp, ...places: string[]): string[] {
  const texts = Object.entries(SOURCES).filter(([path]) =>
    places.some((place) => path.startsWith(`../../../src/${place}`)),
  );
  const words = texts.flatMap(([, text]) => [...text.matchAll(pattern)].map(([, word]) => word!));
  return [...new Set(words)].sort();
}

describe('a refusal of the server', () => {
  it.each(Object.keys(de.refused))('%s has words in both languages', (code) => {
    const error = new ApiError(409, code, 'What it was.', 'What to do.');
    expect(describeError(error, en)).not.toBe('');
    expect(describeError(error, de)).toMatch(/\S{3}/);
    expect(describeError(error, de)).not.toContain('What');
  });
});

describe('a cause that the server has a word of its own for', () => {
  /** Told in the words of whoever said so. */
  const inTheirWords = ['refused', 'unknown'];
  const causes = found(/\bcause: '(\w+)'/g, '').filter((cause) => !inTheirWords.includes(cause));

  it('is found in the sources', () =>
    expect(causes).toEqual(expect.arrayContaining(['no_answer', 'emptied'])));

  it.each(causes)('%s is told in German', (cause) => expect(de.cause[cause]).toMatch(/\S{3}/));
});

describe('a reason for a suggestion', () => {
  const reasons = found(/\breason\(\s*'(\w+)'/g, 'matching/');

  it('is found in the sources', () => expect(reasons).toContain('name_exact'));

  it.each(reasons)('%s is told in both languages', (code) => {
    expect(en.match[code]).toMatch(/\S{3}/);
    expect(de.match[code]).toMatch(/\S{3}/);
  });
});

const option: WireOption = {
  name: 'min_frames',
  section: 'processing',
  value: 5,
  default: 2,
  source: 'environment',
  type: 'integer',
  unit: null,
  limits: { min: 1, max: 1000, choices: null },
  fields: null,
  help: '',
  read_only: true,
  reason: 'Because.',
  lock: { code: 'environment', by: ['VIDEO_FPS', 'VIDEO'] },
};

const logLevel: Partial<WireOption> = {
  name: 'log_level',
  type: 'choice',
  limits: { min: null, max: null, choices: ['trace', 'info'] },
};

describe('a problem with an option', () => {
  it.each(OPTION_PROBLEM_CODES)('%s is told in both languages', (code) => {
    const problem: WireOptionProblem = {
      option: option.name,
      value: 5000,
      code,
      reason: 'is wrong',
      remedy: 'Mend it.',
    };
    expect(problemText(problem, option, optionTextsEn, 'en')).toBe('Is wrong. Mend it.');
    for (const owner of [option, undefined]) {
      const german = problemText(problem, owner, optionTextsDe, 'de');
      expect(german).toMatch(/\S{3}/);
      expect(german).not.toContain('wrong');
    }
  });

  it.each<[string, Partial<WireOption>, unknown, string]>([
    ['a number out of range', {}, 5000, optionTextsDe.problem.range('1', '1.000')],
    ['a word instead of a number', {}, 'many', optionTextsDe.problem.number],
    ['a word that cannot be chosen', logLevel, 'loud', optionTextsDe.problem.choice('Alles, Info')],
    ['something that is neither on nor off', { type: 'boolean' }, 'maybe', optionTextsDe.problem.boolean],
    ['somebody who gets no messages', { type: 'list', fields: null }, ['me'], optionTextsDe.problem.target],
    ['something that is no list', { type: 'list', fields: [] }, 'MK4', optionTextsDe.problem.fields('')],
    ['anything else', { type: 'text' }, {}, optionTextsDe.problemByCode!.invalid_value],
  ])('is told exactly for %s', (_what, change, value, german) => {
    const problem = { option: option.name, value, code: 'invalid_value' as const, reason: '', remedy: '' };
    expect(problemText(problem, { ...option, ...change }, optionTextsDe, 'de')).toBe(german);
  });
});

/** What the schema says of an option, as far as it has to be put into words. */
interface Words {
  enum?: string[];
  items?: { properties?: object };
}

/** Every option by the name that the page knows it by. */
function allOptions(): [string, Words][] {
  const { video: _, ...single } = optionsSchema.shape;
  const members = Object.entries(videoOptionsSchema.shape).map(
    ([name, schema]) => [`video.${name}`, schema] as const,
  );
  return [...Object.entries(single), ...members].map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input' }) as Words,
  ]);
}

describe('an option', () => {
  it.each(OPTION_LOCK_CODES)('says in both languages that %s locks it', (code) => {
    const locked = { ...option, lock: { code, by: ['THIS'] } };
    expect(lockReason(locked, optionTextsEn)).toContain('THIS');
    expect(lockReason(locked, optionTextsDe)).toContain('THIS');
    expect(lockReason({ ...option, lock: null, reason: null }, optionTextsDe)).toBeNull();
  });

  it.each(allOptions())(
    '%s is explained in both languages, with all its choices [2.3]',
    (name, { enum: choices, items }) => {
      const fields = Object.keys(items?.properties ?? {}).map((field) => `${name}.${field}`);
      for (const each of [name, ...fields]) {
        expect(optionText(each, de).help, each).toMatch(/\S{3}/);
        expect(optionText(each, de).help).not.toBe(optionText(each, en).help);
        for (const language of [de, en]) expect(optionText(each, language).label, each).not.toBe(each);
      }
      for (const { choices: labels } of [optionTextsDe, optionTextsEn])
        for (const choice of choices ?? []) expect(labels[name]?.[choice], choice).toMatch(/\S{2}/);
    },
  );
});

describe('a folder that cannot be shown', () => {
  it.each(FOLDER_CAUSES)('because of %s is told in German', (cause) => {
    expect(optionTextsDe.pickerProblem?.[cause]('/x')).toMatch(/\S{3}.*\.$/);
  });
});

describe('a line of the configuration test', () => {
  it.each(TEST_ITEMS)('of %s has a name and a remedy in German', (item) => {
    expect(optionTextsDe.testItem[item]).toMatch(/\S{3}/);
    expect(optionTextsDe.testRemedy[item]).toMatch(/\S{3}/);
  });
});
