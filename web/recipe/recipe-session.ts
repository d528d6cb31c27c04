import { api } from '../api/client.ts';
import { hasNoFrames, readFrames, readPresets } from '../api/recipes.ts';
import type { WireFrame, WirePreset, WirePrintJob, WireRecipeView } from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { withoutMissing } from './frame-fates.ts';
import { type Refusal, refusalIn } from './refusal.ts';
import { lookOf, type RecipeDraft, sameRecipe, toDraft, withFields, withPreset } from './recipe-draft.ts';

export interface RecipeState {
  /** Null = not read yet. */
  view: WireRecipeView | null;
  frames: readonly WireFrame[];
  presets: readonly WirePreset[];
  job: Pick<WirePrintJob, 'ended_at'> | null;
  saved: RecipeDraft;
  draft: RecipeDraft;
  /** From the last attempt to save, by path of the field. */
  refused: ReadonlyMap<string, Refusal>;
  /** Why nothing can be edited. */
  failed: unknown;
}

const NOTHING: RecipeState = {
  view: null,
  frames: [],
  presets: [],
  job: null,
  saved: {},
  draft: {},
  refused: new Map(),
  failed: null,
};

/** The recipe of one timelapse while it is edited. */
export class RecipeSession {
  readonly state = new Collection<RecipeState>(NOTHING);
  readonly #id: string;

  constructor(timelapseId: string) {
    this.#id = timelapseId;
  }

  get isChanged(): boolean {
    const { saved, draft } = this.state.state;
    return !sameRecipe(saved, draft);
  }

  get preset(): WirePreset | null {
    const { presets, draft } = this.state.state;
    return presets.find(({ id }) => id === draft.preset_id) ?? null;
  }

  /** @param jobId print job that the timelapse belongs to */
  async read(jobId: string | null): Promise<void> {
    this.#set({ failed: null });
    try {
      const [view, frames, presets, job] = await Promise.all([
        api.getRecipe({ params: { id: this.#id } }),
        readFrames(this.#id),
        readPresets(),
        jobId === null ? null : api.getJob({ params: { id: jobId } }).catch(() => null),
      ]);
      const saved = withoutMissing(frames, toDraft(view.recipe));
      this.#set({ view, frames, presets, job, saved, draft: saved });
    } catch (error) {
      this.#set({ failed: error });
    }
  }

  /** A message of the server about a field lasts until that field changes. */
  change(draft: RecipeDraft): void {
    const before = this.state.state.draft;
    const unchanged = (field: string): boolean => {
      const [name] = field.split('.') as [keyof RecipeDraft];
      return JSON.stringify(before[name]) === JSON.stringify(draft[name]);
    };
    const refused = [...this.state.state.refused].filter(([field]) => unchanged(field));
    this.#set({ draft, refused: new Map(refused) });
  }

  /** @returns whether it was saved; what is wrong with fields is in `refused` @throws ApiError about anything else */
  async save(): Promise<boolean> {
    const { draft } = this.state.state;
    try {
      const view = await api.putRecipe({ params: { id: this.#id }, body: draft });
      this.#set({ view, saved: draft, refused: new Map() });
      return true;
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal !== null) this.#set({ refused: new Map([[refusal.path, refusal]]) });
      else if (hasNoFrames(error)) this.#set({ failed: error });
      else throw error;
      return false;
    }
  }

  /** @throws ApiError */
  async reset(): Promise<void> {
    await api.deleteRecipe({ params: { id: this.#id } });
    const view = await api.getRecipe({ params: { id: this.#id } });
    this.#set({ view, saved: {}, draft: {}, refused: new Map() });
  }

  /** The recipe builds on it from then on. @throws ApiError */
  async savePreset(name: string): Promise<void> {
    const { draft, presets } = this.state.state;
    const preset = await api.createPreset({ body: { name, recipe: lookOf(draft, this.preset) } });
    this.#set({ presets: [...presets, preset] });
    this.change(withPreset(draft, preset));
  }

  /** The recipe keeps what it set. @throws ApiError */
  async deletePreset(preset: WirePreset): Promise<void> {
    await api.deletePreset({ params: { id: preset.id } });
    const { draft, saved, presets } = this.state.state;
    this.#set({
      presets: presets.filter(({ id }) => id !== preset.id),
      draft: keptWithout(draft, preset),
      saved: keptWithout(saved, preset),
    });
  }

  #set(change: Partial<RecipeState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}

function keptWithout(draft: RecipeDraft, preset: WirePreset): RecipeDraft {
  if (draft.preset_id !== preset.id) return draft;
  return withFields({ ...lookOf(draft, preset), ...draft } as RecipeDraft, { preset_id: null });
}
