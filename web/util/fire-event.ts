/** Passes through shadow roots. */
export function fireEvent<Detail>(target: EventTarget, type: string, detail: Detail): void {
  target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
