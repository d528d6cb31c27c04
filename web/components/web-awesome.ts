import '@awesome.me/webawesome/dist/translations/de.js';
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';

/**
 * Icons inside Web Awesome's components. Their own are data URLs, which the content security policy does not allow to
 * fetch. Imported by everything that uses its components.
 */
registerIconLibrary('system', {
  resolver: (name) => `${new URL('./system-icons.svg', import.meta.url).href}#${name}`,
  mutator: (svg) => {
    svg.setAttribute('fill', 'currentColor');
    // A sprite has no size of its own.
    svg.style.width = '1em';
  },
  spriteSheet: true,
});
