import type { PrinterSummaries, PrinterSummary } from '../../capture/printer-summaries.ts';
import type { AppStateStore } from '../../db/app-state-store.ts';
import type { PrinterVideos, PrinterVideosReader } from '../../timelapses/printer-videos.ts';
import type { LastVideos } from '../sensors/last-videos.ts';
import type { LastVideo } from '../sensors/summary.ts';
import type { DeviceInfo } from './mqtt-discovery.ts';
import { posterPicture } from './poster-picture.ts';
import { printerDiscoveries, printerId, printerTopics } from './printer-discovery.ts';
import type { PrinterPictures } from './printer-pictures.ts';
import { PRINTER_STATES, printerStates } from './printer-states.ts';
import type { RetainedTopics } from './retained-topics.ts';

export interface MqttPrintersDeps {
  /** Null = no printers are watched. */
  summaries: PrinterSummaries | null;
  pictures: PrinterPictures;
  printerVideos: PrinterVideosReader;
  lastVideos: LastVideos;
  appState: Pick<AppStateStore, 'get' | 'set'>;
}

/** The devices of the printers. */
export class MqttPrinters {
  readonly #deps: MqttPrintersDeps;
  /** Keys by id, of those that are shown. */
  readonly #keys = new Map<string, string>();
  /** Ids of those of which a poster may lie at the broker. */
  readonly #posters = new Set<string>();

  constructor(deps: MqttPrintersDeps) {
    this.#deps = deps;
  }

  /** Null = no such printer. */
  keyOf(id: string): string | null {
    return this.#keys.get(id) ?? null;
  }

  /** Publishes changes, and removes printers that are gone. @throws AppError `mqtt_lost` */
  async show(topics: RetainedTopics, info: DeviceInfo): Promise<void> {
    const printers = (await this.#deps.summaries?.read()) ?? null;
    if (printers === null) return;
    await this.#remember(printers, topics, info);
    const videos = await this.#deps.printerVideos.read(printers);
    for (const printer of printers) await this.#showOne(printer, videos.get(printer.key)!, { topics, info });
  }

  async #showOne(
    printer: PrinterSummary,
    { last, videos, failed }: PrinterVideos,
    { topics, info }: { topics: RetainedTopics; info: DeviceInfo },
  ): Promise<void> {
    const lastVideo = last && (await this.#deps.lastVideos.describe(last, printer.key));
    const states = printerStates(printer, { last: lastVideo, videos, failed });
    const own = printerTopics(info.slug, printerId(printer.key));
    for (const { topic, config } of printerDiscoveries(info, printer))
      await topics.publish(topic, JSON.stringify(config));
    await topics.publish(own.capture, printer.isEnabled ? 'ON' : 'OFF');
    for (const [entity, { state, attributes }] of Object.entries(states)) {
      await topics.publish(own.attributes(entity), JSON.stringify(attributes ?? {}));
      await topics.publish(own.state(entity), state ?? 'None');
    }
    await this.#showPoster(printerId(printer.key), lastVideo, { topics, topic: own.poster });
    const picture = await this.#deps.pictures.latestOf(printer);
    if (picture) await topics.publishPicture(own.picture, picture.name, async () => picture.bytes);
  }

  /** Noted before, so that it is removed when there is none any more. An empty message would be a new, broken image. */
  async #showPoster(
    id: string,
    lastVideo: LastVideo | null,
    { topics, topic }: { topics: RetainedTopics; topic: string },
  ): Promise<void> {
    const poster = posterPicture(lastVideo);
    const hasPoster = this.#posters.has(id);
    if (poster && !hasPoster) await this.#notePoster(id, true);
    if (poster) return topics.publishPicture(topic, poster.name, poster.read);
    if (!hasPoster) return;
    await topics.remove(topic);
    await this.#notePoster(id, false);
  }

  async #notePoster(id: string, hasPoster: boolean): Promise<void> {
    const { appState } = this.#deps;
    const { [id]: printer, ...others } = (await appState.get('mqtt_printers')) ?? {};
    if (!printer) return;
    const { key, name } = printer;
    await appState.set('mqtt_printers', {
      ...others,
      [id]: { key, name, ...(hasPoster ? { hasPoster } : {}) },
    });
    if (hasPoster) this.#posters.add(id);
    else this.#posters.delete(id);
  }

  /** Those of an earlier start too. New ones are noted before they are shown, so that a crash leaves nothing. */
  async #remember(
    printers: readonly PrinterSummary[],
    topics: RetainedTopics,
    info: DeviceInfo,
  ): Promise<void> {
    const { appState, pictures } = this.#deps;
    const before = (await appState.get('mqtt_printers')) ?? {};
    const now = Object.fromEntries(
      printers.map(({ key, name }) => [printerId(key), { ...before[printerId(key)], key, name }]),
    );
    const gone = Object.entries(before).filter(([id]) => !(id in now));
    if (Object.keys(now).some((id) => !(id in before)))
      await appState.set('mqtt_printers', { ...before, ...now });
    for (const [id, printer] of gone) {
      await this.#remove(printer, topics, info);
      pictures.forget(printer.key);
      this.#keys.delete(id);
      this.#posters.delete(id);
    }
    if (gone.length > 0) await appState.set('mqtt_printers', now);
    for (const [id, { key, hasPoster }] of Object.entries(now)) {
      this.#keys.set(id, key);
      if (hasPoster) this.#posters.add(id);
    }
  }

  async #remove(
    printer: { key: string; name: string },
    topics: RetainedTopics,
    info: DeviceInfo,
  ): Promise<void> {
    const own = printerTopics(info.slug, printerId(printer.key));
    for (const { topic } of printerDiscoveries(info, printer)) await topics.remove(topic);
    const states = PRINTER_STATES.flatMap((entity) => [own.state(entity), own.attributes(entity)]);
    for (const topic of [own.capture, own.picture, own.poster, ...states]) await topics.remove(topic);
  }
}
