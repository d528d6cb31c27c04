import { Collection } from '../util/collection.ts';

/** Something that a message offers to do. */
export interface ToastAction {
  label: string;
  run: () => void;
}

/** One short message; errors and those that offer something stay twice as long. */
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

/** Shows a message for a few seconds. */
export function showToast(
  text: string,
  kind: Toast['kind'] = 'info',
  action: ToastAction | null = null,
): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, kind, action };
  toasts.update((shown) => [...shown.slice(1 - MOST), toast]);
  const stay = kind === 'error' || action !== null ? STAY_MS * 2 : STAY_MS;
  setTimeout(() => dismissToast(toast.id), stay);
}

/** Takes a message away. */
export function dismissToast(id: number): void {
  toasts.update((shown) =>
    shown.some((toast) => toast.id === id) ? shown.filter((toast) => toast.id !== id) : shown,
  );
}
