import { ContextProvider, createContext } from '@lit/context';
import type { CaptureCollection } from '../api/captures.ts';
import type { LiveConnection } from '../api/live.ts';
import type { SystemCollection } from '../api/system.ts';
import type { TimelapseCollection } from '../api/timelapses.ts';
import type { TimelapseActions } from './actions.ts';
import type { AppUpdate } from './app-update.ts';
import type { HomeAssistantBridge } from './home-assistant-bridge.ts';
import type { Router } from './router.ts';

/** Built once in `main.ts`. */
export interface Page {
  live: LiveConnection;
  timelapses: TimelapseCollection;
  captures: CaptureCollection;
  system: SystemCollection;
  router: Router;
  bridge: HomeAssistantBridge;
  update: AppUpdate;
  actions: TimelapseActions;
}

/** Use `@consume({ context: pageContext })`. */
export const pageContext = createContext<Page>(Symbol('page'));

let provider: ContextProvider<typeof pageContext, HTMLElement> | undefined;

/** Also works for dialogs, which are children of the body. */
export function providePage(page: Page): void {
  provider ??= new ContextProvider(document.body, { context: pageContext });
  provider.setValue(page);
}
