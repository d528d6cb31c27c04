import { LiveConnection, liveUrl } from './api/live.ts';
import { SystemCollection } from './api/system.ts';
import { TimelapseCollection } from './api/timelapses.ts';
import { readViewer } from './api/viewer.ts';
import { AppUpdate } from './shell/app-update.ts';
import { HomeAssistantBridge } from './shell/home-assistant-bridge.ts';
import './shell/pt-app.ts';
import { Router } from './shell/router.ts';
import { followTheme } from './theme/follow-theme.ts';

const system = new SystemCollection();
const update = new AppUpdate(system);
// Before the first part is loaded late, which a language can be.
update.start();
followTheme();

const timelapses = new TimelapseCollection();
const router = new Router();
const live = new LiveConnection(
  () => liveUrl(),
  () => system.probe(),
);

const bridge = new HomeAssistantBridge((path) => router.openPath(path));

system.connect(live);
timelapses.connect(live);
router.start();
bridge.start();
live.start();
// Who may change things is a setting too.
live.on('settings.changed', () => void readViewer());
void readViewer();
void timelapses.begin();

const app = document.createElement('pt-app');
app.page = { live, timelapses, system, router, bridge, update };
document.body.append(app);
