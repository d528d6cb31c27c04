import { CaptureCollection } from './api/captures.ts';
import { LiveConnection, liveUrl } from './api/live.ts';
import { SystemCollection } from './api/system.ts';
import { TimelapseCollection } from './api/timelapses.ts';
import { readViewer } from './api/viewer.ts';
import { AppUpdate } from './page/app-update.ts';
import { HomeAssistantBridge } from './page/home-assistant-bridge.ts';
import './app/pt-app.ts';
import { PageActions } from './app/page-actions.ts';
import { providePage } from './page/page.ts';
import { Router } from './page/router.ts';
import { followTheme } from './theme/follow-theme.ts';

const system = new SystemCollection();
const update = new AppUpdate(system);
// Before any part is loaded lazily, including languages.
update.start();
followTheme();

const timelapses = new TimelapseCollection();
const captures = new CaptureCollection();
const router = new Router();
const live = new LiveConnection(
  () => liveUrl(),
  () => system.probe(),
);

const bridge = new HomeAssistantBridge((path) => router.openPath(path));

system.connect(live);
timelapses.connect(live);
captures.connect(live);
router.start();
bridge.start();
live.start();
// The permission is a setting too.
live.on('settings.changed', () => void readViewer());
void readViewer();
void timelapses.begin();

const parts = { live, timelapses, captures, system, router, bridge, update };
providePage({ ...parts, actions: new PageActions(parts) });
document.body.append(document.createElement('pt-app'));
// Home Assistant has a shell of its own.
if (window.parent === window && !location.pathname.includes('/hassio_ingress/'))
  void import('./shell/install-shell.ts').then(({ installShell }) => installShell());
