import { formatNumber } from '../format/format-number.ts';
import type { Dictionary } from '../i18n/en.ts';
import { optionTexts } from '../settings/option-texts.ts';
import { checkDraft, LIMITS, type Limits } from './check-draft.ts';
import type { RecipeDraft } from './recipe-draft.ts';
import { recipeTexts } from './recipe-texts.ts';
import { type Refusal, refusalText } from './refusal.ts';

interface Checked {
  draft: RecipeDraft;
  refused: ReadonlyMap<string, Refusal>;
  /** Number of frames that are left. */
  used: number;
}

/** What is wrong, by field of the recipe. The page's own message replaces the server's about the same field. */
export function problemsByField(
  { draft, refused, used }: Checked,
  texts: Dictionary,
  tag: string,
): Map<string, string> {
  const problems = new Map(
    [...refused.values()].map((refusal): [string, string] => {
      const [name = ''] = refusal.path.split('.');
      return [name, refusalText(refusal, texts, tag)];
    }),
  );
  for (const field of checkDraft(draft)) {
    const { min, max }: Limits = LIMITS[field];
    const { range } = optionTexts(texts).problem;
    problems.set(field, range(formatNumber(min, tag), formatNumber(max, tag)));
  }
  if (used === 0) problems.set('excluded_frames', recipeTexts(texts).problem.none_left({}, String));
  return problems;
}
