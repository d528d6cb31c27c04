import type { WireTimelapse } from '../contract.ts';
import { type Action, cardActions } from '../util/card-actions.ts';

/** What the player offers beside playing: all that the card does. */
export function playerActions(timelapse: WireTimelapse): Action[] {
  const { primary, menu } = cardActions(timelapse);
  const all = primary === null ? menu : [primary, ...menu];
  const order: Action[] = [
    'cancel',
    'pin',
    'download',
    'edit',
    'link',
    'process',
    'retry',
    'render_again',
    'log',
    'delete',
  ];
  return order.filter((action) => all.includes(action));
}
