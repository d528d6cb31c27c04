import type { Rules } from '../../rules/rules.ts';
import { toWireDryRun, toWireRule, toWireRuleRun } from '../../wire/rule-to-wire.ts';
import { clientGone } from '../client-gone.ts';
import { countHeader, type Handlers } from '../endpoint.ts';

type Names =
  'listRules' | 'createRule' | 'listRuleRuns' | 'updateRule' | 'deleteRule' | 'tryRule' | 'runRule';

export function ruleRoutes(rules: Rules): Pick<Handlers, Names> {
  return {
    async listRules({ query }) {
      const { rules: page, total } = await rules.list(query);
      return { status: 200, body: page.map(toWireRule), headers: countHeader(total) };
    },
    async createRule({ body }) {
      return { status: 201, body: toWireRule(await rules.create(body.definition)) };
    },
    async listRuleRuns({ query }) {
      const { runs, total } = await rules.history(query);
      return { status: 200, body: runs.map(toWireRuleRun), headers: countHeader(total) };
    },
    async updateRule({ params, body }) {
      const changed = await rules.change(params.id, body.definition, body.enabled);
      return { status: 200, body: toWireRule(changed) };
    },
    async deleteRule({ params }) {
      await rules.delete(params.id);
      return { status: 204 };
    },
    async tryRule({ params, res }) {
      return { status: 200, body: toWireDryRun(await rules.try(params.id, clientGone(res))) };
    },
    async runRule({ params }) {
      return { status: 202, body: toWireRule(await rules.runNow(params.id)) };
    },
  };
}
