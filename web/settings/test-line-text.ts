import type { TestFinding, WireOption, WireTestReport } from '../contract.ts';
import { type FactFormat, factFormat } from '../i18n/fact-format.ts';
import type { Dictionary } from '../i18n/en.ts';
import { optionText, optionTexts } from './option-texts.ts';
import { problemText } from './problem-text.ts';

type TestLine = WireTestReport['items'][number];

/** What the words of a line need besides the line. */
export interface TestLineContext {
  /** What is wrong with the options that were tested. */
  problems: WireTestReport['problems'];
  options: readonly WireOption[];
  texts: Dictionary;
  tag: string;
}

/** What the test found, a paragraph each, in the reader's language; null = in the server's own words. */
export function testLineText({ findings }: TestLine, context: TestLineContext): string[] | null {
  const { texts, tag, problems } = context;
  const words = optionTexts(texts).testFinding;
  if (words === null) return null;
  const format = factFormat(texts.cause, tag);
  const said = findings.flatMap((finding) =>
    finding.code === 'options_invalid'
      ? problems.map((problem) => sayProblem(problem, context))
      : say(finding, words, format),
  );
  return said.includes(null) ? null : (said as string[]);
}

/** What to do about a line that is not well: about what was found, else about what was looked at. */
export function testLineRemedy({ item, findings, remedy }: TestLine, texts: Dictionary): string | null {
  const { testRemedy } = optionTexts(texts);
  const special = findings.map(({ code }) => testRemedy[code]).find((each) => each !== undefined);
  return special ?? testRemedy[item] ?? remedy;
}

/** Null for what a newer server has found, and this page has no words for. */
function say(finding: TestFinding, words: object, format: FactFormat): string | null {
  const inWords = (words as Record<string, (facts: TestFinding['facts'], format: FactFormat) => string>)[
    finding.code
  ];
  return inWords?.(finding.facts, format) ?? null;
}

function sayProblem(
  problem: WireTestReport['problems'][number],
  { options, texts, tag }: TestLineContext,
): string {
  const option = options.find(({ name }) => name === problem.option);
  const { label } = optionText(problem.option, texts);
  return `${label}: ${problemText(problem, option, optionTexts(texts), tag)}`;
}
