import type { RuleDefinition, WireRuleRun } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatNumber } from '../format/format-number.ts';
import type { RuleTexts } from './rule-texts-en.ts';

/** A rule in one plain sentence. */
export function ruleText(definition: RuleDefinition, { sentence }: RuleTexts, tag: string): string {
  const { action } = definition;
  switch (definition.kind) {
    case 'frames_after_video':
      return sentence.frames(definition.days, formatNumber(definition.days, tag));
    case 'video_age':
      return sentence.age(action, definition.days, formatNumber(definition.days, tag));
    case 'total_size':
      return sentence.size(action, formatBytes(definition.max_bytes, tag));
    case 'print_result': {
      const { results, days } = definition;
      const inOrder = (['failed', 'cancelled'] as const).filter((result) => results.includes(result));
      return sentence.result(action, inOrder, days, formatNumber(days, tag));
    }
  }
}

export function amountText({ count, bytes }: WireRuleRun['done'], texts: RuleTexts, tag: string): string {
  return texts.amount(count, formatNumber(count, tag), formatBytes(bytes, tag));
}
