import type { WireRuleRun } from '../contract.ts';
import type { Dictionary } from '../i18n/en.ts';
import { amountText } from './rule-text.ts';
import { reasonText, ruleTexts } from './rule-texts.ts';

/** What a run did, or why it did not. */
export function outcomeText(
  { outcome, problem, done }: WireRuleRun,
  dictionary: Pick<Dictionary, 'code' | 'cause'>,
  tag: string,
): string {
  const texts = ruleTexts(dictionary);
  const amount = done.count === 0 ? null : amountText(done, texts, tag);
  const parts = {
    running: [texts.outcome.running, amount],
    done: [amount ?? texts.nothingToDo],
    stopped: [amount, texts.outcome.stopped(problem === null ? '' : reasonText(problem, dictionary, tag))],
    interrupted: [amount, texts.outcome.interrupted],
  }[outcome];
  return parts.filter((part) => part !== null).join(' · ');
}
