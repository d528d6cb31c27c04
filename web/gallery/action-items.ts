import type { MenuItem } from '../components/pt-menu.ts';
import type { Dictionary } from '../i18n/en.ts';
import type { Action } from '../timelapse/card-actions.ts';

export function actionItems(actions: readonly Action[], pinned: boolean, texts: Dictionary): MenuItem[] {
  return actions.map((action) => {
    const unpin = action === 'pin' && pinned;
    return {
      value: action,
      label: unpin ? texts.unpin : texts.action[action],
      icon: unpin ? 'unpin' : action,
      destroys: action === 'delete',
    };
  });
}
