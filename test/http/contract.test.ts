import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EndpointSpec } from '../../src/shared/endpoint-parts.ts';
import { type EndpointName, endpoints } from '../../src/shared/endpoints.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { startFakeCamera } from '../fakes/fake-camera.ts';
import { printInParts } from '../helpers/print-in-parts.ts';
import { type RawAnswer, rawRequest } from '../helpers/raw-request.ts';
import { cleanUp, engine, makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { startWithPlaces } from '../helpers/start-with-places.ts';
import { startInHomeAssistant } from '../helpers/start-in-home-assistant.ts';
import { startS3 } from '../helpers/upload-servers.ts';
import { addDestination, upload, whenUpload } from '../helpers/uploaded-video.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** What exists when the walk begins: one record of each kind, by what it is good for. */
interface World {
  app: TestApp;
  /** One in Home Assistant, with a printer and its camera. */
  home: TestApp;
  /** Another one, below a Supervisor that is away. */
  supervised: TestApp;
  /** One whose Home Assistant brings videos to places, and its video. */
  placed: TestApp;
  sent: string;
  /** Completed, with its video. */
  done: string;
  /** Discovered. */
  found: string;
  /** Being rendered by an engine that hangs. */
  running: string;
  /** Deleted, with a tombstone. */
  deleted: string;
  job: string;
}

/** A user of Home Assistant of whom nothing is known; asks the app below a Supervisor that is away. */
const STRANGER: Ask = { supervised: true, headers: { 'x-remote-user-id': 'stranger' } };

/** A request to an endpoint: parameters, query, headers, body. */
interface Ask {
  id?: string;
  key?: string;
  n?: string;
  share?: string;
  upload?: string;
  suggested?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Goes to the app in Home Assistant. */
  home?: boolean;
  /** Goes to the app below a Supervisor. */
  supervised?: boolean;
  /** Goes to the app that brings videos to places. */
  placed?: boolean;
}

/** Changes that whoever may look may make. */
const FOR_EVERYONE = new Set(['countWatched']);

const HOME: Ask = { home: true, key: 'entity:sensor.mini' };

const PLACED: Ask = { placed: true };
const LONG = 'x'.repeat(200);
const NOBODY = 'nobody';
/** It applies to nothing in this world. */
const RULE = { kind: 'video_age', action: 'delete', days: 3650 };
/** Nobody answers there. */
const NOWHERE = 'http://127.0.0.1:9/picture.jpg';

const STORAGE = {
  ...{ kind: 's3', name: 'Storage', url: 'http://127.0.0.1:9', bucket: 'videos', user: 'x', secret: 'x' },
};

/** For every status that an endpoint declares, a request that is answered with it. Later rows may undo earlier ones. */
const SCENARIOS: Record<EndpointName, Record<number, (world: World) => Ask | Promise<Ask>>> = {
  getHealth: { 200: () => ({}) },
  getViewer: { 200: () => ({}) },
  getOpenapi: { 200: () => ({}) },
  listTimelapses: { 200: () => ({ query: 'status=completed&limit=1' }), 400: () => ({ query: 'limit=0' }) },
  getStats: { 200: () => ({}) },
  countMonths: {
    200: () => ({ query: 'pinned=false' }),
    400: () => ({ query: 'pinned=perhaps' }),
    404: () => ({ query: 'time_zone=Mars/Utopia' }),
  },
  listCleanupCandidates: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  listCleanup: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  listReclaimable: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  listIgnored: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  getTimelapse: { 200: ({ done }) => ({ id: done }), 400: () => ({ id: LONG }), 404: () => ({ id: NOBODY }) },
  updateTimelapse: {
    200: ({ done }) => ({ id: done, body: { title: 'Named' } }),
    400: ({ done }) => ({ id: done, body: {} }),
    404: () => ({ id: NOBODY, body: { title: 'x' } }),
  },
  pinTimelapse: {
    200: ({ done }) => ({ id: done }),
    400: ({ done }) => ({ id: done, body: { pinned: 'yes' } }),
    404: () => ({ id: NOBODY }),
  },
  listJobs: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  createJob: {
    201: () => ({ body: { name: 'New', source: 'test', external_id: '7' } }),
    200: () => ({ body: { name: 'New again', source: 'test', external_id: '7' } }),
    400: () => ({ body: { name: '' } }),
  },
  getJob: { 200: ({ job }) => ({ id: job }), 400: () => ({ id: LONG }), 404: () => ({ id: NOBODY }) },
  joinFolders: {
    202: async ({ app }) => ({ id: await printInParts(app) }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: ({ job }) => ({ id: job }),
  },
  dismissMissingPictures: {
    204: ({ job }) => ({ id: job }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  suggestJobs: { 200: ({ done }) => ({ id: done }), 400: () => ({ id: LONG }), 404: () => ({ id: NOBODY }) },
  downloadZip: {
    200: ({ done }) => ({ query: `ids=${done}` }),
    400: () => ({ query: 'ids=' }),
    404: ({ found }) => ({ query: `ids=${found}` }),
  },
  getStatistics: { 200: () => ({}) },
  countWatched: {
    204: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  refuseJob: {
    204: ({ done, job }) => ({ id: done, suggested: job }),
    400: () => ({ id: LONG, suggested: NOBODY }),
    404: ({ done }) => ({ id: done, suggested: NOBODY }),
  },
  linkTimelapse: {
    200: ({ done, job }) => ({ id: done, body: { job_id: job } }),
    400: ({ done }) => ({ id: done, body: { job_id: 7 } }),
    404: ({ done }) => ({ id: done, body: { job_id: NOBODY } }),
  },
  getVideo: {
    200: ({ done }) => ({ id: done }),
    206: ({ done }) => ({ id: done, headers: { range: 'bytes=0-9' } }),
    304: async (world) => ({ id: world.done, headers: { 'if-none-match': await tagOf(world, 'video') } }),
    400: ({ done }) => ({ id: done, query: 'download=maybe' }),
    404: ({ found }) => ({ id: found }),
    412: ({ done }) => ({ id: done, headers: { 'if-match': '"another"' } }),
    416: ({ done }) => ({ id: done, headers: { range: 'bytes=99999999-' } }),
  },
  getPoster: imageScenarios('poster'),
  getPreview: imageScenarios('preview'),
  getFrame: {
    200: ({ found }) => ({ id: found, n: '1' }),
    304: async (world) => ({
      id: world.found,
      n: '1',
      headers: { 'if-none-match': await tagOf({ ...world, done: world.found }, 'frames/1') },
    }),
    400: ({ found }) => ({ id: found, n: 'first' }),
    404: ({ found }) => ({ id: found, n: '999' }),
  },
  createShare: {
    202: ({ done }) => ({ id: done, body: { kind: 'mp4' } }),
    400: ({ done }) => ({ id: done, body: { kind: 'avi' } }),
    404: () => ({ id: NOBODY, body: { kind: 'mp4' } }),
    409: ({ found }) => ({ id: found, body: { kind: 'mp4' } }),
  },
  listShares: {
    200: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  getShareCrop: {
    200: ({ done }) => ({ id: done, query: 'aspect=9:16' }),
    400: ({ done }) => ({ id: done, query: 'aspect=original' }),
    404: ({ found }) => ({ id: found, query: 'aspect=9:16' }),
  },
  getShareFile: {
    200: (world) => shareOf(world),
    206: async (world) => ({ ...(await shareOf(world)), headers: { range: 'bytes=0-9' } }),
    304: async (world) => {
      const share = await shareOf(world);
      const tag = await tagOf(world, `shares/${share.share}/file`);
      return { ...share, headers: { 'if-none-match': tag } };
    },
    400: async (world) => ({ ...(await shareOf(world)), query: 'download=maybe' }),
    404: ({ done }) => ({ id: done, share: NOBODY }),
    412: async (world) => ({ ...(await shareOf(world)), headers: { 'if-match': '"another"' } }),
    416: async (world) => ({ ...(await shareOf(world)), headers: { range: 'bytes=99999999-' } }),
  },
  deleteShare: {
    204: (world) => shareOf(world),
    400: ({ done }) => ({ id: done, share: LONG }),
    404: ({ done }) => ({ id: done, share: NOBODY }),
  },
  createDestination: {
    201: () => ({ body: STORAGE }),
    400: () => ({ body: { ...STORAGE, url: 'ftp://x' } }),
    409: () => ({ body: { ...STORAGE, name: 'STORAGE' } }),
  },
  listDestinations: { 200: () => ({}) },
  putDestination: {
    200: async ({ app }) => ({ id: await destinationOf(app), body: STORAGE }),
    400: async ({ app }) => ({ id: await destinationOf(app), body: { ...STORAGE, user: '' } }),
    404: () => ({ id: NOBODY, body: STORAGE }),
    409: async ({ app }) => {
      await app.request('POST', '/destinations', { ...STORAGE, name: 'Other' });
      return { id: await destinationOf(app), body: { ...STORAGE, name: 'Other' } };
    },
  },
  testDestination: {
    200: async ({ app }) => ({ id: await destinationOf(app) }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  createUpload: {
    202: async ({ app, done }) => ({ id: done, body: { destination_id: await destinationOf(app) } }),
    400: ({ done }) => ({ id: done, body: {} }),
    404: ({ done }) => ({ id: done, body: { destination_id: NOBODY } }),
    409: async ({ app, found }) => ({ id: found, body: { destination_id: await destinationOf(app) } }),
  },
  listUploads: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  listTimelapseUploads: {
    200: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  deleteUpload: {
    204: async ({ app, done }) => ({ id: done, upload: await uploadOf(app) }),
    400: ({ done }) => ({ id: done, upload: LONG }),
    404: ({ done }) => ({ id: done, upload: NOBODY }),
    409: async ({ app, done }) => ({ id: done, upload: await doneUpload(app, done) }),
  },
  deleteDestination: {
    204: async ({ app }) => ({ id: await destinationOf(app) }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  getFlicker: {
    200: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: ({ found }) => ({ id: found }),
  },
  getPrintData: {
    200: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: ({ deleted }) => ({ id: deleted }),
  },
  getLog: {
    200: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: ({ found }) => ({ id: found }),
  },
  getQueue: { 200: () => ({}) },
  pauseQueue: { 200: () => ({}) },
  resumeQueue: { 200: () => ({}) },
  getSettings: { 200: () => ({}) },
  changeSettings: {
    200: () => ({ body: { options: { min_frames: 3 } } }),
    400: () => ({ body: { options: { min_frames: 'few' } } }),
    // A folder in the place of the file is the one thing that keeps even root from writing it.
    409: async ({ app }) => {
      await blockOptionsFile(app);
      return { body: { options: { min_frames: 4 } } };
    },
  },
  testSettings: { 200: () => ({}), 400: () => ({ body: { options: 'all' } }) },
  listFolders: {
    200: () => ({}),
    400: () => ({ query: 'path=relative' }),
    403: () => ({ query: 'path=/proc' }),
    404: ({ app }) => ({ query: `path=${encodeURIComponent(join(app.folders.source, 'nothing'))}` }),
  },
  listEntities: { 200: () => ({}), 400: () => ({ query: 'domain=Sen%20sor' }) },
  processTimelapse: {
    202: ({ found }) => ({ id: found }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: ({ running }) => ({ id: running }),
  },
  cancelTimelapse: {
    202: ({ found }) => ({ id: found }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: ({ done }) => ({ id: done }),
  },
  restoreTimelapse: {
    200: ({ deleted }) => ({ id: deleted }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  deleteFrames: {
    409: ({ found }) => ({ id: found }),
    200: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  getRecipe: { 200: ({ done }) => ({ id: done }), 400: () => ({ id: LONG }), 404: () => ({ id: NOBODY }) },
  putRecipe: {
    200: ({ found }) => ({ id: found, body: { target_seconds: 5 } }),
    400: ({ found }) => ({ id: found, body: { speed: 9 } }),
    404: () => ({ id: NOBODY, body: {} }),
    // Its frames have just been deleted.
    409: ({ done }) => ({ id: done, body: { rotate: 90 } }),
  },
  deleteRecipe: {
    204: ({ found }) => ({ id: found }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  previewRecipe: {
    200: ({ found }) => ({ id: found, query: 'frame=1', body: { flip: 'vertical' } }),
    400: ({ found }) => ({ id: found, query: 'frame=0', body: {} }),
    404: ({ found }) => ({ id: found, query: 'frame=999', body: {} }),
    409: ({ done }) => ({ id: done, query: 'frame=1', body: { rotate: 90 } }),
  },
  listFrames: {
    200: ({ found }) => ({ id: found }),
    400: ({ found }) => ({ id: found, query: 'limit=0' }),
    404: ({ done }) => ({ id: done }),
  },
  listPresets: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  createPreset: {
    201: () => ({ body: { name: 'Mine', recipe: { speed: 2 } } }),
    400: () => ({ body: { name: '', recipe: {} } }),
    409: () => ({ body: { name: 'MINE', recipe: {} } }),
  },
  putPreset: {
    200: async ({ app }) => ({ id: await presetOf(app), body: { name: 'Mine', recipe: {} } }),
    400: () => ({ id: 'x', body: { name: 'Mine' } }),
    404: () => ({ id: NOBODY, body: { name: 'Other', recipe: {} } }),
    409: () => ({ id: 'archive', body: { name: 'Archive', recipe: {} } }),
  },
  deletePreset: {
    204: async ({ app }) => ({ id: await presetOf(app) }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: () => ({ id: 'archive' }),
  },
  listPrinters: { 200: () => ({}) },
  updatePrinter: {
    200: () => ({ ...HOME, body: { interval_seconds: 10 } }),
    400: () => ({ ...HOME, body: {} }),
    404: () => ({ key: NOBODY, body: { interval_seconds: 10 } }),
  },
  takeTestPicture: {
    200: () => HOME,
    400: () => ({ ...HOME, body: { camera: 'light.shed' } }),
    404: () => ({ key: NOBODY }),
    409: () => ({ ...HOME, body: { camera: 'camera.none' } }),
  },
  listTargets: {
    200: () => PLACED,
    400: () => ({ ...PLACED, query: `timelapse=${LONG}` }),
    404: () => ({ ...PLACED, query: `timelapse=${NOBODY}` }),
    503: () => ({ supervised: true }),
  },
  notifyTimelapse: sendingScenarios({ target: 'notify.mail' }, { target: 'notify.broken' }),
  playTimelapse: sendingScenarios({ entity_id: 'media_player.tv' }, { entity_id: 'media_player.broken' }),
  uploadTimelapse: sendingScenarios({ action: 'immich.upload_file' }, { action: 'google_photos.upload' }),
  getMediaMove: { 200: () => PLACED },
  moveToMedia: { 409: () => ({}), 202: () => PLACED },
  dismissMediaMove: { 204: () => PLACED },
  createRule: {
    201: () => ({ body: { definition: RULE } }),
    400: () => ({ body: { definition: { ...RULE, kind: 'all' } } }),
    409: async ({ app }) => {
      for (let made = 0; made < 50; made += 1) await app.request('POST', '/rules', { definition: RULE });
      return { body: { definition: RULE } };
    },
  },
  listRules: { 200: () => ({ query: 'limit=2' }), 400: () => ({ query: 'limit=0' }) },
  updateRule: {
    200: async ({ app }) => ({ id: await ruleOf(app), body: { definition: RULE, enabled: false } }),
    400: async ({ app }) => ({ id: await ruleOf(app), body: { definition: RULE } }),
    404: () => ({ id: NOBODY, body: { definition: RULE, enabled: false } }),
    409: async ({ app }) => ({ id: await ruleOf(app), body: { definition: RULE, enabled: true } }),
  },
  runRule: {
    202: async ({ app }) => {
      const id = await ruleOf(app);
      await app.request('POST', `/rules/${id}/dry-run`);
      await app.request('PUT', `/rules/${id}`, { definition: RULE, enabled: true });
      return { id };
    },
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: async ({ app }) => {
      const id = await ruleOf(app);
      await app.request('PUT', `/rules/${id}`, { definition: RULE, enabled: false });
      return { id };
    },
  },
  tryRule: {
    200: async ({ app }) => ({ id: await ruleOf(app) }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  listRuleRuns: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  deleteRule: {
    204: async ({ app }) => ({ id: await ruleOf(app) }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  listCaptures: { 200: () => ({}), 400: () => ({ query: 'running=perhaps' }) },
  createCapture: {
    201: () => ({ body: { name: 'Clock', still_image_url: NOWHERE } }),
    400: () => ({ body: { name: 'Clock' } }),
    409: ({ supervised }) => {
      const { options } = supervised.app;
      options.replace({ ...options.current, timelapse_source_folder: '/nowhere' });
      return { supervised: true, body: { name: 'Clock', still_image_url: NOWHERE } };
    },
  },
  stopCapture: {
    200: async ({ app }) => ({ id: await captureOf(app, 'true') }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: async ({ app }) => ({ id: await captureOf(app, 'false') }),
  },
  bulkDeleteFrames: {
    200: ({ found }) => ({ body: { timelapse_ids: [found, NOBODY] } }),
    400: () => ({ body: { timelapse_ids: [] } }),
  },
  deleteTimelapse: {
    409: ({ found }) => ({ id: found, query: 'delete_source=true' }),
    204: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  archiveTimelapse: {
    202: ({ sent }) => ({ ...PLACED, id: sent }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: ({ found }) => ({ id: found }),
  },
  unarchiveTimelapse: {
    202: ({ sent }) => ({ ...PLACED, id: sent }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: ({ found }) => ({ id: found }),
  },
  bulkArchive: {
    200: ({ found }) => ({ body: { timelapse_ids: [found, NOBODY] } }),
    400: () => ({ body: { timelapse_ids: [] } }),
  },
  bulkDelete: {
    200: ({ found }) => ({ body: { timelapse_ids: [found, NOBODY] } }),
    400: () => ({ body: { timelapse_ids: [] } }),
  },
  listTrash: { 200: () => ({}), 400: () => ({ query: 'limit=0' }) },
  getTrashPoster: {
    200: ({ done }) => ({ id: done }),
    304: async ({ app, done }) => ({
      id: done,
      headers: { 'if-none-match': await tagAt(app, `/trash/${done}/poster`) },
    }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  restoreFromTrash: {
    200: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
    409: async ({ app, done }) => {
      await app.request('DELETE', `/timelapses/${done}`);
      await rm(join(app.folders.output, '.timelapse-trash'), { recursive: true });
      return { id: done };
    },
  },
  deleteFromTrash: {
    204: ({ done }) => ({ id: done }),
    400: () => ({ id: LONG }),
    404: () => ({ id: NOBODY }),
  },
  emptyTrash: { 200: () => ({}) },
};

function imageScenarios(kind: 'poster' | 'preview'): Record<number, (world: World) => Ask | Promise<Ask>> {
  return {
    200: ({ done }) => ({ id: done }),
    304: async (world) => ({ id: world.done, headers: { 'if-none-match': await tagOf(world, kind) } }),
    400: () => ({ id: LONG }),
    404: ({ found }) => ({ id: found }),
  };
}

/** @param refused a body that Home Assistant does not accept */
function sendingScenarios(
  body: object,
  refused: object,
): Record<number, (world: World) => Ask | Promise<Ask>> {
  return {
    202: ({ sent }) => ({ ...PLACED, id: sent, body }),
    400: ({ sent }) => ({ ...PLACED, id: sent, body: {} }),
    404: () => ({ ...PLACED, id: NOBODY, body }),
    409: ({ sent }) => ({ ...PLACED, id: sent, body: refused }),
    503: ({ done }) => ({ id: done, body }),
  };
}

async function presetOf(app: TestApp): Promise<string> {
  const presets = await app.get<{ id: string; built_in: boolean }[]>('/presets');
  return presets.find((preset) => !preset.built_in)?.id ?? '';
}

async function ruleOf(app: TestApp): Promise<string> {
  const [rule] = await app.get<{ id: string }[]>('/rules?limit=1');
  return rule?.id ?? '';
}

async function captureOf(app: TestApp, running: 'true' | 'false'): Promise<string> {
  const [capture] = await app.get<{ id: string }[]>(`/captures?running=${running}`);
  return capture?.id ?? '';
}

async function shareOf({ app, done }: World): Promise<Ask & { share: string }> {
  const share = await waitFor('the copy', async () => {
    const [first] = await app.get<{ id: string; state: string }[]>(`/timelapses/${done}/shares`);
    return first?.state === 'ready' ? first.id : null;
  });
  return { id: done, share };
}

async function destinationOf(app: TestApp): Promise<string> {
  const all = await app.get<{ id: string; name: string }[]>('/destinations');
  return all.find(({ name }) => name === STORAGE.name)?.id ?? '';
}

async function uploadOf(app: TestApp): Promise<string> {
  const [first] = await app.get<{ id: string }[]>('/uploads');
  return first?.id ?? '';
}

async function doneUpload(app: TestApp, timelapseId: string): Promise<string> {
  const server = await startS3();
  const to = await addDestination(app, server.destination({ name: 'Real' }));
  const asked = await upload(app, timelapseId, to);
  return (await whenUpload(app, asked, 'done')).id;
}

function tagOf({ app, done }: World, what: string): Promise<string> {
  return tagAt(app, `/timelapses/${done}/${what}`);
}

async function tagAt(app: TestApp, path: string): Promise<string> {
  const answer = await app.request('GET', path);
  await answer.arrayBuffer();
  return answer.headers.get('etag') ?? '';
}

async function blockOptionsFile(app: TestApp): Promise<void> {
  const path = join(app.folders.data, 'options.json');
  await rm(path);
  await putFrames(path, { names: ['in-the-way.jpg'] });
  cleanUp(() => rm(path, { recursive: true, force: true }));
}

async function makeWorld(): Promise<World> {
  const folders = await makeFolders();
  for (const name of ['Done', 'Found', 'Running', 'Deleted']) await putFrames(join(folders.source, name));
  const app = await startTestApp(
    {
      timelapse_auto_process_timeout: 0,
      timelapse_flickerfree_path: engine('reporting.sh'),
      timelapse_trash_days: 7,
    },
    { folders, times: { killGraceMs: 300 } },
  );
  const ids: Record<string, string> = {};
  for (const name of ['Done', 'Found', 'Running', 'Deleted']) {
    ids[name] = (await app.waitForStatus(name, 'discovered')).id;
  }
  await app.request('POST', `/timelapses/${ids.Done}/process`);
  await app.waitForCompleted('Done');
  await app.request('DELETE', `/timelapses/${ids.Deleted}`);
  const { options } = app.app;
  options.replace({ ...options.current, timelapse_flickerfree_path: engine('hang.sh') });
  await app.request('POST', `/timelapses/${ids.Running}/process`);
  await app.waitForStatus('Running', 'processing');
  const env = { SUPERVISOR_TOKEN: 'x', SUPERVISOR_URL: 'http://127.0.0.1:9', HOST: '127.0.0.1' };
  const supervised = await startTestApp({ timelapse_enabled: false }, { env });
  const home = await makeHome();
  const { app: placed, id: sent } = await startWithPlaces({
    options: { timelapse_archive_folder: `${folders.data}-archive` },
    prepare: (core) => {
      core.allowedFolders = ['/'];
      core.failing.set('notify.broken', 'No');
      core.failing.set('google_photos.upload', 'No');
    },
  });
  const job = (await (await app.request('POST', '/jobs', { name: 'A print' })).json()) as { id: string };
  return {
    app,
    supervised,
    home,
    placed,
    sent,
    done: ids.Done ?? '',
    found: ids.Found ?? '',
    running: ids.Running ?? '',
    deleted: ids.Deleted ?? '',
    job: job.id,
  };
}

async function makeHome(): Promise<TestApp> {
  const camera = await startFakeCamera();
  const printer = { name: 'Mini', status_entity: 'sensor.mini', camera_entity: 'camera.shed' };
  const { app } = await startInHomeAssistant(
    { printers: [printer] },
    {
      prepare: (core) => {
        core.setState('sensor.mini', 'idle');
        core.cameras.set('camera.shed', (response) => camera.answer(response));
      },
    },
  );
  await waitFor('the printer', async () => (await app.get<object[]>('/printers')).length === 1);
  return app;
}

/** Asks without `fetch`, which would add headers of its own to a request with a condition. */
function ask(
  world: World,
  spec: EndpointSpec,
  {
    id = '',
    key = '',
    n = '',
    share = '',
    upload: uploadId = '',
    suggested = '',
    query,
    headers,
    body,
    supervised,
    home,
    placed,
  }: Ask,
): Promise<RawAnswer> {
  const path = spec.path
    .replace('{id}', id)
    .replace('{key}', key)
    .replace('{n}', n)
    .replace('{share_id}', share)
    .replace('{upload_id}', uploadId)
    .replace('{job_id}', suggested);
  const { app } = home ? world.home : placed ? world.placed : supervised ? world.supervised : world.app;
  return rawRequest(app.port, {
    method: spec.method.toUpperCase(),
    path: `/api/v1${path}${query ? `?${query}` : ''}`,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

test('every status that an endpoint declares is really answered, with what the contract says', async () => {
  const world = await makeWorld();
  await writeFile(join(world.app.folders.data, 'note.txt'), 'no folder');
  for (const [name, own] of Object.entries(SCENARIOS)) {
    const spec: EndpointSpec = endpoints[name as EndpointName];
    const isOpen = spec.method === 'get' || FOR_EVERYONE.has(name);
    const scenarios: typeof own = isOpen ? own : { ...own, 403: () => STRANGER };
    const declared = Object.keys(spec.responses);
    expect(Object.keys(scenarios).toSorted(), `${name}: a scenario for each status`).toEqual(
      declared.toSorted(),
    );
    // A new one is reported before a known one.
    for (const status of Object.keys(scenarios).toSorted(
      (a, b) => Number(b === '201') - Number(a === '201'),
    )) {
      const answer = await ask(world, spec, await scenarios[Number(status)]!(world));
      const { bytes } = answer;
      expect(`${name} ${answer.status}`, bytes.subarray(0, 300).toString()).toBe(`${name} ${status}`);
      const { schema, contentType } = spec.responses[Number(status)]!;
      const type = answer.headers['content-type'] ?? '';
      if (schema)
        expect(schema.safeParse(JSON.parse(bytes.toString())).error, `${name} ${status}`).toBeUndefined();
      if (contentType) {
        const isDeclared = [contentType].flat().some((each) => type.startsWith(each));
        expect(isDeclared, `${name} ${status}: ${type}`).toBe(true);
      }
    }
  }
}, 180_000);

test('the served document names every route and status of the contract', async () => {
  const app = await startTestApp({ timelapse_auto_process_timeout: 0 });
  const served = await app.get<{ paths: Record<string, Record<string, { responses: object }>> }>(
    '/openapi.json',
  );
  const documented = Object.entries(served.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => `${method} ${path} ${status}`),
    ),
  );
  // What can meet any request, and a full disk whatever saves, is declared once for all.
  const common = (method: string): string[] => (method === 'get' ? ['default'] : ['507', 'default']);
  const declared = Object.values<EndpointSpec>(endpoints).flatMap(({ method, path, responses }) =>
    [...Object.keys(responses), ...common(method)].map((status) => `${method} ${path} ${status}`),
  );
  expect(documented.map((line) => line.replace(' /api/v1/', ' /')).toSorted()).toEqual(declared.toSorted());
});
