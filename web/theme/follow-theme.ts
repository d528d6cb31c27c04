import { setLanguage } from '../i18n/language.ts';
import { formatColor, parseColor, readableOn } from '../util/color.ts';
import { borrowFonts } from './borrow-fonts.ts';
import { readParentPage, watchParentPage } from './parent-page.ts';

/**
 * Makes the page look and speak like the Home Assistant page around it, and go on doing so. Without one the page's own
 * values stay: the style sheet follows the system, the language is the browser's. Returns how to stop.
 */
export function followTheme(): () => void {
  apply();
  if (readParentPage() !== null) borrowFonts();
  const stopWatching = watchParentPage(apply);
  // The parent swaps its data without a trace in the document when only the language changed.
  window.addEventListener('focus', apply);
  return () => {
    stopWatching();
    window.removeEventListener('focus', apply);
  };
}

function apply(): void {
  const parent = readParentPage();
  void setLanguage(parent?.language ?? navigator.language);
  if (parent === null) return;
  const root = document.documentElement;
  root.dataset.theme = parent.darkMode ? 'dark' : 'light';
  // An empty value takes the property away, so that the style sheet's own shows again.
  for (const [name, value] of Object.entries(parent.variables)) root.style.setProperty(name, value);
  applyReadable(root);
}

/** A theme may have any primary colour; text in it and on it has to stay readable. */
function applyReadable(root: HTMLElement): void {
  const computed = getComputedStyle(root);
  const primary = parseColor(computed.getPropertyValue('--primary-color'));
  const card = parseColor(computed.getPropertyValue('--card-background-color'));
  if (primary === null || card === null) return;
  root.style.setProperty('--pt-primary-text', formatColor(readableOn(primary, card)));
  root.style.setProperty('--pt-primary-fill', formatColor(readableOn(primary, [255, 255, 255])));
}
