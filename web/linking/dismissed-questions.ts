const KEY = 'pt-questions-dismissed';
/** Older ones are asked again, which few will ever see. */
const MOST = 500;

/** By the id of the video; kept in this browser. */
export function isDismissed(id: string): boolean {
  return read().includes(id);
}

export function dismiss(id: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([...read(), id].slice(-MOST)));
  } catch {
    // It is asked again, at worst.
  }
}

function read(): string[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(saved) ? saved.filter((id) => typeof id === 'string') : [];
  } catch {
    // Storage is off, or holds something else.
    return [];
  }
}
