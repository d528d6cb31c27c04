import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Page } from '../shell/page.ts';
@customElement('pt-settings')
export class PtSettings extends LitElement {
  @property({ attribute: false }) page!: Page;
}
declare global {
  interface HTMLElementTagNameMap {
    'pt-settings': PtSettings;
  }
}
