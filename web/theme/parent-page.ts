export interface ParentPage {
  darkMode: boolean;
  language: string;
  /** Empty where the theme has none. */
  variables: Record<string, string>;
}

const VARIABLES = [
  '--primary-color',
  '--accent-color',
  '--primary-background-color',
  '--card-background-color',
  '--secondary-background-color',
  '--primary-text-color',
  '--secondary-text-color',
  '--disabled-text-color',
  '--divider-color',
  '--error-color',
  '--warning-color',
  '--success-color',
  '--info-color',
  '--ha-font-family-body',
  '--ha-card-border-radius',
  '--ha-card-border-width',
];

interface HomeAssistantElement extends HTMLElement {
  hass?: { language?: unknown; themes?: { darkMode?: unknown } };
}

/** None of this is guaranteed, so anything unexpected is ignored; null = no readable parent page. */
export function readParentPage(): ParentPage | null {
  try {
    if (window.parent === window) return null;
    const parent = window.parent.document;
    const hass = parent.querySelector<HomeAssistantElement>('home-assistant')?.hass;
    if (hass === undefined) return null;
    const computed = window.parent.getComputedStyle(parent.documentElement);
    const variables = Object.fromEntries(
      VARIABLES.map((name) => [name, computed.getPropertyValue(name).trim()]),
    );
    return {
      darkMode: hass.themes?.darkMode === true,
      language: typeof hass.language === 'string' ? hass.language : navigator.language,
      variables,
    };
  } catch {
    return null;
  }
}

/** Returns a function that stops it. */
export function watchParentPage(callback: () => void): () => void {
  try {
    if (window.parent === window) return () => {};
    const observer = new MutationObserver(callback);
    observer.observe(window.parent.document.documentElement, { attributeFilter: ['style', 'lang', 'class'] });
    return () => observer.disconnect();
  } catch {
    return () => {};
  }
}
