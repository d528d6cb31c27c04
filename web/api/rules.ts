import { ruleRoutes } from '../contract.ts';
import { createClient } from './client.ts';

/** Rules that tidy up at night. */
export const rulesApi = createClient(ruleRoutes);
