/** What scrolls around an element, through shadow roots; null = nothing does. */
export function scrollerOf(element: Element): Element | null {
  let around = parentOf(element);
  while (around !== null && !scrolls(around)) around = parentOf(around);
  return around;
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

function scrolls(element: Element): boolean {
  if (element.scrollHeight <= element.clientHeight) return false;
  const { overflowY } = getComputedStyle(element);
  return overflowY === 'auto' || overflowY === 'scroll';
}
