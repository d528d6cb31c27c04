import type { Dictionary } from '../i18n/en.ts';
import { recipeTextsDe } from './recipe-texts-de.ts';
import { type RecipeTexts, recipeTextsEn } from './recipe-texts-en.ts';

export function recipeTexts(texts: Dictionary): RecipeTexts {
  return texts.code === 'de' ? recipeTextsDe : recipeTextsEn;
}
