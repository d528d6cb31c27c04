import type { WireOption, WireOptionProblem } from '../contract.ts';
import { checkValue } from './check-value.ts';
import { lockReason } from './lock-reason.ts';
import type { OptionTexts } from './option-texts-en.ts';

/**
 * As exactly as the option's limits allow. In English, the server's own message is shown.
 *
 * @param option undefined = not an option
 */
export function problemText(
  problem: WireOptionProblem,
  option: WireOption | undefined,
  texts: OptionTexts,
  tag: string,
): string {
  const { code, value, reason, remedy } = problem;
  if (texts.problemByCode === null) return `${capital(reason)}. ${remedy}`;
  const exact = option === undefined ? null : exactText(code, { ...option, value }, texts, tag);
  return exact ?? texts.problemByCode[code];
}

function exactText(
  code: WireOptionProblem['code'],
  option: WireOption,
  texts: OptionTexts,
  tag: string,
): string | null {
  if (code === 'locked') return lockReason(option, texts);
  return code === 'invalid_value' ? checkValue(option, option.value, texts, tag) : null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
