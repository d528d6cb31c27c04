export const RULE_APPLIED = 'timelapse.rule_applied';

/** A rule that was applied, with the field names of the event in Home Assistant. */
export interface RuleEventDetails {
  rule_id: string;
  /** The rule in plain words. */
  rule: string;
  action: string;
  outcome: string;
  count: number;
  size_bytes: number;
  kept_count: number;
  problem_code: string | null;
  problem_message: string | null;
}
