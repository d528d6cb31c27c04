import { fileURLToPath } from 'node:url';
import type { Config } from '../config/config.ts';
import { audienceOf, foreignPageRefusal, refusalOf } from '../http/access.ts';
import { answerOnSocket } from '../http/answer-on-socket.ts';
import type { Access } from '../http/own-host.ts';
import { createExpressApp, type HttpServer, listen } from '../http/server.ts';
import { createReadViewer } from '../http/viewer.ts';
import { onlyStopped, type Part } from '../lib/part.ts';
import { LiveFeed } from '../live/live-feed.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { readPictureFormat } from '../media/read-picture-format.ts';
import { Previews } from '../previews/previews.ts';
import { FolderProcesses } from '../setup-check/folder-processes.ts';
import { WireView } from '../wire/wire-view.ts';
import { type AnsweringAreas, createHandlers } from './handlers.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

/** Beside the built server; the same path works in a checkout. */
const WEB_DIR = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../../web', import.meta.url),
);

export function createServing(areas: AnsweringAreas) {
  const { shared, rendering } = areas;
  const { config, loggers } = shared;
  const access = accessOf(config);
  const readViewer = createReadViewer({
    audience: access.audience,
    mayAllChange: () => shared.options.current.non_admins_may_change,
    findUser: async (id) => areas.link?.users.find(id),
  });
  const view = new WireView({ ...shared, ...rendering });
  const folders = new FolderProcesses(shared.times.folderMs);
  const previews = createPreviews(shared, rendering);
  const express = createExpressApp({
    handlers: createHandlers(areas, { view, folders, previews, readViewer }),
    access,
    readViewer,
    webDir: WEB_DIR,
    logger: loggers.http,
    checkReplies: shared.checkReplies,
  });
  let http: HttpServer | undefined;
  const listening: Part = {
    async start() {
      http = await listen(express, { host: config.host, port: config.port, logger: loggers.http });
    },
    stop: () => http?.stop(),
  };
  const feed = new LiveFeed({
    ...shared,
    ...areas.capturing,
    ...areas.sharing,
    ...areas.uploading,
    view,
    server: () => http!.server,
    health: () => areas.health.health.read(),
    progress: () => rendering.board.all,
    refusalOf: (request) => refusalOf(request, access) ?? foreignPageRefusal(request, access),
    refuse: answerOnSocket,
    now: () => shared.clock.now(),
    logger: loggers.live,
  });
  // Previews stop before the server waits for open responses.
  const parts: Part[] = [onlyStopped(() => folders.stop()), listening, previews, feed];
  return { port: () => http!.port, parts };
}

function createPreviews(shared: Shared, { board, watcher }: Rendering): Previews {
  const { files, loggers } = shared;
  return new Previews({
    ...shared,
    logger: loggers.app,
    limits: shared.previewLimits,
    isFile: (path) => files.isFile(path).catch(() => false),
    lengthOf: async (path) => {
      const probe = await probeVideo(path);
      return probe.ok ? probe.video.durationSeconds : 0;
    },
    formatOf: (path) => readPictureFormat(files, path).catch(() => null),
    isRendering: () => board.all.length > 0,
    isSourceUnreachable: () => watcher.source.state === 'unreachable',
  });
}

function accessOf({ host, supervisor, allowedHosts }: Config): Access {
  // A name that the app is bound to is also accepted.
  return { audience: audienceOf(host, supervisor !== null), names: [host.toLowerCase(), ...allowedHosts] };
}
