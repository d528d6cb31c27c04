import { Collection } from '../state/collection.ts';
import { HaltingTimer } from '../state/halting-timer.ts';

export interface ToastAction {
  label: string;
  run: () => void;
}

/** Errors and messages with an action are shown twice as long, and all stay while someone uses one. */
export interface Toast {
  id: number;
  text: string;
  kind: 'info' | 'error';
  action: ToastAction | null;
}

const STAY_MS = 4000;
/** More would cover the page. */
const MAX_TOASTS = 3;

export const toasts = new Collection<readonly Toast[]>([]);

let lastId = 0;
let held = false;
const stays = new Map<number, HaltingTimer>();

/** For a few seconds. */
export function showToast(
  text: string,
  kind: Toast['kind'] = 'info',
  action: ToastAction | null = null,
): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, kind, action };
  if (toasts.state.length >= MAX_TOASTS) dismissToast(leastMissed(toasts.state));
  toasts.update((shown) => [...shown, toast]);
  const ms = kind === 'error' || action !== null ? STAY_MS * 2 : STAY_MS;
  const stay = new HaltingTimer(ms, () => dismissToast(toast.id));
  stays.set(toast.id, stay);
  if (!held) stay.run();
}

/** The oldest without an action, since an action may be about to be used. */
function leastMissed(shown: readonly Toast[]): number {
  return (shown.find(({ action }) => action === null) ?? shown[0])?.id ?? 0;
}

/** Afterwards each continues with its remaining time. */
export function holdToasts(hold: boolean): void {
  if (hold === held) return;
  held = hold;
  for (const stay of stays.values()) {
    if (hold) stay.halt();
    else stay.run();
  }
}

export function dismissToast(id: number): void {
  stays.get(id)?.halt();
  stays.delete(id);
  toasts.update((shown) =>
    shown.some((toast) => toast.id === id) ? shown.filter((toast) => toast.id !== id) : shown,
  );
}
