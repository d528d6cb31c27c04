import { issuesOf, sentence } from '../captures/field-problems.ts';
import type { PrinterOption } from '../api/printers.ts';
import { formatNumber } from '../format/format-number.ts';
import type { Dictionary } from '../i18n/en.ts';
import { describeError } from '../page/describe-error.ts';
import { isNumberOption, NUMBER_FIELDS } from './option-fields.ts';
import type { OptionProblem } from './option-saver.ts';
import { printerTexts } from './printer-texts.ts';

/** What is wrong with an option, for people. */
export function optionProblemText(
  option: PrinterOption,
  problem: OptionProblem,
  texts: Dictionary,
  tag: string,
): string {
  if (problem === 'invalid') return expectedOf(option, texts, tag);
  const issue = issuesOf(problem).find(({ field }) => field.split('.', 1)[0] === option);
  if (issue === undefined) return printerTexts(texts).notSaved(describeError(problem, texts));
  // The server's messages are in English.
  return texts.code === 'en' ? sentence(issue.message) : expectedOf(option, texts, tag);
}

function expectedOf(option: PrinterOption, texts: Dictionary, tag: string): string {
  const { invalid } = printerTexts(texts);
  if (option === 'light_entity') return invalid.light;
  if (!isNumberOption(option)) return invalid.other;
  const { min, max, isWhole } = NUMBER_FIELDS[option];
  return invalid[isWhole ? 'whole' : 'number'](formatNumber(min, tag), formatNumber(max, tag));
}
