import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { PresetRow, RecipeRow } from '../db/rows.ts';
import { conflict, notFound } from '../lib/errors.ts';
import { foldText } from '../lib/fold-text.ts';
import { BUILT_IN_PRESETS } from './built-in-presets.ts';
import { onPreset, type Preset, type PresetRecipe, type Recipe } from './recipe.ts';
import { putRecipe, RECIPES } from './recipe-store.ts';

export type NewPreset = Pick<Preset, 'name' | 'recipe'>;

const TABLE = 'presets';

export class PresetStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async list({ limit, offset }: { limit: number; offset: number }) {
    const own = (await this.#db(TABLE).orderBy('name_key')) as PresetRow[];
    const all = [...BUILT_IN_PRESETS, ...own.map(toPreset)];
    return { presets: all.slice(offset, offset + limit), total: all.length };
  }

  async get(id: string): Promise<Preset | null> {
    const builtIn = BUILT_IN_PRESETS.find((preset) => preset.id === id);
    if (builtIn) return builtIn;
    const [row] = (await this.#db(TABLE).where({ id })) as PresetRow[];
    return row ? toPreset(row) : null;
  }

  /** @throws AppError 409 when the name is taken */
  async create({ name, recipe }: NewPreset, now: number): Promise<Preset> {
    const preset: Preset = { id: randomUUID(), name, builtIn: false, recipe };
    await this.#db.transaction(async (trx) => {
      await refuseTaken(trx, name, null);
      await trx(TABLE).insert({
        id: preset.id,
        name,
        name_key: foldText(name),
        recipe: JSON.stringify(recipe),
        created_at: now,
      });
    });
    return preset;
  }

  /** @throws AppError 404, or 409 when it comes with the app or the name is taken */
  async put(id: string, { name, recipe }: NewPreset): Promise<Preset> {
    refuseBuiltIn(id);
    await this.#db.transaction(async (trx) => {
      await refuseTaken(trx, name, id);
      const patch = { name, name_key: foldText(name), recipe: JSON.stringify(recipe) };
      if ((await trx(TABLE).where({ id }).update(patch)) === 0) throw noPreset(id);
    });
    return { id, name, builtIn: false, recipe };
  }

  /** Recipes that build on it keep what it set. @throws AppError 404, or 409 when it comes with the app */
  async delete(id: string, now: number): Promise<void> {
    refuseBuiltIn(id);
    await this.#db.transaction(async (trx) => {
      const [row] = (await trx(TABLE).where({ id })) as PresetRow[];
      if (!row) throw noPreset(id);
      const users = (await trx(RECIPES).where({ preset_id: id })) as RecipeRow[];
      for (const { timelapse_id: timelapseId, recipe } of users) {
        const whole = onPreset(JSON.parse(recipe) as Recipe, toPreset(row).recipe);
        await putRecipe(trx, timelapseId, whole, now);
      }
      await trx(TABLE).where({ id }).delete();
    });
  }
}

export function noPreset(id: string) {
  return notFound(`There is no preset with the id "${id}".`, { id });
}

async function refuseTaken(trx: Knex, name: string, except: string | null): Promise<void> {
  const key = foldText(name);
  const builtIn = BUILT_IN_PRESETS.find((preset) => foldText(preset.name) === key);
  const [row] = (await trx(TABLE).where({ name_key: key })) as PresetRow[];
  if (!builtIn && (!row || row.id === except)) return;
  throw conflict(
    'name_taken',
    `There is already a preset named "${name}".`,
    { field: 'name' },
    'Choose another name.',
  );
}

function refuseBuiltIn(id: string): void {
  const preset = BUILT_IN_PRESETS.find((each) => each.id === id);
  if (!preset) return;
  throw conflict(
    'preset_built_in',
    `The preset "${preset.name}" comes with the app and cannot be changed.`,
    { id },
    'Save your own preset instead.',
  );
}

function toPreset({ id, name, recipe }: PresetRow): Preset {
  return { id, name, builtIn: false, recipe: JSON.parse(recipe) as PresetRecipe };
}
