/** Text without case and accents, so that `gehause` finds `Gehäuse`: what is searched and what is looked for. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').trim();
}
