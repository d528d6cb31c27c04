import type { WireTimelapse } from '../contract.ts';
import { type Action, cardActions } from '../timelapse/card-actions.ts';

/** @param may whether the viewer can make changes, and the browser can share */
export function playerActions(timelapse: WireTimelapse, may: { change: boolean; share: boolean }): Action[] {
  const { primary, menu } = cardActions(timelapse, may.change);
  const all = primary === null ? menu : [primary, ...menu];
  if (may.share && timelapse.video_exists) all.push('share');
  const order: Action[] = [
    'cancel',
    'pin',
    'download',
    'share',
    'recipe',
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
