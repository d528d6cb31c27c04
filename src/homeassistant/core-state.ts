/** How the connection to Home Assistant is doing; `starting` = connected while Core is still starting. */
export interface CoreState {
  state: 'connecting' | 'starting' | 'connected' | 'away' | 'refused';
  /** Why it is not connected, for people. */
  reason: string | null;
  /** Version of Home Assistant while it is connected. */
  version: string | null;
}
