import type { TestFinding, WireOption, WireTestReport } from '../contract.ts';
import { type FactFormat, factFormat } from '../i18n/fact-format.ts';
import type { Dictionary } from '../i18n/en.ts';
import { optionText, optionTexts } from './option-texts.ts';
import { problemText } from './problem-text.ts';

type TestLine = WireTestReport['items'][number];

export interface TestLineContext {
  problems: WireTestReport['problems'];
  options: readonly WireOption[];
  texts: Dictionary;
  tag: string;
}

/** One paragraph per finding; null = the server's own message is shown. */
export function testLineText({ findings }: TestLine, context: TestLineContext): string[] | null {
  const { texts, tag, problems } = context;
  const words = optionTexts(texts).testFinding;
  if (words === null) return null;
  const format = factFormat(texts.cause, tag);
  const sentences = findings.flatMap((finding) =>
    finding.code === 'options_invalid'
      ? problems.map((problem) => sayProblem(problem, context))
      : say(finding, words, format),
  );
  return sentences.includes(null) ? null : (sentences as string[]);
}

/** By finding, else by item. */
export function testLineRemedy({ item, findings, remedy }: TestLine, texts: Dictionary): string | null {
  const { testRemedy } = optionTexts(texts);
  const special = findings.map(({ code }) => testRemedy[code]).find((each) => each !== undefined);
  return special ?? testRemedy[item] ?? remedy;
}

/** Null for findings of a newer server. */
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
