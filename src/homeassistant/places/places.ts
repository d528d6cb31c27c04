import { AppError, conflict, messageOf, notFound } from '../../lib/errors.ts';
import type { Files } from '../../lib/files.ts';
import type { Logger } from '../../lib/logger.ts';
import type { NotifyRequest, UploadRequest, WireTargets } from '../../shared/places.ts';
import type { WireNotice } from '../../shared/system.ts';
import { failureSentence } from '../../timelapses/failure-texts.ts';
import { fileOf, type Timelapse, type TimelapseFile } from '../../timelapses/timelapse.ts';
import type { AppIdentity } from '../core/app-identity.ts';
import { panelUrl } from '../core/app-identity.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import { hiddenMediaUrl, type MediaPlace, mediaAddress } from '../media/media-address.ts';
import type { PosterCopies } from '../media/poster-copies.ts';
import { type CorePlaces, readCorePlaces } from './core-places.ts';
import { accountsOf, canReach, findTargets, hasAction, type VideoPlace } from './find-targets.ts';
import { messageCall, type MessageSubject, type ServiceCall } from './message.ts';
import { UPLOAD_ACTIONS, type UploadAction } from './upload-actions.ts';

/** An upload may take minutes; who asked for it does not wait that long. */
const PATIENCE_MS = 10_000;

/** Home Assistant signs the address of a file with its name decoded, where these are no part of the name anymore. */
const UNPLAYABLE = /[#?]|%[0-9a-f]{2}/i;

/** What the companion apps download with a message at most. */
const MAX_SHOWN_BYTES = 50 * 1000 * 1000;

export interface PlacesDeps {
  core: CoreConnection;
  identity: AppIdentity;
  posters: PosterCopies;
  files: Pick<Files, 'realPath'>;
  media: () => MediaPlace;
  /** Copies of a video that are ready. */
  copiesOf: (timelapseId: string) => Promise<{ path: string; bytes: number }[]>;
  outputFolder: () => string;
  onNotice: () => void;
  logger: Logger;
}

/** Whether Home Assistant has finished what it was asked for. */
export interface Sent {
  isDone: boolean;
}

/** Brings videos to people and places by Home Assistant's own actions. */
export class Places {
  readonly #deps: PlacesDeps;
  /** By action or entity: what failed after nobody waited for it anymore. */
  readonly #failures = new Map<string, { target: string; title: string; reason: string }>();

  constructor(deps: PlacesDeps) {
    this.#deps = deps;
  }

  get notices(): WireNotice[] {
    return [...this.#failures.values()].map(({ target, title, reason }) => ({
      code: 'not_sent',
      area: 'home_assistant',
      message: `"${title}" was not sent to ${target}: ${reason}.`,
      remedy: 'Check in Home Assistant that the action works, then send it again.',
      facts: { target, title, cause: 'refused', reason },
    }));
  }

  /**
   * @param timelapse whose video is to be reached; null = any in the output folder
   * @throws AppError `core_away`, `core_refused`
   */
  async targets(timelapse: Timelapse | null): Promise<WireTargets> {
    const path = timelapse ? videoPathOf(timelapse) : this.#deps.outputFolder();
    const [places, video] = [await readCorePlaces(this.#deps.core), await this.#placeOf(path)];
    return findTargets(places, timelapse ? video : ofFolder(video));
  }

  /** @throws AppError `not_sent` with Home Assistant's reason, `not_found`, `core_away` */
  async notify(timelapse: Timelapse, { target, message }: NotifyRequest): Promise<Sent> {
    return this.message(target, await this.subjectOf(timelapse, 'made'), message);
  }

  /** @throws like {@link notify} */
  async message(target: string, subject: MessageSubject, text?: string): Promise<Sent> {
    const places = await readCorePlaces(this.#deps.core);
    const isAction = hasAction(places, target) && target.startsWith('notify.');
    const isEntity = !isAction && places.states.some(({ entity_id: id }) => id === target);
    if (!isAction && !(isEntity && target.startsWith('notify.'))) {
      throw notFound(`Home Assistant has nothing called "${target}" that takes messages.`, { target });
    }
    const { language } = places;
    return this.#call(messageCall({ target, isEntity, subject, text, language }), target, subject.title);
  }

  /** @throws AppError `not_in_media`, `not_sent`, `core_away` */
  async play(timelapse: Timelapse, entityId: string): Promise<Sent> {
    const { media_content_id: id } = mediaAddress(videoPathOf(timelapse), this.#deps.media());
    if (id === null) throw notInMedia(timelapse);
    if (UNPLAYABLE.test(id)) throw unplayableName(timelapse);
    const data = { entity_id: entityId, media_content_id: id, media_content_type: 'video/mp4' };
    const { states } = await readCorePlaces(this.#deps.core);
    const player = states.find(({ entity_id: each }) => each === entityId);
    if (!player) throw notFound(`Home Assistant has no media player "${entityId}".`, { entity_id: entityId });
    // Home Assistant would say that it is done.
    if (player.state === 'unavailable') throw notReachable(entityId);
    return this.#call({ domain: 'media_player', service: 'play_media', data }, entityId, titleOf(timelapse));
  }

  /** @throws AppError `video_out_of_reach`, `video_too_large`, `not_sent`, `not_found`, `core_away` */
  async upload(timelapse: Timelapse, request: UploadRequest): Promise<Sent> {
    const path = videoPathOf(timelapse);
    const places = await readCorePlaces(this.#deps.core);
    const action = UPLOAD_ACTIONS.find((each) => each.action === request.action);
    if (!action || !hasAction(places, action.action)) {
      throw notFound(`Home Assistant has no action "${request.action}" that uploads a video.`, {
        action: request.action,
      });
    }
    const bytes = fileOf(timelapse, 'video')?.sizeBytes ?? 0;
    if (action.maxBytes !== null && bytes > action.maxBytes) throw tooLarge(action, bytes);
    const place = await this.#placeOf(path);
    if (!canReach(action, place, places.allowedFolders)) throw outOfReach(action, timelapse, places);
    const account = chooseAccount(action, places, request.config_entry_id);
    const mediaContentId = mediaAddress(path, this.#deps.media()).media_content_id;
    const video = { path: place.realPath ?? path, mediaContentId, title: titleOf(timelapse) };
    const [domain = '', service = ''] = action.action.split('.');
    const data = action.data(video, request, account);
    return this.#call({ domain, service, data }, action.name, titleOf(timelapse));
  }

  /** What messages say of a timelapse now. */
  async subjectOf(timelapse: Timelapse, kind: MessageSubject['kind']): Promise<MessageSubject> {
    const { identity, posters, media } = this.#deps;
    const video = fileOf(timelapse, 'video');
    const isMade = kind === 'made' && video !== undefined;
    const shown = isMade ? await this.#shownIn(timelapse.id, video) : null;
    return {
      ...{ id: timelapse.id, title: titleOf(timelapse), kind },
      duration: isMade ? (timelapse.video?.durationSeconds ?? null) : null,
      reason: kind === 'failed' && timelapse.failure ? failureSentence(timelapse.failure.code) : null,
      posterUrl: isMade ? await posters.urlOf(timelapse.id) : null,
      videoUrl: shown && hiddenMediaUrl(shown.path, media()),
      panelUrl: panelUrl(await identity.slug(), timelapse.id),
    };
  }

  /** Until something is sent there again. @param reason without a full stop */
  tellFailure(target: string, title: string, reason: string): void {
    this.#failures.set(target, { target, title, reason });
    this.#deps.onNotice();
  }

  /** The video, or else its largest copy that a phone takes; null = all are too large. */
  async #shownIn(id: string, { path, sizeBytes: bytes }: TimelapseFile): Promise<{ path: string } | null> {
    if (bytes <= MAX_SHOWN_BYTES) return { path };
    const fitting = (await this.#deps.copiesOf(id)).filter((copy) => copy.bytes <= MAX_SHOWN_BYTES);
    return fitting.toSorted((a, b) => b.bytes - a.bytes)[0] ?? null;
  }

  async #placeOf(path: string): Promise<VideoPlace> {
    const { files, media } = this.#deps;
    const realPath = await files.realPath(path).catch(() => null);
    return { realPath, isInMedia: mediaAddress(path, media()).media_content_id !== null };
  }

  /** Waits for a while; later failures become notices. */
  async #call({ domain, service, data }: ServiceCall, target: string, title: string): Promise<Sent> {
    const { core, logger, onNotice } = this.#deps;
    let isWaitedFor = true;
    const done = core
      .send<unknown>({ type: 'call_service', domain, service, service_data: data } as never)
      .then(() => {
        if (this.#failures.delete(target)) onNotice();
      })
      .catch((error: unknown) => {
        const reason = reasonOf(error);
        logger.warn(
          { action: `${domain}.${service}`, target, reason },
          'Home Assistant did not take a video',
        );
        if (isWaitedFor) throw notSent(error, target, reason);
        this.tellFailure(target, title, reason);
      });
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, 'late');
    });
    try {
      const outcome = await Promise.race([done, patience]);
      isWaitedFor = outcome !== 'late';
      return { isDone: outcome !== 'late' };
    } finally {
      clearTimeout(timer);
    }
  }
}

function titleOf({ title, folderName }: Timelapse): string {
  return title ?? folderName;
}

/** @throws AppError 404 */
function videoPathOf(timelapse: Timelapse): string {
  const video = fileOf(timelapse, 'video');
  if (!video || !timelapse.videoExists) throw notFound(`"${titleOf(timelapse)}" has no video.`);
  return video.path;
}

/** A file in it is meant. */
function ofFolder({ realPath, isInMedia }: VideoPlace): VideoPlace {
  return { realPath: realPath && `${realPath}/video.mp4`, isInMedia };
}

function chooseAccount(
  action: UploadAction,
  { entries }: CorePlaces,
  wanted: string | undefined,
): string | null {
  const accounts = accountsOf(action, entries);
  const chosen =
    wanted === undefined ? accounts[0] : accounts.find((each) => each.config_entry_id === wanted);
  if (wanted !== undefined && !chosen) {
    throw notFound(`${action.name} has no account "${wanted}" in Home Assistant.`, {
      config_entry_id: wanted,
    });
  }
  if (!chosen && action.isAccountOptional !== true) {
    throw notFound(`${action.name} has no account in Home Assistant.`, { action: action.action });
  }
  return chosen?.config_entry_id ?? null;
}

function notInMedia(timelapse: Timelapse): AppError {
  return conflict(
    'not_in_media',
    `Home Assistant cannot find the video of "${titleOf(timelapse)}": it is not in its media folder.`,
    { path: videoPathOf(timelapse) },
    'Turn on timelapse_show_in_media in the settings.',
  );
}

function unplayableName(timelapse: Timelapse): AppError {
  const why = { cause: 'name', reason: 'its name contains #, ? or % followed by digits' };
  return conflict(
    'not_sent',
    `Home Assistant cannot play the video of "${titleOf(timelapse)}": ${why.reason}.`,
    { target: titleOf(timelapse), ...why },
    'Rename the folder of its pictures and make the video again.',
  );
}

function notReachable(entityId: string): AppError {
  const why = { cause: 'unavailable', reason: 'it is not reachable' };
  return conflict(
    'not_sent',
    `${entityId} cannot play it now: ${why.reason}.`,
    { target: entityId, ...why },
    'Turn it on, then try again.',
  );
}

function tooLarge({ name, maxBytes }: UploadAction, bytes: number): AppError {
  return conflict(
    'video_too_large',
    `${name} takes videos of up to ${megabytes(maxBytes ?? 0)}, and this one has ${megabytes(bytes)}.`,
    { bytes, max_bytes: maxBytes },
    'Make a smaller copy of the video and send that.',
  );
}

function outOfReach(action: UploadAction, timelapse: Timelapse, { allowedFolders }: CorePlaces): AppError {
  if (action.reads === 'media') return notInMedia(timelapse);
  return conflict(
    'video_out_of_reach',
    `${action.name} may only read files in ${allowedFolders.join(', ') || 'no folder at all'}, and the video is ${videoPathOf(timelapse)}.`,
    { path: videoPathOf(timelapse), allowed_folders: allowedFolders },
    "Move the videos into Home Assistant's media folder (in the settings), or add their folder to allowlist_external_dirs in its configuration.yaml.",
  );
}

function notSent(error: unknown, target: string, reason: string): AppError {
  if (error instanceof AppError && error.code === 'core_away') return error;
  return conflict('not_sent', `Home Assistant did not send it to ${target}: ${reason}.`, {
    ...{ target, cause: 'refused', reason },
  });
}

function reasonOf(error: unknown): string {
  const { reason } = ((error as AppError).detail ?? {}) as { reason?: string };
  return (reason ?? messageOf(error)).replace(/\.$/, '');
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 102.4) / 10} MB`;
}
