/** Names that would be markup, a line or a direction, if anyone took them for more than a name. */
export const HOSTILE_NAMES: [what: string, name: string][] = [
  ['tags', String.raw`{\pos(0,0)}{\fs200\c&H0000FF&}Owl`],
  ['escaped tags', String.raw`\{\pos(0,0)\}`],
  ['a tag behind a backslash', String.raw`\\{\an7}`],
  ['a drawing', String.raw`{\p1}m 0 0 l 9999 0 9999 9999 0 9999{\p0}`],
  ['line breaks of the format', String.raw`one\Ntwo\nthree\hfour`],
  ['a backslash at its end', 'Owl\\'],
  ['an open brace', 'Owl {'],
  ['lines', 'Owl\r\nDialogue: 99,0:00:00.00,9:00:00.00,Plain,0,0,0,,gone\u2028[Fonts]\u0085x'],
  ['commas and a section', '[Events],,,'],
  ['a direction', '\u202eEGNAR\u2066 \u200fOwl'],
  ['Hebrew', 'ינשוף (3) קטן'],
  ['Chinese', '猫头鹰模型'],
  ['no characters', '\ud800\u0000\u0007'],
  ['300 characters', 'Owl '.repeat(75)],
  ['300 wide characters', '鹰'.repeat(300)],
  ['one cluster of 300', `e${'\u0301'.repeat(299)}`],
];
