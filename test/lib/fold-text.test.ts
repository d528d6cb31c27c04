import { expect, test } from 'vitest';
import { foldText } from '../../src/lib/fold-text.ts';

test.each([
  ['Gehäuse', 'gehause'],
  ['Gehäuse'.normalize('NFD'), 'gehause'],
  ['STRASSE', 'strasse'],
  ['Straße', 'strasse'],
  ['ＦＵＬＬ width', 'full width'],
  ['Čeština', 'cestina'],
  ['ランプ', 'ランフ'],
  ['🦆 Duck ', '🦆 duck'],
  ['100%_\\', '100%_\\'],
])('%j is searched as %j', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});
