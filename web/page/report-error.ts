import { showToast } from '../components/toasts.ts';
import { language } from '../i18n/language.ts';
import { isMissingPart } from './app-update.ts';
import { describeError } from './describe-error.ts';

/** Unless it is reported elsewhere. */
export function reportError(error: unknown): void {
  if (!isMissingPart(error)) showToast(describeError(error, language.state.texts), 'error');
}
