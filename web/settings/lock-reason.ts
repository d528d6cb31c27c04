import type { WireOption } from '../contract.ts';
import type { OptionTexts } from './option-texts-en.ts';

/** Why an option cannot be changed here, and where it can; null when it can. */
export function lockReason({ lock, reason }: WireOption, texts: OptionTexts): string | null {
  return lock === null ? reason : texts.lock[lock.code](lock.by);
}
