import { z } from 'zod';

/**
 * What zod says about a value, in words for people: the sentence before it names the value. Imported for its effect,
 * since zod knows one such function for all schemas.
 */
z.config({
  customError(issue) {
    switch (issue.code) {
      case 'too_big':
        return `must be ${issue.inclusive === false ? 'below' : 'at most'} ${sizeOf(issue.maximum, issue.origin)}`;
      case 'too_small':
        return `must be ${issue.inclusive === false ? 'above' : 'at least'} ${sizeOf(issue.minimum, issue.origin)}`;
      case 'invalid_type':
        return issue.input === undefined
          ? 'is missing'
          : `must be ${TYPES[issue.expected] ?? issue.expected}`;
      case 'invalid_value':
        return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
      case 'unrecognized_keys':
        return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not known`;
      case 'invalid_union':
        return 'has none of the possible values';
      default:
        return undefined;
    }
  },
});

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function sizeOf(limit: number | bigint, origin: string): string {
  if (origin === 'string') return `${limit} characters long`;
  if (origin === 'array') return `${limit} entries long`;
  return String(limit);
}
