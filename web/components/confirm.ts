import { openDialog } from './open-dialog.ts';
import type { ConfirmAnswer, ConfirmQuestion } from './pt-confirm-dialog.ts';

export async function confirm(question: ConfirmQuestion): Promise<ConfirmAnswer> {
  const dialog = await openDialog(() => import('./pt-confirm-dialog.ts'), 'pt-confirm-dialog', { question });
  return dialog.answer;
}
