import type { NoticeFacts } from '../contract.ts';
import type { FactFormat } from './fact-format.ts';

export interface NoticeText {
  message: string;
  remedy: string;
}

export type NoticeTexts = {
  [Code in keyof NoticeFacts]: (facts: NoticeFacts[Code], format: FactFormat) => NoticeText;
};
