import type { PtConfirmDialog } from './pt-confirm-dialog.ts';

/** What is asked before something is destroyed. */
export interface ConfirmQuestion {
  title: string;
  text: string;
  /** The word on the button that does it. */
  confirm: string;
  /** Something more that can be asked for, off at first. */
  option?: string;
}

/** The answer: null = no, else whether the option was chosen. */
export type ConfirmAnswer = { option: boolean } | null;

/** Asks, and waits for the answer. */
export async function openConfirm(question: ConfirmQuestion): Promise<ConfirmAnswer> {
  await import('./pt-confirm-dialog.ts');
  const dialog: PtConfirmDialog = document.createElement('pt-confirm-dialog');
  dialog.question = question;
  document.body.append(dialog);
  await dialog.closed;
  return dialog.answer;
}
