/** By the names in Home Assistant's files. */
const WEIGHTS: Record<string, string> = { Regular: '400', Medium: '500', Bold: '700' };

/**
 * Loads Home Assistant's fonts, since few computers have Roboto, and its substitutes often lack a medium weight. They
 * are already in the browser's cache; if missing, the next font in the list is used.
 */
export function borrowFonts(fonts: FontFaceSet = document.fonts): void {
  for (const [name, weight] of Object.entries(WEIGHTS)) {
    const source = `local('Roboto ${name}'), url(/static/fonts/roboto/Roboto-${name}.woff2)`;
    fonts.add(new FontFace('Roboto', source, { weight, display: 'swap' }));
  }
}
