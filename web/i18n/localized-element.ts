import { LitElement } from 'lit';
import { CollectionController } from '../state/collection-controller.ts';
import type { Dictionary } from './en.ts';
import { language } from './language.ts';

/** Renders again when the language changes. */
export abstract class LocalizedElement extends LitElement {
  readonly #language = new CollectionController(this, () => language);

  protected get t(): Dictionary {
    return this.#language.value.texts;
  }

  protected get tag(): string {
    return this.#language.value.tag;
  }
}
