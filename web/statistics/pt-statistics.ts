import { consume } from '@lit/context';
import { mdiChartBoxOutline } from '@mdi/js';
import { html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { readStatistics } from '../api/statistics.ts';
import '../components/pt-empty.ts';
import { requestError } from '../components/request-error.ts';
import type { WireStatistics } from '../contract.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatNumber } from '../format/format-number.ts';
import '../gallery/pt-poster.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { describeError } from '../page/describe-error.ts';
import { type Page, pageContext } from '../page/page.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';
import { pictureUrl } from '../timelapse/media-urls.ts';
import { median, placeByTime, stack } from './chart-shapes.ts';
import { statisticsStyles } from './pt-statistics-styles.ts';
import { statisticsTexts } from './statistics-texts.ts';

type Tally = WireStatistics['total'];
type Month = WireStatistics['months'][number];

/** Of the charts, in the units of their drawing; they are stretched to the card. */
const WIDTH = 480;
const HEIGHT = 120;
const GAP = 0.25;
/** A few months do not become walls. */
const MOST_BAR = 40;

@customElement('pt-statistics')
export class PtStatistics extends LazyElement {
  @consume({ context: pageContext })
  @property({ attribute: false })
  page!: Page;

  @state() private _read: WireStatistics | null = null;
  @state() private _error: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this._load();
  }

  override render() {
    const texts = statisticsTexts(this.t);
    if (this._error !== null) return requestError(texts.error, this._error, () => this._load(), this.t);
    if (this._read === null) return html`<p role="status">${this.t.wait}</p>`;
    const { total, months, printers, renders, storage, watched } = this._read;
    if (total.prints === 0 && total.videos === 0) {
      return html`<pt-empty
        .icon=${mdiChartBoxOutline}
        .heading=${texts.nothing.title}
        .text=${texts.nothing.text}
      ></pt-empty>`;
    }
    return html`${this._renderTotals(total)}
      <div class="cards">
        ${total.prints === 0 ? nothing : this._renderMonths(months)}
        ${printers.length === 0 ? nothing : this._renderPrinters(printers)}
        ${storage.length < 2 ? nothing : this._renderStorage(this._read)}
        ${renders.length < 2 ? nothing : this._renderRenders(renders)}
        ${watched.length === 0 ? nothing : this._renderWatched(watched)}
      </div>`;
  }

  private async _load(): Promise<void> {
    this._error = null;
    try {
      this._read = await readStatistics();
    } catch (error) {
      this._error = describeError(error, this.t);
    }
  }

  private _renderTotals(total: Tally) {
    const texts = statisticsTexts(this.t);
    const rate = successOf(total);
    const facts: [string, string | null][] = [
      [texts.prints, total.prints === 0 ? null : this._count(total.prints)],
      [texts.printed, total.print_seconds === 0 ? null : this._length(total.print_seconds)],
      [texts.succeeded, rate === null ? null : this._percent(rate)],
      [texts.videos, this._count(total.videos)],
      [texts.videoLength, total.video_seconds === 0 ? null : this._length(total.video_seconds)],
      [texts.pictures, total.pictures === 0 ? null : this._count(total.pictures)],
    ];
    return html`<dl class="card totals">
      ${facts.map(([name, value]) =>
        value === null
          ? nothing
          : html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
      )}
    </dl>`;
  }

  private _renderMonths(months: readonly Month[]) {
    const texts = statisticsTexts(this.t);
    const most = Math.max(...months.map(({ prints }) => prints));
    const slot = WIDTH / months.length;
    const width = Math.min(MOST_BAR, (1 - GAP) * slot);
    const names = months.map(({ month }) => this._month(month));
    return html`<section class="card">
      <h2>${texts.byMonth}</h2>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        ${months.map((month, index) =>
          stack(partsOf(month), most).map(
            ({ from, to }, part) =>
              svg`<rect class=${PARTS[part]!} x=${(index + 0.5) * slot - width / 2} width=${width}
                y=${(1 - to) * HEIGHT} height=${(to - from) * HEIGHT}></rect>`,
          ),
        )}
      </svg>
      <p class="ends"><span>${names[0]}</span><span>${months.length === 1 ? nothing : names.at(-1)}</span></p>
      <ul class="visually-hidden">
        ${months.map(
          ({ prints, completed }, index) =>
            html`<li>
              ${texts.monthText(
                names[index]!,
                texts.printCount(prints, this._count(prints)),
                this._count(completed),
              )}
            </li>`,
        )}
      </ul>
      <p class="legend">
        ${PARTS.filter((part) => months.some((month) => partsOf(month)[PARTS.indexOf(part)]! > 0)).map(
          (part) => html`<span><i class=${part}></i>${texts[part]}</span>`,
        )}
      </p>
    </section>`;
  }

  private _renderPrinters(printers: WireStatistics['printers']) {
    const texts = statisticsTexts(this.t);
    const most = Math.max(...printers.map(({ prints }) => prints));
    return html`<section class="card">
      <h2>${texts.byPrinter}</h2>
      <ul class="printers">
        ${printers.map((each) => {
          const rate = successOf(each);
          const facts = [
            each.prints === 0 ? null : texts.printCount(each.prints, this._count(each.prints)),
            each.print_seconds === 0 ? null : this._length(each.print_seconds),
            rate === null ? null : texts.rate(this._percent(rate)),
            each.videos === 0 ? null : texts.videoCount(each.videos, this._count(each.videos)),
          ];
          return html`<li>
            <span class="name">${each.printer ?? texts.noPrinter}</span>
            <span class="quiet">${facts.filter((fact) => fact !== null).join(' · ')}</span>
            <span class="bar" aria-hidden="true">
              ${stack(partsOf(each), most).map(
                ({ from, to }, part) =>
                  html`<i class=${PARTS[part]!} style="width: ${(to - from) * 100}%"></i>`,
              )}
            </span>
          </li>`;
        })}
      </ul>
    </section>`;
  }

  private _renderStorage({ storage, free_bytes: free, days_until_full: days }: WireStatistics) {
    const texts = statisticsTexts(this.t);
    const points = placeByTime(
      storage.map(({ at, used_bytes }) => ({ at: Date.parse(at), value: used_bytes })),
    );
    const line = points.map(({ x, y }) => `${x * WIDTH},${(1 - y) * HEIGHT}`).join(' ');
    const facts = [
      texts.storageText(formatBytes(storage.at(-1)!.used_bytes, this.tag)),
      free === null ? null : texts.free(formatBytes(free, this.tag)),
      days === null ? null : texts.full(Math.round(days), this._count(Math.round(days))),
    ];
    return html`<section class="card">
      <h2>${texts.storage}</h2>
      <p class="quiet">${facts.filter((fact) => fact !== null).join(' · ')}</p>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
        <polygon points="0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}"></polygon>
        <polyline points=${line}></polyline>
      </svg>
      ${this._renderEnds(storage.map(({ at }) => at))}
    </section>`;
  }

  private _renderRenders(renders: WireStatistics['renders']) {
    const texts = statisticsTexts(this.t);
    const usual = median(renders.map((each) => each.seconds_per_picture));
    const points = placeByTime(
      renders.map((each) => ({ at: Date.parse(each.ended_at), value: each.seconds_per_picture })),
    );
    return html`<section class="card">
      <h2>${texts.renders}</h2>
      <p class="quiet">${texts.rendersText(formatNumber(usual, this.tag, usual < 0.1 ? 3 : 2))}</p>
      <div class="dots" aria-hidden="true">
        ${points.map(({ x, y }) => html`<i style="left: ${x * 100}%; bottom: ${y * 100}%"></i>`)}
      </div>
      ${this._renderEnds(renders.map((each) => each.ended_at))}
    </section>`;
  }

  private _renderWatched(watched: WireStatistics['watched']) {
    const texts = statisticsTexts(this.t);
    return html`<section class="card">
      <h2>${texts.watched}</h2>
      <p class="quiet">${texts.watchedText}</p>
      <ol class="watched">
        ${watched.map(({ timelapse_id: id, title, count }) => {
          const record = this.page.timelapses.records.state.byId.get(id);
          return html`<li>
            <a href=${`#/statistics/timelapses/${encodeURIComponent(id)}`}>
              <pt-poster .src=${record === undefined ? '' : (pictureUrl(record) ?? '')}></pt-poster>
              <span>
                <span class="name">${title}</span>
                <span class="quiet">${texts.times(count, this._count(count))}</span>
              </span>
            </a>
          </li>`;
        })}
      </ol>
    </section>`;
  }

  private _renderEnds(times: readonly string[]) {
    const format = new Intl.DateTimeFormat(this.tag, { day: 'numeric', month: 'short', year: 'numeric' });
    const [first, last] = [times[0]!, times.at(-1)!].map((at) => format.format(new Date(at)));
    return html`<p class="ends"><span>${first}</span><span>${first === last ? nothing : last}</span></p>`;
  }

  private _month(month: string): string {
    const format = new Intl.DateTimeFormat(this.tag, { month: 'short', year: 'numeric', timeZone: 'UTC' });
    return format.format(new Date(`${month}-15T00:00:00Z`));
  }

  private _count(value: number): string {
    return formatNumber(value, this.tag);
  }

  private _length(seconds: number): string {
    return formatDuration(seconds, this.tag);
  }

  private _percent(share: number): string {
    return new Intl.NumberFormat(this.tag, { style: 'percent', maximumFractionDigits: 0 }).format(share);
  }

  static override styles = [baseStyles, buttonStyles, cardStyles, statisticsStyles];
}

const PARTS = ['completed', 'failed', 'cancelled', 'other'] as const;

type Counted = Pick<Tally, 'prints' | 'completed' | 'failed' | 'cancelled'>;

/** In the order of `PARTS`. */
function partsOf({ prints, completed, failed, cancelled }: Counted): number[] {
  return [completed, failed, cancelled, prints - completed - failed - cancelled];
}

/** Of those whose end is known; null = none. */
function successOf({ completed, failed, cancelled }: Counted): number | null {
  const known = completed + failed + cancelled;
  return known === 0 ? null : completed / known;
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-statistics': PtStatistics;
  }
}
