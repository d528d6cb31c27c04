import type { Cause } from '../shared/facts.ts';

/** How the connection to Home Assistant is doing; `starting` = connected while Core is still starting. */
export interface CoreState {
  state: 'connecting' | 'starting' | 'connected' | 'away' | 'refused';
  /** Why it is not connected, for people. */
  reason: string | null;
  /** The same for programs. */
  why: Cause | null;
  /** Version of Home Assistant while it is connected. */
  version: string | null;
}
