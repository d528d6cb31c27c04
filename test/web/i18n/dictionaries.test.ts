import { describe, expect, it } from 'vitest';
import { de } from '../../../web/i18n/de.ts';
import { type Dictionary, en } from '../../../web/i18n/en.ts';
import { english } from '../../../web/i18n/whole-dictionary.ts';
import { language, setLanguage } from '../../../web/i18n/language.ts';

/** Every text with its place, functions called with stand-ins. */
function texts(part: unknown, place = ''): [string, string][] {
  if (typeof part === 'string') return [[place, part]];
  if (typeof part === 'function')
    return [[place, String(part(...Array.from({ length: part.length }, () => 2)))]];
  return Object.entries(part as object).flatMap(([name, inner]) => texts(inner, `${place}.${name}`));
}

/** Notices are put into words from their facts, and have a test of their own. */
function withoutNotices({ notice: _, ...rest }: Dictionary): object {
  return rest;
}

describe('the dictionaries', () => {
  it('have no empty text', () => {
    const plain = [english, de].flatMap((dictionary) => texts(withoutNotices(dictionary)));
    expect(plain.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('know the same steps of the engine', () => expect(Object.keys(de.step)).toEqual(Object.keys(en.step)));
});

describe('the language of the page', () => {
  it.each([
    ['de-AT', 'de-AT', 'de', de],
    ['en-GB', 'en-GB', 'en', en],
    ['fr', 'en', 'en', en],
  ])('for %s formats by %s', async (wanted, tag, lang, dictionary) => {
    await setLanguage(wanted);
    expect(language.state).toEqual({ tag, texts: dictionary });
    expect(document.documentElement.lang).toBe(lang);
    await setLanguage('en');
  });
});
