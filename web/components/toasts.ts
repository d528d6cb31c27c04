import { Collection } from '../util/collection.ts';

/** One short message; errors stay twice as long. */
export interface Toast {
  id: number;
  text: string;
  kind: 'info' | 'error';
}

const STAY_MS = 4000;
/** More at once would cover the page. */
const MOST = 3;

/** The messages shown now, oldest first. */
export const toasts = new Collection<readonly Toast[]>([]);

let lastId = 0;

/** Shows a message for a few seconds. */
export function showToast(text: string, kind: Toast['kind'] = 'info'): void {
  lastId += 1;
  const toast: Toast = { id: lastId, text, kind };
  toasts.update((shown) => [...shown.slice(1 - MOST), toast]);
  setTimeout(() => dismissToast(toast.id), kind === 'error' ? STAY_MS * 2 : STAY_MS);
}

/** Takes a message away. */
function dismissToast(id: number): void {
  toasts.update((shown) =>
    shown.some((toast) => toast.id === id) ? shown.filter((toast) => toast.id !== id) : shown,
  );
}
