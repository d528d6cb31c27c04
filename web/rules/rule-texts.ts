import type { Cause } from '../contract.ts';
import { factFormat } from '../i18n/fact-format.ts';
import type { Dictionary } from '../i18n/en.ts';
import { ruleTextsDe } from './rule-texts-de.ts';
import { type RuleTexts, ruleTextsEn } from './rule-texts-en.ts';

export function ruleTexts({ code }: Pick<Dictionary, 'code'>): RuleTexts {
  return code === 'de' ? ruleTextsDe : ruleTextsEn;
}

/** Why something stays, or a rule stops. */
export function reasonText(cause: Cause, { cause: causes }: Pick<Dictionary, 'cause'>, tag: string): string {
  return factFormat(causes, tag).cause(cause);
}
