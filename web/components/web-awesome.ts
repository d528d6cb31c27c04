import '@awesome.me/webawesome/dist/translations/de.js';
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';

/**
 * The signs inside Web Awesome's own parts, from one file of ours: theirs come as data addresses, which the page's
 * security policy does not let them fetch. To be imported by whatever uses one of its parts.
 */
registerIconLibrary('system', {
  resolver: (name) => `${new URL('./system-icons.svg', import.meta.url).href}#${name}`,
  mutator: (svg) => {
    svg.setAttribute('fill', 'currentColor');
    // A sprite has no size of its own, and would be as wide as a browser makes any picture.
    svg.style.width = '1em';
  },
  spriteSheet: true,
});
