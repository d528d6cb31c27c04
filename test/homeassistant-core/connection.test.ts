import { describe, expect, it } from 'vitest';
import type { WireHealth } from '../../src/shared/system.ts';
import type { TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { readInstalled } from './helpers/installed.ts';
import { makeHouse, shareCore } from './helpers/house.ts';

const core = shareCore();

describe('the connection to Home Assistant', () => {
  it('comes up, survives a restart of Core, and is reported by health', async () => {
    const house = await makeHouse(core());
    const app = await house.start();
    const until = (state: string) =>
      waitFor(`Home Assistant to be ${state}`, async () => (await stateOf(app)) === state, 90_000);
    const line = await waitFor('the line', () => app.log.find((each) => each.includes('is connected')));
    expect(line).toContain(readInstalled().version);
    await until('ok');
    await core().stop();
    await until('degraded');
    await core().start();
    await until('ok');
  });

  it('is tried again when the token is refused, and says so', async () => {
    const house = await makeHouse(core());
    const app = await house.start();
    await waitFor('the connection', () => house.supervisor.coreSockets === 1);
    const { token } = house.supervisor;
    house.supervisor.setToken('another');
    house.supervisor.cutSockets();
    await waitFor('the notice', async () =>
      (await health(app)).notices.some(
        (each) => each.area === 'home_assistant' && /does not accept the app's token/.test(each.message),
      ),
    );
    house.supervisor.setToken(token);
    await waitFor('Home Assistant to be connected again', async () => (await stateOf(app)) === 'ok', 60_000);
  });
});

function health(app: TestApp): Promise<WireHealth> {
  return app.get<WireHealth>('/health');
}

async function stateOf(app: TestApp): Promise<string> {
  return (await health(app)).checks.home_assistant;
}
