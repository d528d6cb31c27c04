import type { TrashTexts } from './trash-texts-en.ts';

export const trashTextsDe: TrashTexts = {
  title: 'Papierkorb',
  text: (days, formatted, size) =>
    `Gelöschte Videos bleiben ${days === 1 ? 'einen Tag' : `${formatted} Tage`} hier und belegen so lange ${size}. Reicht der Platz für ein neues Video nicht, werden die ältesten früher gelöscht.`,
  deleted: 'Gelöscht',
  until: (at) => `Bis ${at}`,
  restore: (title) => `${title} wiederherstellen`,
  remove: (title) => `${title} endgültig löschen`,
  removed: (title) => `„${title}“ endgültig gelöscht`,
  remove_title: 'Dieses Video endgültig löschen?',
  remove_text: (title, frames) =>
    frames > 0
      ? `„${title}“ lässt sich danach nicht wiederherstellen. Noch vorhandene Bilder bleiben erhalten.`
      : `„${title}“ lässt sich danach nicht wiederherstellen.`,
  remove_confirm: 'Endgültig löschen',
  empty: 'Papierkorb leeren',
  empty_title: (count, formatted) =>
    count === 1 ? '1 Video endgültig löschen?' : `${formatted} Videos endgültig löschen?`,
  empty_text: (size) =>
    `Dadurch werden ${size} frei. Das lässt sich nicht rückgängig machen. Noch vorhandene Bilder bleiben erhalten.`,
  emptied: (size) => `Papierkorb geleert, ${size} freigegeben`,
  nothing_title: 'Der Papierkorb ist leer',
  nothing_text: 'Videos, die du löschst, lassen sich hier eine Zeit lang wiederherstellen.',
};
