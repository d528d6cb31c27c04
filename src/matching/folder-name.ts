import { keyOf, nameKeys, spellings, withoutFileEndings, wordsOf } from '../lib/name-words.ts';
import { findDates, type WrittenDate } from './find-dates.ts';

/** What a name says once it is taken apart: of an image folder, or of a print job and its file. */
export interface ParsedName {
  /** Keys of the whole name. */
  whole: string[];
  /** Keys of the name without dates, printers and words like "timelapse". */
  title: string[];
  /** The words that name the model, without counter and slicer settings; one list for each way to spell them. */
  core: string[][];
  /** The number in "(2)" or "_001" at the end. */
  counter: number | null;
  /** What slicers add: layer height, nozzle, material, duration, plate. */
  settings: ReadonlySet<string>;
  dates: WrittenDate[];
  /** Keys of the known printers that it names. */
  printers: string[];
  /** Nothing in it tells one print from another: "timelapse", "plate 1", "IMG 0001". */
  generic: boolean;
}

/** Words around a name that are no part of it. */
const AROUND = new Set(['timelapse', 'timelapses', 'zeitraffer', 'octolapse', 'snapshots', 'frames']);
/** Words that stand for any print. */
const ANYTHING =
  /^(?:\d+|time|lapse|3d|prints?|printing|drucke?|druck|print(?:er)?|drucker|jobs?|plates?|gcode|untitled|unnamed|unbenannt|imgs?|images?|bild(?:er)?|photos?|fotos?|pictures?|captures?|snapshots?|frames?|cam\d*|cameras?|kamera|webcams?|dcim|new|neuer?|folder|ordner|video|output|layers?|octoprint|octolapse|klipper|moonraker|zeitraffer|timelapses?)$/u;

const COUNTER =
  /(?:[\s_-]*\((\d{1,4})\)|[\s_-]*\[(\d{1,4})\]|\s*#(\d{1,4})|[\s_-](0\d{1,5})|[\s_-]+(?:copy|kopie)\s*\(?(\d{0,4})\)?)$/iu;

const MATERIAL =
  /^(?:pla|petg?|abs|asa|tpu|tpe|hips|pva|pc|pa\d*|pp|nylon|pctg|pvb|silk|cf|gf|resin|plast?)$/u;
const SETTING =
  /^(?:\d+(?:\.\d+)?mm|0\.\d+n?|(?:\d+d)?\d+h(?:\d+m)?(?:\d+s)?|\d+m(?:\d+s)?|\d{2,3}c|\d+pct|\d+p(?:er)?cent|infill|mk[234]s?|mk3s|ce3\w*|cfffp|um\d\w*|plate)$/u;

/**
 * Takes a name apart.
 *
 * @param knownPrinters names of printers, as people write them
 */
export function parseName(name: string, knownPrinters: readonly string[] = []): ParsedName {
  const { dates, rest } = findDates(withoutFileEndings(name));
  const { text, counter } = cutCounter(rest.replace(/[\s_-]+$/u, ''));
  const { words, printers } = takePrinters(wordsOf(rest), knownPrinters);
  const titleWords = trimAround(words);
  const { core, settings } = cutSettings(trimAround(takePrinters(wordsOf(text), knownPrinters).words));
  return {
    whole: nameKeys(name),
    title: keysOf(titleWords),
    core: spellings(core),
    counter,
    settings,
    dates,
    printers,
    generic: core.every((word) => ANYTHING.test(word)),
  };
}

function keysOf(words: readonly string[]): string[] {
  return spellings(words)
    .map(keyOf)
    .filter((key) => key !== '');
}

function cutCounter(text: string): { text: string; counter: number | null } {
  const found = COUNTER.exec(text);
  if (found === null || found.index === 0) return { text, counter: null };
  const digits = found.slice(1).find((group) => group !== undefined) ?? '';
  return { text: text.slice(0, found.index), counter: digits === '' ? 1 : Number(digits) };
}

/** Words like "timelapse" before or after the name; not when they are all there is. */
function trimAround(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !AROUND.has(word));
  const last = words.findLastIndex((word) => !AROUND.has(word));
  return first === -1 ? [...words] : words.slice(first, last + 1);
}

/** Takes out every known printer that is named; of "A1" and "A1 mini" the longer one. */
function takePrinters(
  words: readonly string[],
  knownPrinters: readonly string[],
): { words: string[]; printers: string[] } {
  const found: string[] = [];
  let left = [...words];
  // Seldom is any of them named, and the whole name tells at once.
  const whole = spellings(words).map(keyOf);
  for (const printer of spelledPrinters(knownPrinters)) {
    const key = keyOf(printer);
    const at = whole.some((each) => each.includes(key)) ? positionOf(printer, left) : null;
    if (at === null) continue;
    found.push(key);
    left = [...left.slice(0, at.start), ...left.slice(at.end)];
  }
  return { words: left, printers: found };
}

const spelledLists = new WeakMap<readonly string[], string[][]>();

/** The words of each printer, the longest first; worked out once for a list. */
function spelledPrinters(names: readonly string[]): string[][] {
  const known = spelledLists.get(names);
  if (known) return known;
  const spelled = names
    .flatMap((printer) => spellings(wordsOf(printer)))
    .filter((printer) => keyOf(printer).length > 1)
    .sort((a, b) => b.length - a.length);
  spelledLists.set(names, spelled);
  return spelled;
}

/** Where the words stand in a row, however they are cut: "BambuLab A1" names "Bambu Lab A1" too. */
function positionOf(
  printer: readonly string[],
  words: readonly string[],
): { start: number; end: number } | null {
  const key = keyOf(printer);
  const ways = spellings(words);
  for (let start = 0; start < words.length; start += 1) {
    for (let end = start + 1; end <= Math.min(words.length, start + printer.length + 2); end += 1) {
      if (ways.some((spelled) => keyOf(spelled.slice(start, end)) === key)) return { start, end };
    }
  }
  return null;
}

function cutSettings(words: readonly string[]): { core: string[]; settings: Set<string> } {
  const settings = new Set<string>();
  const core: string[] = [];
  for (const [index, word] of words.entries()) {
    const plateNumber = words[index - 1] === 'plate' && /^\d+$/u.test(word);
    // A name that begins with a material's word is the name: "PLA box". Slicers put theirs behind.
    const isSetting = SETTING.test(word) || (index > 0 && MATERIAL.test(word)) || plateNumber;
    if (isSetting) settings.add(plateNumber ? `plate ${word}` : word);
    else core.push(word);
  }
  const withoutEmoji = core.filter((word) => !/^\p{Extended_Pictographic}$/u.test(word));
  if (withoutEmoji.length > 0) return { core: withoutEmoji, settings };
  return { core: core.length > 0 ? core : [...words], settings };
}
