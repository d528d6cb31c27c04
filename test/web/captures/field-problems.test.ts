import { expect, it } from 'vitest';
import { ApiError } from '../../../web/api/client.ts';
import { problemsOfFields, refusedFields } from '../../../web/captures/field-problems.ts';
import { de } from '../../../web/i18n/de.ts';
import { en } from '../../../web/i18n/en.ts';

const refused = (code: string, ...issues: { field: string; message: string }[]) =>
  new ApiError(400, code, 'Refused.', null, { detail: { in: 'body', field: issues[0]?.field, issues } });

it('says what is wrong with a field in both languages', () => {
  expect([...problemsOfFields(['max_pictures'], en, 'en')]).toEqual([
    ['max_pictures', 'Enter a whole number from 50 to 20,000.'],
  ]);
  expect([...problemsOfFields(['max_pictures'], de, 'de')]).toEqual([
    ['max_pictures', 'Gib eine ganze Zahl von 50 bis 20.000 ein.'],
  ]);
});

it('puts the server’s refusals at their fields, in English in its own words', () => {
  const error = refused(
    'invalid_request',
    { field: 'still_image_url', message: 'must be an address' },
    { field: 'name', message: 'must not be empty' },
  );
  expect([...refusedFields(error, en, 'en')]).toEqual([
    ['still_image_url', 'Must be an address.'],
    ['name', 'Must not be empty.'],
  ]);
  expect([...refusedFields(error, de, 'de').keys()]).toEqual(['still_image_url', 'name']);
  expect([...refusedFields(error, de, 'de').values()].join()).not.toContain('ust');
});

it.each([
  ['another refusal', refused('source_unreachable')],
  ['a field that is not shown', refused('invalid_request', { field: 'speed', message: 'is unknown' })],
  ['no field at all', new ApiError(400, 'invalid_request', 'Refused.')],
  ['no answer', new TypeError('failed to fetch')],
])('leaves %s to the whole', (_name, error) => expect(refusedFields(error, en, 'en').size).toBe(0));
