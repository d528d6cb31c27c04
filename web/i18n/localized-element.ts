import { LitElement } from 'lit';
import type { Dictionary } from './en.ts';
import { language } from './language.ts';

/** An element with texts: it renders anew when the language changes. */
export abstract class LocalizedElement extends LitElement {
  private _stopLanguage: (() => void) | undefined;

  /** The texts of the current language. */
  protected get t(): Dictionary {
    return language.state.texts;
  }

  /** Tag for number and date formats. */
  protected get tag(): string {
    return language.state.tag;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this._stopLanguage = language.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._stopLanguage?.();
  }
}
