import type { WireOption } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { optionText } from './option-texts.ts';
import type { OptionTexts } from './option-texts-en.ts';

/** Checked before the server does; null = no problem found. */
export function checkValue(
  option: WireOption,
  value: unknown,
  texts: OptionTexts,
  tag: string,
): string | null {
  if (value === null || (value === '' && !isPath(option))) return null;
  switch (option.type) {
    case 'integer':
    case 'number':
      return checkNumber(option, value, texts, tag);
    case 'folder':
    case 'file':
      return String(value).startsWith('/') ? null : texts.problem.path;
    case 'url':
      return /^https?:\/\/./.test(String(value)) ? null : texts.problem.url;
    case 'list':
      return option.fields === null
        ? checkTexts(value, texts)
        : checkList(option, option.fields, value, texts);
    case 'boolean':
      return typeof value === 'boolean' ? null : texts.problem.boolean;
    case 'choice':
      return checkChoice(option, value, texts);
    case 'text':
      return null;
  }
}

/** By the option that shows the problem. */
export function checkTogether(readValue: (name: string) => unknown, texts: OptionTexts): Map<string, string> {
  const [low, high] = [readValue('video.min_fps'), readValue('video.max_fps')];
  const isTurned = typeof low === 'number' && typeof high === 'number' && low > high;
  return new Map(isTurned ? [['video.min_fps', texts.problem.fpsOrder]] : []);
}

/** Its field must not be empty, unless none is needed. */
export function isPath({ type, default: standard }: WireOption): boolean {
  return (type === 'folder' || type === 'file') && standard !== null;
}

function checkNumber(
  { type, limits: { min, max } }: WireOption,
  value: unknown,
  texts: OptionTexts,
  tag: string,
): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return texts.problem.number;
  if (type === 'integer' && !Number.isInteger(value)) return texts.problem.whole;
  const low = min ?? Number.NEGATIVE_INFINITY;
  const high = max ?? Number.POSITIVE_INFINITY;
  if (value >= low && value <= high) return null;
  return texts.problem.range(formatNumber(low, tag), formatNumber(high, tag));
}

function checkChoice({ name, limits }: WireOption, value: unknown, texts: OptionTexts): string | null {
  const choices = limits.choices ?? [];
  if (choices.some((choice) => choice === value)) return null;
  const labels = texts.choices[name];
  return texts.problem.choice(choices.map((choice) => labels?.[choice] ?? choice).join(', '));
}

/** Those who get messages; the only list of texts there is. */
function checkTexts(value: unknown, texts: OptionTexts): string | null {
  const isOne = (entry: unknown): boolean => /^\s*notify\.[a-z0-9_]+\s*$/.test(String(entry));
  return Array.isArray(value) && value.every(isOne) ? null : texts.problem.target;
}

function checkList(
  { name: list }: WireOption,
  fields: NonNullable<WireOption['fields']>,
  value: unknown,
  texts: OptionTexts,
): string | null {
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  const isComplete = (entry: unknown): boolean =>
    required.every((name) => String((entry as Record<string, unknown> | null)?.[name] ?? '').trim() !== '');
  const complete = Array.isArray(value) && value.every(isComplete);
  if (complete) return null;
  return texts.problem.fields(
    required.map((field) => optionText(`${list}.${field}`, texts).label).join(', '),
  );
}
