import { setLanguage } from '../i18n/language.ts';
import { formatColor, parseColor, readableOn } from './color.ts';
import { borrowFonts } from './borrow-fonts.ts';
import { readParentPage, watchParentPage } from './parent-page.ts';

/**
 * Follows theme and language of the Home Assistant page around it. Without one, the style sheet follows the system
 * and the language is the browser's. Returns a function that stops it.
 */
export function followTheme(): () => void {
  apply();
  if (readParentPage() !== null) borrowFonts();
  const stopWatching = watchParentPage(apply);
  // A change of only the language leaves no trace in the parent's document.
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
  // An empty value restores the style sheet's own.
  for (const [name, value] of Object.entries(parent.variables)) root.style.setProperty(name, value);
  applyReadable(root);
}

/** Keeps text readable with any primary colour. */
function applyReadable(root: HTMLElement): void {
  const computed = getComputedStyle(root);
  const primary = parseColor(computed.getPropertyValue('--primary-color'));
  const card = parseColor(computed.getPropertyValue('--card-background-color'));
  if (primary === null || card === null) return;
  root.style.setProperty('--pt-primary-text', formatColor(readableOn(primary, card)));
  root.style.setProperty('--pt-primary-fill', formatColor(readableOn(primary, [255, 255, 255])));
}
