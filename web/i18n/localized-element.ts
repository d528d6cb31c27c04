import { LitElement } from 'lit';
import { Watched } from '../util/watched.ts';
import type { Dictionary } from './en.ts';
import { language } from './language.ts';

/** An element with texts: it renders anew when the language changes. */
export abstract class LocalizedElement extends LitElement {
  private readonly _language = new Watched(this, () => language);

  /** The texts of the current language. */
  protected get t(): Dictionary {
    return this._language.value.texts;
  }

  /** Tag for number and date formats. */
  protected get tag(): string {
    return this._language.value.tag;
  }
}
