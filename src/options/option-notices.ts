import type { WireNotice } from '../shared/system.ts';
import type { OptionProblem } from './parse-options.ts';

export function optionNotices(problems: readonly OptionProblem[]): WireNotice[] {
  return problems.map(toNotice);
}

function toNotice(problem: OptionProblem): WireNotice {
  const { option, value: given, reason, remedy } = problem;
  const value = given === null || given === undefined ? null : JSON.stringify(given);
  return {
    code: 'invalid_option',
    area: 'options',
    message: `${option}${value === null ? '' : ` = ${value}`} ${reason}.`,
    remedy,
    facts: { option, value, problem: problem.code },
  };
}
