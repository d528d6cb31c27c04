import type { WireNotice } from '../contract.ts';
import type { Dictionary } from '../i18n/en.ts';
import { type FactFormat, factFormat } from '../i18n/fact-format.ts';
import type { NoticeText } from '../i18n/notice-texts.ts';

type Say = (facts: WireNotice['facts'], format: FactFormat) => NoticeText;

/** Null = the server's own message is shown, in English. */
export function noticeText(
  notice: WireNotice,
  { notice: words, cause }: Dictionary,
  tag: string,
): NoticeText | null {
  // A newer server may send codes that this page does not know.
  const say = (words as Partial<Record<string, Say>> | null)?.[notice.code];
  return say?.(notice.facts, factFormat(cause, tag)) ?? null;
}
