import type { PtFolderDialog } from './pt-folder-dialog.ts';

/** Has a folder chosen, beginning at a path; null = none was chosen. */
export async function openFolderPicker(path: string | null): Promise<string | null> {
  await import('./pt-folder-dialog.ts');
  const dialog: PtFolderDialog = document.createElement('pt-folder-dialog');
  dialog.start = path;
  document.body.append(dialog);
  await dialog.closed;
  return dialog.chosen;
}
