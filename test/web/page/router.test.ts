import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Router } from '../../../web/page/router.ts';

let router: Router;

beforeEach(() => {
  location.hash = '';
  router = new Router();
  router.start();
});

afterEach(() => router.stop());

describe('the place in the page', () => {
  it('is in the address', () => {
    router.setFilter({ status: 'failed' });
    router.openTimelapse('a');
    expect(location.hash).toBe('#/timelapses/a?status=failed');
    expect(router.route.state.timelapseId).toBe('a');
  });

  it('has no player from the moment it is closed, however long the browser takes to go back', () => {
    router.openTimelapse('a');
    router.closeTimelapse();
    expect(router.route.state.timelapseId).toBeNull();
  });

  it('leaves a deep link without going back to where the user came from', () => {
    location.hash = '#/timelapses/a';
    router.stop();
    router = new Router();
    expect(router.route.state.timelapseId).toBe('a');
    router.closeTimelapse();
    expect(location.hash).toBe('#/');
  });

  it('follows paths handed in from outside, if it knows them', () => {
    router.openPath('/timelapses/b');
    expect(router.route.state.timelapseId).toBe('b');
    router.openPath('/nowhere');
    expect(router.route.state.timelapseId).toBe('b');
    router.openPath('/settings');
    expect(router.route.state).toMatchObject({ view: { name: 'settings' }, timelapseId: null });
  });

  it.each(['/?status=failed&q=a%26b', '/%3Fstatus%3Dfailed%26q%3Da%2526b'])(
    'takes the filter from the panel: %s',
    (path) => {
      router.openPath(path);
      expect(router.route.state).toMatchObject({
        view: { name: 'gallery' },
        filter: { status: 'failed', text: 'a&b' },
      });
    },
  );

  it('goes up from a print job to all of them, and from there to the gallery', async () => {
    router.openPath('/jobs/j');
    await router.leaveView();
    expect(location.hash).toBe('#/jobs');
    await router.leaveView();
    expect(location.hash).toBe('#/');
  });

  it('is only left when the guard lets go', async () => {
    await router.openView({ name: 'settings' });
    let mayLeave = false;
    router.guard(async () => mayLeave);
    await router.leaveView();
    expect(location.hash).toBe('#/settings');
    mayLeave = true;
    await router.leaveView();
    expect(location.hash).toBe('#/');
  });
});
