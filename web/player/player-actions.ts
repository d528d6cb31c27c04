import type { WireTimelapse } from '../contract.ts';
import { type Action, cardActions } from '../util/card-actions.ts';

/**
 * What the player offers beside playing: all that the card does, and sharing.
 *
 * @param may whether the viewer may change anything, and whether the browser can share
 */
export function playerActions(timelapse: WireTimelapse, may: { change: boolean; share: boolean }): Action[] {
  const { primary, menu } = cardActions(timelapse, may.change);
  const all = primary === null ? menu : [primary, ...menu];
  if (may.share && timelapse.video_exists) all.push('share');
  const order: Action[] = [
    'cancel',
    'pin',
    'download',
    'share',
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
