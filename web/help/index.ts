import type { PtShortcutsDialog } from './pt-shortcuts-dialog.ts';

/** Shows which keys do what; settles when it is closed. */
export async function openShortcuts(): Promise<void> {
  await import('./pt-shortcuts-dialog.ts');
  const dialog: PtShortcutsDialog = document.createElement('pt-shortcuts-dialog');
  document.body.append(dialog);
  await dialog.closed;
}
