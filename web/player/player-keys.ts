/** What a key or button asks of the video. */
export type VideoCommand = 'toggle' | 'back' | 'forward' | 'frame_back' | 'frame_forward' | 'fullscreen';

/** What a key or button asks of the player. */
export type PlayerCommand = VideoCommand | 'previous' | 'next' | 'loop';

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
};

/** Reads a key pressed in the player; null when it is not the player's. Menus and buttons keep the keys they need. */
export function playerCommand(event: KeyboardEvent, focused: string): PlayerCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  if (focused === 'wa-dropdown-item') return null;
  const command = COMMANDS[event.key] ?? COMMANDS[event.key.toLowerCase()] ?? null;
  const pressesButton = event.key === ' ' && (focused === 'button' || focused === 'a');
  return pressesButton ? null : command;
}
