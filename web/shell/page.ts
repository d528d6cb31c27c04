import type { LiveConnection } from '../api/live.ts';
import type { SystemCollection } from '../api/system.ts';
import type { TimelapseCollection } from '../api/timelapses.ts';
import type { AppUpdate } from './app-update.ts';
import type { HomeAssistantBridge } from './home-assistant-bridge.ts';
import type { Router } from './router.ts';

/** Everything the parts of the page share; built once in `main.ts` and handed down. */
export interface Page {
  live: LiveConnection;
  timelapses: TimelapseCollection;
  system: SystemCollection;
  router: Router;
  bridge: HomeAssistantBridge;
  update: AppUpdate;
}
