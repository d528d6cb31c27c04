import type { WireOption } from '../contract.ts';
import type { OptionTexts } from './option-texts-en.ts';

/** Null = it can be changed. */
export function lockReason({ lock, reason }: WireOption, texts: OptionTexts): string | null {
  return lock === null ? reason : texts.lock[lock.code](lock.by);
}
