/** The first match in the order of the page, inside all shadow roots. */
export function findDeep(root: ParentNode, selector: string): Element | null {
  for (const element of root.querySelectorAll('*')) {
    if (element.matches(selector)) return element;
    const inner = element.shadowRoot && findDeep(element.shadowRoot, selector);
    if (inner) return inner;
  }
  return null;
}
