import { describe, expect, it } from 'vitest';
import type { FakeCore } from '../../fakes/fake-core.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { watchPrinters } from '../../helpers/watch-printers.ts';

const MINI = 'entity:sensor.mini';
const BY_HAND = {
  printers: [
    {
      name: 'Mini',
      status_entity: 'sensor.mini',
      file_entity: 'sensor.mini_file',
      camera_entity: 'camera.shed',
    },
  ],
};

function prepare(core: FakeCore): void {
  core.setState('sensor.mini', 'idle');
  core.setState('sensor.mini_file', '');
}

describe('a printer by hand', () => {
  it('is watched with the camera that was chosen for it', async () => {
    const { feed, seen } = await watchPrinters(prepare, BY_HAND);
    await seen(MINI, { isReachable: true });
    expect(feed.printers).toMatchObject([
      { key: MINI, name: 'Mini', integration: null, cameras: [{ entity: 'camera.shed' }], hasLayers: false },
    ]);
    expect(feed.sightOf('entity:sensor.other')).toBeNull();
  });

  it('is seen with its print, and holds while that is paused', async () => {
    const { core, seen } = await watchPrinters(prepare, BY_HAND);
    expect(await seen(MINI, { isReachable: true })).toMatchObject({ print: null, doing: null });
    core.setState('sensor.mini_file', '/usb/Vase.gcode');
    core.setState('sensor.mini', 'printing');
    const { print } = await seen(MINI, { doing: 'unknown' });
    expect(print).toMatchObject({ name: 'Vase', fileName: '/usb/Vase.gcode', status: 'printing' });
    core.setState('sensor.mini', 'paused');
    expect((await seen(MINI, { doing: 'holding' })).print).toEqual({ ...print, status: 'paused' });
    core.setState('sensor.mini', 'finished');
    await seen(MINI, { doing: null, print: null });
  });

  it('is out of reach while it says nothing, and while Home Assistant is away', async () => {
    const { core, supervisor, seen } = await watchPrinters(prepare, BY_HAND);
    await seen(MINI, { isReachable: true });
    core.setState('sensor.mini', 'unavailable');
    await seen(MINI, { isReachable: false });
    core.setState('sensor.mini', 'idle');
    await seen(MINI, { isReachable: true });
    supervisor.stopCore();
    await seen(MINI, { isReachable: false });
  });

  it('announces its changes after the print was reported, and none to whom no longer listens', async () => {
    const { core, feed, changes, reports, seen } = await watchPrinters(prepare, BY_HAND);
    await seen(MINI, { isReachable: true });
    const known: number[] = [];
    const undo = feed.onChange(() => known.push(reports.length));
    core.setState('sensor.mini', 'printing');
    await waitFor('the news', () => known.length === 1);
    expect(known).toEqual([1]);
    undo();
    const before = changes.length;
    core.setState('sensor.mini', 'paused');
    await waitFor('the next news', () => changes.length > before);
    expect(known).toHaveLength(1);
  });
});
