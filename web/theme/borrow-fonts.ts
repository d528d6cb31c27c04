/** Weights that the page uses, by the name Home Assistant's files bear. */
const WEIGHTS: Record<string, string> = { Regular: '400', Medium: '500', Bold: '700' };

/**
 * Makes Home Assistant's letters known to this page, which has none of the fonts of the page around it: few computers
 * have Roboto, and in its place there is often a font without a medium weight. The files are in the browser's cache
 * already, and are asked for only when used. Where they are gone, the next font of the list stands in.
 */
export function borrowFonts(fonts: FontFaceSet = document.fonts): void {
  for (const [name, weight] of Object.entries(WEIGHTS)) {
    const source = `local('Roboto ${name}'), url(/static/fonts/roboto/Roboto-${name}.woff2)`;
    fonts.add(new FontFace('Roboto', source, { weight, display: 'swap' }));
  }
}
