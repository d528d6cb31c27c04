import type { WirePreset, WireRecipe } from '../contract.ts';

type PresetRecipe = WirePreset['recipe'];

export type RecipeField = keyof WireRecipe;
/** Only what it sets. */
export type RecipeDraft = { [Field in RecipeField]?: NonNullable<WireRecipe[Field]> };

/** What a preset may set, in the order of the editor. */
const LOOK_FIELDS = [
  'target_seconds',
  'fps',
  'speed',
  'hold_last_frame_seconds',
  'deflicker',
  'steady',
  'max_height',
  'quality',
  'preset',
  'crop',
  'rotate',
  'flip',
  'overlay',
] as const satisfies readonly (keyof PresetRecipe)[];

/** They stay when a preset is chosen, unless it sets them: they belong to the camera. */
const FRAMING_FIELDS: readonly RecipeField[] = ['crop', 'rotate', 'flip'];

/** Without what is null or empty. */
export function toDraft(recipe: WireRecipe): RecipeDraft {
  return Object.fromEntries(Object.entries(recipe).filter(([, value]) => isSet(value))) as RecipeDraft;
}

/** @param change null or an empty list = not set */
export function withFields(
  draft: RecipeDraft,
  change: { [Field in RecipeField]?: RecipeDraft[Field] | null },
): RecipeDraft {
  return toDraft({ ...draft, ...change });
}

export function sameRecipe(one: RecipeDraft, other: RecipeDraft): boolean {
  return sorted(one) === sorted(other);
}

/** What the recipe sets itself gives way to the preset. */
export function withPreset(draft: RecipeDraft, preset: WirePreset): RecipeDraft {
  const replaced = LOOK_FIELDS.filter(
    (field) => !FRAMING_FIELDS.includes(field) || isSet(preset.recipe[field]),
  );
  const nothing = Object.fromEntries(replaced.map((field) => [field, null]));
  return withFields(draft, { ...nothing, preset_id: preset.id });
}

/** For saving as a preset: everything but the frames. */
export function lookOf(draft: RecipeDraft, preset: WirePreset | null): PresetRecipe {
  const own = onPreset(draft, preset);
  return Object.fromEntries(
    LOOK_FIELDS.filter((field) => own[field] !== undefined).map((field) => [field, own[field]]),
  );
}

/** What the preset sets, where the recipe does not. */
export function onPreset(draft: RecipeDraft, preset: WirePreset | null): RecipeDraft {
  const { target_seconds, fps, ...rest } = preset?.recipe ?? {};
  // Either of the two decides the length, so one of them in the recipe replaces both of the preset.
  const hasLength = draft.target_seconds !== undefined || draft.fps !== undefined;
  return toDraft({ ...rest, ...(hasLength ? {} : { target_seconds, fps }), ...draft });
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** The order of fields and of names does not matter. */
function sorted(draft: RecipeDraft): string {
  const entries = Object.entries(draft).map(([field, value]): [string, unknown] => [
    field,
    Array.isArray(value) ? value.toSorted() : value,
  ]);
  return JSON.stringify(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
