import type { DialogElement } from './dialog-element.ts';

type DialogName = {
  [Name in keyof HTMLElementTagNameMap]: HTMLElementTagNameMap[Name] extends DialogElement ? Name : never;
}[keyof HTMLElementTagNameMap];

/** Loads the code on demand and resolves when the dialog is closed. @param load imports the file of the dialog */
export async function openDialog<Name extends DialogName>(
  load: () => Promise<unknown>,
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): Promise<HTMLElementTagNameMap[Name]> {
  await load();
  const dialog = Object.assign(document.createElement(name), properties);
  document.body.append(dialog);
  await dialog.closed;
  return dialog;
}
