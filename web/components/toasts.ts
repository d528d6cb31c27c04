import { Collection } from '../util/collection.ts';
import { HaltingTimer } from '../util/halting-timer.ts';

/** Something that a message offers to do. */
export interface ToastAction {
  label: string;
  run: () => void;
}

/** One short message; errors and those that offer something stay twice as long, and all while someone is at one. */
export interface Toast {
  id: number;
  text: string;
  kind: 'info' | 'error';
  action: ToastAction | null;
}

const STAY_MS = 4000;
/** More at once would cover the page. */
const MOST = 3;

/** The messages shown now, oldest first. */
export const toasts = new Collection<readonly Toast[]>([]);

let lastId = 0;
/** Someone is at a message. */
let held = false;
/** How long each message stays, by its id. */
const stays = new Map<number, HaltingTimer>();

/** Shows a message for a few seconds. */
export function showToast(
  text: string,
  kind: Toast['kind'] = 'info',
  action: ToastAction | null = null,
): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, kind, action };
  if (toasts.state.length >= MOST) dismissToast(leastMissed(toasts.state));
  toasts.update((shown) => [...shown, toast]);
  const ms = kind === 'error' || action !== null ? STAY_MS * 2 : STAY_MS;
  const stay = new HaltingTimer(ms, () => dismissToast(toast.id));
  stays.set(toast.id, stay);
  if (!held) stay.run();
}

/** The oldest that only tells something; what can be pressed may be about to be. */
function leastMissed(shown: readonly Toast[]): number {
  return (shown.find(({ action }) => action === null) ?? shown[0])?.id ?? 0;
}

/** Keeps all messages for as long as someone is at one of them; afterwards each goes on with the time it had left. */
export function holdToasts(hold: boolean): void {
  if (hold === held) return;
  held = hold;
  for (const stay of stays.values()) {
    if (hold) stay.halt();
    else stay.run();
  }
}

/** Takes a message away. */
export function dismissToast(id: number): void {
  stays.get(id)?.halt();
  stays.delete(id);
  toasts.update((shown) =>
    shown.some((toast) => toast.id === id) ? shown.filter((toast) => toast.id !== id) : shown,
  );
}
