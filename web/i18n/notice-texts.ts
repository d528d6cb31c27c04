import type { NoticeFacts } from '../contract.ts';
import type { FactFormat } from './fact-format.ts';

/** What needs a look, and what to do about it. */
export interface NoticeText {
  message: string;
  remedy: string;
}

/** Every notice in words. */
export type NoticeTexts = {
  [Code in keyof NoticeFacts]: (facts: NoticeFacts[Code], format: FactFormat) => NoticeText;
};
