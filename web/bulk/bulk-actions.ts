import { moveVideo } from '../api/archive.ts';
import { api } from '../api/client.ts';
import { confirm } from '../components/confirm.ts';
import { openDialog } from '../components/open-dialog.ts';
import { showToast } from '../components/toasts.ts';
import type { WireRecipe, WireTimelapse } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { language } from '../i18n/language.ts';
import type { Page } from '../page/page.ts';
import { toDraft, withPreset } from '../recipe/recipe-draft.ts';
import { bulkTexts } from './bulk-texts.ts';
import { eachOf } from './each-of.ts';

export const BULK_ACTIONS = ['pin', 'unpin', 'link', 'preset', 'render_again', 'archive'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** What is done to each, and what takes it back; null = nothing does. */
interface Plan {
  chosen: readonly WireTimelapse[];
  act: (timelapse: WireTimelapse) => Promise<unknown>;
  undo: ((timelapse: WireTimelapse) => Promise<unknown>) | null;
}

/** Asks what has to be asked, does it, and says what was not done and why. @returns whether it was not given up */
export async function actOnAll(
  action: BulkAction,
  chosen: readonly WireTimelapse[],
  page: Page,
): Promise<boolean> {
  const plan = await planOf(action, chosen, page);
  if (plan === null) return false;
  const texts = bulkTexts(language.state.texts);
  if (plan.chosen.length === 0) showToast(texts.nothing);
  else await carryOut(plan, texts.done[action], page);
  return true;
}

async function planOf(
  action: BulkAction,
  chosen: readonly WireTimelapse[],
  { timelapses }: Page,
): Promise<Plan | null> {
  switch (action) {
    case 'pin':
    case 'unpin': {
      const pinned = action === 'pin';
      return {
        chosen: chosen.filter((each) => each.pinned !== pinned),
        act: ({ id }) => timelapses.pin(id, pinned),
        undo: ({ id }) => timelapses.pin(id, !pinned),
      };
    }
    case 'archive':
      return {
        chosen: chosen.filter((each) => each.video_exists && each.archive_state === null),
        act: ({ id }) => moveVideo(id, 'archive'),
        undo: ({ id }) => moveVideo(id, 'unarchive'),
      };
    case 'link':
      return planLink(chosen, timelapses);
    case 'preset':
      return planPreset(chosen);
    case 'render_again': {
      const { renderTitle, renderText, render } = bulkTexts(language.state.texts);
      const answer = await confirm({
        title: renderTitle(...counted(chosen)),
        text: renderText,
        confirm: render,
        harmless: true,
      });
      return answer && { chosen, act: ({ id }) => timelapses.process(id), undo: null };
    }
  }
}

async function planLink(
  chosen: readonly WireTimelapse[],
  timelapses: Page['timelapses'],
): Promise<Plan | null> {
  const dialog = await openDialog(() => import('./pt-job-choice-dialog.ts'), 'pt-job-choice-dialog', {
    count: chosen.length,
  });
  const { job } = dialog;
  if (job === null) return null;
  return {
    chosen: chosen.filter(({ job_id, link_source }) => job_id !== job.id || link_source !== 'manual'),
    act: ({ id }) => timelapses.link(id, job.id),
    // A link made automatically would come back as one made by hand.
    undo: null,
  };
}

async function planPreset(chosen: readonly WireTimelapse[]): Promise<Plan | null> {
  const dialog = await openDialog(() => import('./pt-preset-choice-dialog.ts'), 'pt-preset-choice-dialog', {
    count: chosen.length,
  });
  const { preset } = dialog;
  if (preset === null) return null;
  const before = new Map<string, WireRecipe>();
  return {
    chosen,
    act: async ({ id }) => {
      const { recipe } = await api.getRecipe({ params: { id } });
      await api.putRecipe({ params: { id }, body: withPreset(toDraft(recipe), preset) });
      before.set(id, recipe);
    },
    undo: ({ id }) => api.putRecipe({ params: { id }, body: toDraft(before.get(id)!) }),
  };
}

async function carryOut(
  { chosen, act, undo }: Plan,
  say: (count: number, text: string) => string,
  page: Page,
): Promise<void> {
  const { done, failed } = await whileBusy(chosen, page, () => eachOf(chosen, act));
  if (done.length > 0) {
    const back = undo && {
      label: language.state.texts.undo,
      run: () => void takeBack(done, undo, page),
    };
    showToast(say(...counted(done)), 'info', back);
  }
  if (failed.length > 0) await showFailed(failed, done.length === 0);
}

async function takeBack(
  done: readonly WireTimelapse[],
  undo: NonNullable<Plan['undo']>,
  page: Page,
): Promise<void> {
  const { failed } = await whileBusy(done, page, () => eachOf(done, undo));
  if (failed.length > 0) await showFailed(failed, failed.length === done.length);
}

async function showFailed(failed: Awaited<ReturnType<typeof eachOf>>['failed'], all: boolean): Promise<void> {
  await openDialog(() => import('./pt-failures-dialog.ts'), 'pt-failures-dialog', { failed, all });
}

async function whileBusy<Result>(
  chosen: readonly WireTimelapse[],
  { actions }: Page,
  work: () => Promise<Result>,
): Promise<Result> {
  const ids = new Set(chosen.map(({ id }) => id));
  actions.busy.update((busy) => new Set([...busy, ...ids]));
  try {
    return await work();
  } finally {
    actions.busy.update((busy) => new Set([...busy].filter((id) => !ids.has(id))));
  }
}

function counted({ length }: readonly unknown[]): [count: number, text: string] {
  return [length, formatNumber(length, language.state.tag)];
}
