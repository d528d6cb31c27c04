import type { WireTimelapse } from '../contract.ts';
import { type Action, cardActions } from '../timelapse/card-actions.ts';

export function playerActions(timelapse: WireTimelapse, mayChange: boolean, hasArchive = false): Action[] {
  const { primary, menu } = cardActions(timelapse, mayChange, hasArchive);
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
    'archive',
    'unarchive',
    'log',
    'delete',
  ];
  return order.filter((action) => all.includes(action));
}
