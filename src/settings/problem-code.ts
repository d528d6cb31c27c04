import type { OptionProblem } from '../config/options.ts';
import { OPTIONS_FILE } from '../config/options-text.ts';
import type { OptionProblemCode, WireOptionProblem } from '../shared/settings.ts';
import { optionFacts } from './option-facts.ts';

/** What options are to be together, by the option whose name is on the problem. */
const CONTRADICTIONS: Record<string, OptionProblemCode> = {
  'video.min_fps': 'fps_order',
  timelapse_output_folder: 'output_is_source',
};

/** A problem with its code, which follows from what is wrong: the name, the value alone, or the value beside others. */
export function withCode(problem: OptionProblem): WireOptionProblem {
  return { ...problem, code: codeOf(problem) };
}

function codeOf({ option, value }: OptionProblem): OptionProblemCode {
  if (option === OPTIONS_FILE) return 'unreadable_file';
  if (option === 'environment') return 'unreadable_environment';
  const facts = [...optionFacts.values()].find(
    ({ name }) => option === name || option.startsWith(`${name}.`),
  );
  if (facts === undefined) return option === 'video' ? 'invalid_value' : 'unknown_option';
  const isFine = facts.schema.safeParse(value).success;
  return (isFine ? CONTRADICTIONS[facts.name] : undefined) ?? 'invalid_value';
}
