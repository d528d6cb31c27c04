import type { Knex } from 'knex';
import type { RecipeRow } from '../db/rows.ts';
import type { Recipe } from './recipe.ts';

export const RECIPES = 'recipes';

export class RecipeStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Empty when there is none. */
  async get(timelapseId: string): Promise<Recipe> {
    const [row] = (await this.#db(RECIPES).where({ timelapse_id: timelapseId })) as RecipeRow[];
    return row ? (JSON.parse(row.recipe) as Recipe) : {};
  }

  put(timelapseId: string, recipe: Recipe, now: number): Promise<void> {
    return putRecipe(this.#db, timelapseId, recipe, now);
  }

  async delete(timelapseId: string): Promise<void> {
    await this.#db(RECIPES).where({ timelapse_id: timelapseId }).delete();
  }

  /** Of timelapses that can no longer be restored. */
  async deleteOrphans(): Promise<void> {
    await this.#db(RECIPES)
      .whereNotIn('timelapse_id', this.#db('timelapses').select('id'))
      .whereNotIn('timelapse_id', this.#db('ignored_folders').select('id'))
      .whereNotIn('timelapse_id', this.#db('trash').select('id'))
      .delete();
  }
}

export async function putRecipe(db: Knex, timelapseId: string, recipe: Recipe, now: number): Promise<void> {
  const row: RecipeRow = {
    timelapse_id: timelapseId,
    preset_id: recipe.preset_id ?? null,
    recipe: JSON.stringify(recipe),
    updated_at: now,
  };
  await db(RECIPES).insert(row).onConflict('timelapse_id').merge();
}
