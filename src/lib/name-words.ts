/** File name extensions of models, slicer projects and printer files. */
const PRINT_FILE =
  /\.(?:gcode\.3mf|b?gcode|gco|gc?|nc|3mf|stl|obj|amf|ste?p|ufp|x3g|makerbot|sl1s?|ctb|cbddlp|photon|pwm[ax]|goo|lys|zip|mp4)(?=$|[\s_()[\]-])/giu;

/** Letters that Unicode does not decompose. */
const OTHER_LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
};
/** How these letters are written where only plain ones are allowed. */
const SPELLED_OUT: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };

const WORD = /[\p{L}\p{N}\p{M}]+(?:(?<=\p{N})[.,](?=\p{N})[\p{L}\p{N}\p{M}]+)*|\p{Extended_Pictographic}/gu;

/** Wherever they appear: `model_v2.3mf (2)` → `model_v2 (2)`. */
export function withoutFileEndings(text: string): string {
  return text.normalize('NFKC').replaceAll(PRINT_FILE, ' ').trim();
}

/**
 * Splits a name into lower-case words, at everything that is not a letter, digit or emoji, and where a capital starts
 * a new word (`CoolDragon`, `3DBenchy`, but not `iPhone`).
 */
export function wordsOf(text: string): string[] {
  const apart = text
    .normalize('NFKC')
    .replaceAll(/(?<=\p{Ll}{2})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
  return (apart.toLowerCase().match(WORD) ?? []).map((word) => word.replaceAll(',', '.'));
}

/**
 * How the words are written with plain letters: one slicer turns `Tür` into `tur`, another into `tuer`. Only Latin
 * accents are removed; in other scripts, marks make different words.
 */
export function spellings(words: readonly string[]): string[][] {
  const dropped = words.map((word) => plain(word));
  const spelled = words.map((word) => plain(replaceLetters(word.normalize('NFC'), SPELLED_OUT)));
  return dropped.join(' ') === spelled.join(' ') ? [dropped] : [dropped, spelled];
}

/** Ignores spaces, dashes and underscores, except between two numbers. */
export function keyOf(words: readonly string[]): string {
  return words.join(' ').replaceAll(/(?<!\p{N}) | (?!\p{N})/gu, '');
}

/** With and without the extension of a print file. */
export function nameKeys(name: string): string[] {
  return spellings(wordsOf(withoutFileEndings(name)))
    .map(keyOf)
    .filter((key) => key !== '');
}

function plain(word: string): string {
  return replaceLetters(
    word
      .normalize('NFD')
      .replaceAll(/[\u0300-\u036f]/gu, '')
      .normalize('NFC'),
    OTHER_LETTERS,
  );
}

function replaceLetters(word: string, letters: Record<string, string>): string {
  return [...word].map((letter) => letters[letter] ?? letter).join('');
}
