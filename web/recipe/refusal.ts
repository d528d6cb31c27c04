import { ApiError } from '../api/client.ts';
import type { RecipeProblem, RecipeProblems } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import type { Dictionary } from '../i18n/en.ts';
import { describeError } from '../page/describe-error.ts';
import type { RecipeField } from './recipe-draft.ts';
import { recipeTexts } from './recipe-texts.ts';
import type { RecipeTexts } from './recipe-texts-en.ts';

/** What the server does not accept. */
export interface Refusal {
  /** Path of the field, such as `crop.width`. */
  path: string;
  /** In English. */
  message: string;
  /** Null = a value of the wrong shape. */
  why: RecipeProblem | null;
}

type Detail = { field?: string } & Partial<RecipeProblem>;

/** Null = something else is wrong. */
export function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof ApiError) || error.status !== 400) return null;
  const { field, problem, facts } = (error.detail ?? {}) as Detail;
  if (field === undefined) return null;
  const why = problem === undefined ? null : ({ problem, facts } as RecipeProblem);
  return { path: field, message: error.message, why };
}

/** In the reader's language. */
export function refusalText({ message, why }: Refusal, texts: Dictionary, tag: string): string {
  const own = recipeTexts(texts);
  const exact = why === null ? undefined : problemText(why, own, tag);
  // Anything else is described in English only.
  return exact ?? (texts.code === 'en' ? message : own.invalidField);
}

/** With the name of the field; what is no refusal is described as anywhere. */
export function describeRefusal(error: unknown, texts: Dictionary, tag: string): string {
  const refusal = refusalIn(error);
  if (refusal === null) return describeError(error, texts);
  return recipeTexts(texts).atField(
    labelOf(refusal.path, recipeTexts(texts)),
    refusalText(refusal, texts, tag),
  );
}

/** @param path such as `crop.width` or `recipe.crop.width` */
export function labelOf(path: string, { field }: RecipeTexts): string {
  const [name = path] = path.replace(/^recipe\./, '').split('.');
  return field[name as RecipeField] ?? name;
}

function problemText({ problem, facts }: RecipeProblem, texts: RecipeTexts, tag: string): string | undefined {
  const text = texts.problem[problem] as
    ((facts: RecipeProblems[keyof RecipeProblems], number: (value: number) => string) => string) | undefined;
  return text?.(facts, (value) => formatNumber(value, tag, 1));
}
