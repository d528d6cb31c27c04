import { type Dictionary, en } from './en.ts';
import { enRest } from './en-rest.ts';

export type WholeDictionary = Dictionary & typeof enRest;

/** Like `Language`. */
export interface WholeLanguage {
  tag: string;
  texts: WholeDictionary;
}

export const english: WholeDictionary = { ...en, ...enRest };

/** With the texts that the first view does without; German comes in one piece. */
export function wholeDictionary(texts: Dictionary): WholeDictionary {
  return texts === en ? english : (texts as WholeDictionary);
}
