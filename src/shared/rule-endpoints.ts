import { z } from 'zod';
import { adminOnly, badInput, type EndpointSpec, error, id, paging, totalHeader } from './endpoint-parts.ts';
import { ruleRoutes as routes } from './rule-routes.ts';
import { changedRuleSchema, dryRunSchema, newRuleSchema, ruleRunSchema, ruleSchema } from './rules.ts';

const ruleParams = z.object({ id: id.describe('Id of the rule') });
const noRule = error('No rule has this id');

/** Rules that tidy up at night. */
export const ruleEndpoints = {
  listRules: {
    ...routes.listRules,
    summary: 'All rules, in the order in which they are applied at night',
    query: z.object(paging),
    responses: {
      200: { description: 'The rules', schema: z.array(ruleSchema), headers: totalHeader },
      400: badInput,
    },
  },
  createRule: {
    ...routes.createRule,
    summary: 'Create a rule; it is switched off until it has been tried in a dry run',
    body: newRuleSchema,
    responses: {
      201: { description: 'The rule', schema: ruleSchema },
      400: badInput,
      403: adminOnly,
      409: error('There are too many rules'),
    },
  },
  listRuleRuns: {
    ...routes.listRuleRuns,
    summary: 'What rules have done, latest first',
    query: z.object(paging),
    responses: {
      200: { description: 'The runs', schema: z.array(ruleRunSchema), headers: totalHeader },
      400: badInput,
    },
  },
  updateRule: {
    ...routes.updateRule,
    summary: 'Change a rule, or switch it on or off',
    params: ruleParams,
    body: changedRuleSchema,
    responses: {
      200: { description: 'The rule', schema: ruleSchema },
      400: badInput,
      403: adminOnly,
      404: noRule,
      409: error('It has to be tried first as it is now (`dry_run_needed`)'),
    },
  },
  deleteRule: {
    ...routes.deleteRule,
    summary: 'Delete a rule; its history stays',
    params: ruleParams,
    responses: { 204: { description: 'It was deleted' }, 400: badInput, 403: adminOnly, 404: noRule },
  },
  tryRule: {
    ...routes.tryRule,
    summary: 'Find out what a rule would do now and in a typical month; nothing is changed',
    params: ruleParams,
    responses: {
      200: { description: 'What it would do', schema: dryRunSchema },
      400: badInput,
      403: adminOnly,
      404: noRule,
    },
  },
  runRule: {
    ...routes.runRule,
    summary: 'Apply a rule that is switched on at once, instead of waiting for the night',
    params: ruleParams,
    responses: {
      202: { description: 'It goes on after this answer', schema: ruleSchema },
      400: badInput,
      403: adminOnly,
      404: noRule,
      409: error('It is switched off'),
    },
  },
} as const satisfies Record<string, EndpointSpec>;
