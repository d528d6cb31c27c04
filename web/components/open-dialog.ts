import type { DialogElement } from './dialog-element.ts';

type DialogName = {
  [Name in keyof HTMLElementTagNameMap]: HTMLElementTagNameMap[Name] extends DialogElement ? Name : never;
}[keyof HTMLElementTagNameMap];

let loading = 0;

export function isDialogLoading(): boolean {
  return loading > 0;
}

/** Keys of the page do nothing meanwhile. */
export async function loadForDialog<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  loading += 1;
  try {
    return await load();
  } finally {
    loading -= 1;
  }
}

/** Loads the code on demand and resolves when the dialog is closed. @param load imports the file of the dialog */
export async function openDialog<Name extends DialogName>(
  load: () => Promise<unknown>,
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): Promise<HTMLElementTagNameMap[Name]> {
  await loadForDialog(load);
  const dialog = Object.assign(document.createElement(name), properties);
  document.body.append(dialog);
  await dialog.closed;
  return dialog;
}
