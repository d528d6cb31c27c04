import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { api } from '../api/client.ts';
import type { WirePrintData, WireTimelapse } from '../contract.ts';
import { type InStep, inStep, type Pace, type PacedVideo, possiblePaces } from './in-step.ts';

/** Two videos that are played together. */
export class Together implements ReactiveController {
  /** Null = the first is alone. */
  beside: WireTimelapse | null = null;
  paces: readonly Pace[] = ['share'];
  pace: Pace = 'share';
  inStep: InStep = (seconds) => seconds;
  readonly #host: ReactiveControllerHost;
  readonly #data = new Map<string, Promise<WirePrintData | null>>();
  #pair: readonly [WireTimelapse, WireTimelapse] | null = null;
  #videos: readonly [PacedVideo, PacedVideo] | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Nothing changes as long as they are the same. */
  show(main: WireTimelapse | null, beside: WireTimelapse | null): void {
    this.beside = main === null ? null : beside;
    if (main === null || beside === null) {
      this.#pair = null;
      return;
    }
    if (this.#pair?.[0].id === main.id && this.#pair[1].id === beside.id) return;
    this.#pair = [main, beside];
    this.#use([pacedVideo(main, null), pacedVideo(beside, null)], 'share');
    void this.#read(this.#pair);
  }

  choose(pace: Pace): void {
    if (this.#videos === null) return;
    this.pace = pace;
    this.inStep = inStep(...this.#videos, pace);
    this.#host.requestUpdate();
  }

  async #read(pair: readonly [WireTimelapse, WireTimelapse]): Promise<void> {
    const [one, other] = await Promise.all(pair.map(({ id }) => this.#dataOf(id)));
    if (this.#pair !== pair) return;
    const videos = [pacedVideo(pair[0], one ?? null), pacedVideo(pair[1], other ?? null)] as const;
    const isSamePrint = pair[0].job_id !== null && pair[0].job_id === pair[1].job_id;
    this.paces = possiblePaces(...videos, isSamePrint);
    this.#use(videos, this.paces[0]!);
  }

  #use(videos: readonly [PacedVideo, PacedVideo], pace: Pace): void {
    this.#videos = videos;
    if (!this.paces.includes(pace)) this.paces = [pace];
    this.choose(pace);
  }

  #dataOf(id: string): Promise<WirePrintData | null> {
    const known = this.#data.get(id) ?? api.getPrintData({ params: { id } }).catch(() => null);
    this.#data.set(id, known);
    return known;
  }
}

function pacedVideo({ fps, video_duration }: WireTimelapse, data: WirePrintData | null): PacedVideo {
  return { seconds: video_duration ?? 0, fps: fps ?? 25, data };
}
