export type VideoCommand =
  'toggle' | 'back' | 'forward' | 'frame_back' | 'frame_forward' | 'picture_in_picture';

export type PlayerCommand =
  VideoCommand | 'previous' | 'next' | 'loop' | 'fullscreen' | 'zoom_in' | 'zoom_out' | 'zoom_whole';

const COMMANDS: Record<string, PlayerCommand> = {
  ' ': 'toggle',
  k: 'toggle',
  ArrowLeft: 'back',
  ArrowRight: 'forward',
  j: 'back',
  ',': 'frame_back',
  '.': 'frame_forward',
  p: 'previous',
  n: 'next',
  l: 'loop',
  f: 'fullscreen',
  i: 'picture_in_picture',
  '+': 'zoom_in',
  '-': 'zoom_out',
  '0': 'zoom_whole',
};

/** What has the focus, as far as its keys differ. */
export function focusedKind(element: Element | null): string {
  if (element?.getAttribute('role') === 'slider') return 'slider';
  // The bar of the player moves by its keys.
  return element instanceof HTMLInputElement && element.type === 'range'
    ? 'range'
    : (element?.localName ?? '');
}

/**
 * Null = not a key of the player. Menus, buttons, fields and sliders keep their own keys.
 *
 * @param focused as of {@link focusedKind}
 */
export function playerCommand(event: KeyboardEvent, focused: string): PlayerCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  if (focused === 'wa-dropdown-item' || focused === 'input') return null;
  if (focused === 'slider' && event.key.startsWith('Arrow')) return null;
  const command = COMMANDS[event.key] ?? COMMANDS[event.key.toLowerCase()] ?? null;
  const pressesButton = event.key === ' ' && (focused === 'button' || focused === 'a');
  return pressesButton ? null : command;
}
