import { LocalizedElement } from './localized-element.ts';
import { type WholeDictionary, wholeDictionary } from './whole-dictionary.ts';

/** A localized element that is loaded after the first view. */
export abstract class LazyElement extends LocalizedElement {
  protected override get t(): WholeDictionary {
    return wholeDictionary(super.t);
  }
}
