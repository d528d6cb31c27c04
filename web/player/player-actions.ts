import type { WireTimelapse } from '../contract.ts';
import { type Action, cardActions } from '../timelapse/card-actions.ts';

export function playerActions(timelapse: WireTimelapse, mayChange: boolean): Action[] {
  const { primary, menu } = cardActions(timelapse, mayChange);
  const all = primary === null ? menu : [primary, ...menu];
  if (timelapse.video_exists) all.push('share');
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
