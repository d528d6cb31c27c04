import { keyOf, nameKeys, spellings, withoutFileEndings, wordsOf } from '../lib/name-words.ts';
import { findDates, type WrittenDate } from './find-dates.ts';

export interface ParsedName {
  whole: string[];
  /** Without dates, printers and words like "timelapse". */
  title: string[];
  /** Without counter and slicer settings; one list per spelling. */
  core: string[][];
  /** The number in "(2)" or "_001" at the end. */
  counter: number | null;
  /** What slicers add: layer height, nozzle, material, duration, plate. */
  settings: ReadonlySet<string>;
  dates: WrittenDate[];
  printers: string[];
  /** Nothing distinguishes one print from another: "timelapse", "plate 1", "IMG 0001". */
  generic: boolean;
}

const AROUND = new Set(['timelapse', 'timelapses', 'zeitraffer', 'octolapse', 'snapshots', 'frames']);
const ANYTHING =
  /^(?:\d+|time|lapse|3d|prints?|printing|drucke?|druck|print(?:er)?|drucker|jobs?|plates?|gcode|untitled|unnamed|unbenannt|imgs?|images?|bild(?:er)?|photos?|fotos?|pictures?|captures?|snapshots?|frames?|cam\d*|cameras?|kamera|webcams?|dcim|new|neuer?|folder|ordner|video|output|layers?|octoprint|octolapse|klipper|moonraker|zeitraffer|timelapses?)$/u;

const COUNTER =
  /(?:[\s_-]*\((\d{1,4})\)|[\s_-]*\[(\d{1,4})\]|\s*#(\d{1,4})|[\s_-](0\d{1,5})|[\s_-]+(?:copy|kopie)\s*\(?(\d{0,4})\)?)$/iu;

const MATERIAL =
  /^(?:pla|petg?|abs|asa|tpu|tpe|hips|pva|pc|pa\d*|pp|nylon|pctg|pvb|silk|cf|gf|resin|plast?)$/u;
const SETTING =
  /^(?:\d+(?:\.\d+)?mm|0\.\d+n?|(?:\d+d)?\d+h(?:\d+m)?(?:\d+s)?|\d+m(?:\d+s)?|\d{2,3}c|\d+pct|\d+p(?:er)?cent|infill|mk[234]s?|mk3s|ce3\w*|cfffp|um\d\w*|plate)$/u;

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

/** Not when there are no other words. */
function trimAround(words: readonly string[]): string[] {
  const first = words.findIndex((word) => !AROUND.has(word));
  const last = words.findLastIndex((word) => !AROUND.has(word));
  return first === -1 ? [...words] : words.slice(first, last + 1);
}

/** Of "A1" and "A1 mini", the longer one is used. */
function takePrinters(
  words: readonly string[],
  knownPrinters: readonly string[],
): { words: string[]; printers: string[] } {
  const found: string[] = [];
  let left = [...words];
  // Printers are rarely named, and this check is cheap.
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

/** However the words are split: "BambuLab A1" also names "Bambu Lab A1". */
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
    // A leading material belongs to the name: "PLA box". Slicers append theirs.
    const isSetting = SETTING.test(word) || (index > 0 && MATERIAL.test(word)) || plateNumber;
    if (isSetting) settings.add(plateNumber ? `plate ${word}` : word);
    else core.push(word);
  }
  const withoutEmoji = core.filter((word) => !/^\p{Extended_Pictographic}$/u.test(word));
  if (withoutEmoji.length > 0) return { core: withoutEmoji, settings };
  return { core: core.length > 0 ? core : [...words], settings };
}
