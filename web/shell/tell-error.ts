import { showToast } from '../components/toasts.ts';
import { language } from '../i18n/language.ts';
import { isMissingPart } from './app-update.ts';
import { describeError } from './describe-error.ts';

/** Says in a message what went wrong, unless that is told elsewhere. */
export function tellError(error: unknown): void {
  if (!isMissingPart(error)) showToast(describeError(error, language.state.texts), 'error');
}
