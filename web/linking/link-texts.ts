import type { Dictionary } from '../i18n/en.ts';

const EN = {
  question: (job: string) => `Linked to “${job}” automatically. Right?`,
  yes: 'Yes',
  no: 'No',
  dismiss: 'Do not ask about this video',
  refuse: 'Not this one',
  refuseFor: (job: string) => `${job} is not the print`,
  refused: (job: string) => `“${job}” is not suggested again`,
  confirmed: (job: string) => `Linked to “${job}” for good`,
};

const DE: typeof EN = {
  question: (job) => `Automatisch mit „${job}“ verknüpft. Stimmt das?`,
  yes: 'Ja',
  no: 'Nein',
  dismiss: 'Zu diesem Video nicht mehr fragen',
  refuse: 'Der nicht',
  refuseFor: (job) => `${job} ist nicht der Druck`,
  refused: (job) => `„${job}“ wird nicht mehr vorgeschlagen`,
  confirmed: (job) => `Dauerhaft mit „${job}“ verknüpft`,
};

/** Loaded only where links are shown. */
export function linkTexts(texts: Dictionary): typeof EN {
  return texts.code === 'de' ? DE : EN;
}
