/** Inside all shadow roots. */
export function deepActiveElement(root: Document | ShadowRoot = document): HTMLElement | null {
  const active = root.activeElement;
  const inner = active?.shadowRoot ? deepActiveElement(active.shadowRoot) : null;
  return inner ?? (active instanceof HTMLElement ? active : null);
}
