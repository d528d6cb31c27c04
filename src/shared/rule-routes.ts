import type { Route } from './routes.ts';

/** Of rules that tidy up at night. The page has them with the part that shows them. */
export const ruleRoutes = {
  listRules: { method: 'get', path: '/rules' },
  createRule: { method: 'post', path: '/rules' },
  listRuleRuns: { method: 'get', path: '/rules/history' },
  updateRule: { method: 'put', path: '/rules/{id}' },
  deleteRule: { method: 'delete', path: '/rules/{id}' },
  tryRule: { method: 'post', path: '/rules/{id}/dry-run' },
  runRule: { method: 'post', path: '/rules/{id}/run' },
} as const satisfies Record<string, Route>;
