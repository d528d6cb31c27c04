/**
 * First part of the list: enough for a screen, and more than the gallery draws without looking at what is in view. The
 * document asks for it ahead (`index.html`).
 */
export const FIRST_PAGE = { limit: 32, offset: 0 } as const;
