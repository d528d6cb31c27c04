import { mdiSetMerge } from '@mdi/js';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { api } from '../api/client.ts';
import { viewer } from '../api/viewer.ts';
import { confirm } from '../components/confirm.ts';
import '../components/pt-icon.ts';
import type { WireOffer } from '../contract.ts';
import { formatNumber } from '../format/format-number.ts';
import { LazyElement } from '../i18n/lazy-element.ts';
import { reportError } from '../page/report-error.ts';
import { CollectionController } from '../state/collection-controller.ts';
import { baseStyles, buttonStyles, cardStyles } from '../styles/shared.ts';

type JoinOffer = Extract<WireOffer, { code: 'print_in_parts' }>;

/** Hidden from users who cannot make changes. */
@customElement('pt-offers')
export class PtOffers extends LazyElement {
  @property({ attribute: false }) offers: readonly WireOffer[] = [];

  private readonly _viewer = new CollectionController(this, () => viewer);

  override render() {
    if (!this._viewer.value.may_change) return nothing;
    return html`<section aria-label=${this.t.offers}>
      ${this.offers.map((offer) =>
        offer.code === 'print_in_parts' ? this._renderJoin(offer) : this._renderMove(),
      )}
    </section>`;
  }

  private _renderJoin(offer: JoinOffer) {
    const { code, folders, job } = offer;
    return html`<div class="card offer" data-code=${code}>
      <pt-icon .path=${mdiSetMerge}></pt-icon>
      <p>${this.t.join.offer(formatNumber(folders.length, this.tag), job, folders.join(', '))}</p>
      <button class="button" @click=${() => this._handleJoin(offer)}>${this.t.join.action}</button>
    </div>`;
  }

  private _renderMove() {
    // Becomes what it is when that is loaded.
    import('../moving/pt-media-move.ts').catch(reportError);
    return html`<pt-media-move suggested></pt-media-move>`;
  }

  private async _handleJoin({ job, job_id: id, folders, image_count: count }: JoinOffer): Promise<void> {
    const { title, text, action } = this.t.join;
    const question = {
      title: title(job),
      text: text(folders[0] ?? '', formatNumber(count, this.tag)),
      confirm: action,
      harmless: true,
    };
    try {
      if (await confirm(question)) await api.joinFolders({ params: { id } });
    } catch (error) {
      reportError(error);
    }
  }

  static override styles = [
    baseStyles,
    buttonStyles,
    cardStyles,
    css`
      section {
        display: grid;
        gap: 8px;
      }
      .offer {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 16px;
        padding: 8px 8px 8px 16px;
      }
      pt-icon {
        align-self: flex-start;
        margin-top: 8px;
      }
      p {
        padding: 10px 0;
        flex: 1;
        margin: 0;
        min-width: min(240px, calc(100% - 48px));
        font-size: 14px;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      .button {
        margin-left: auto;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'pt-offers': PtOffers;
  }
}
