import type { WireNotice } from '../../shared/system.ts';
import type { Cause } from '../../shared/facts.ts';

/** `starting` = connected, but Core is still starting. */
export interface CoreState {
  state: 'connecting' | 'starting' | 'connected' | 'away' | 'refused';
  /** Why it is not connected, for people. */
  reason: string | null;
  why: Cause | null;
  /** Null while not connected. */
  version: string | null;
}

export function coreNotices({ state, reason, why }: CoreState): WireNotice[] {
  if (why === null || (state !== 'away' && state !== 'refused')) return [];
  return [
    {
      code: `home_assistant_${state}`,
      area: 'home_assistant',
      message: `Home Assistant is not connected: ${reason}`,
      remedy:
        state === 'away'
          ? 'The app keeps retrying. Videos are still made, and events are sent later.'
          : 'Restart the app to get a new token.',
      facts: why,
    },
  ];
}
