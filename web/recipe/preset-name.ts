import type { WirePreset } from '../contract.ts';
import type { RecipeTexts } from './recipe-texts-en.ts';

/** Those of the app are named in the reader's language. */
export function presetName({ id, name, built_in }: WirePreset, texts: RecipeTexts): string {
  return (built_in ? texts.presetName[id] : undefined) ?? name;
}
