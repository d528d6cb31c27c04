import type { WireFrame } from '../contract.ts';
import type { Fate } from './frame-fates.ts';
import type { RecipeTexts } from './recipe-texts-en.ts';

/** What there is to say about a frame: "left out, black". @param isSteady the video shows chosen frames */
export function frameFacts(
  { state, chosen }: WireFrame,
  fate: Fate,
  texts: RecipeTexts,
  isSteady: boolean,
): string {
  const steady = isSteady && chosen === true && fate === 'used' ? texts.chosen : '';
  return [texts.fate[fate], texts.state[state], steady].filter((fact) => fact !== '').join(', ');
}
