import type { RuleDefinition } from '../contract.ts';
import type { RuleTexts } from './rule-texts-en.ts';

type Action = RuleDefinition['action'];

/** @param when comes after the videos */
const does: Record<Action, (videos: string, when: string) => string> = {
  delete: (videos, when) => `${videos} ${when} löschen`,
  delete_with_frames: (videos, when) => `${videos} mit ihren Bildern ${when} löschen`,
  delete_frames: (videos, when) => `Nur die Bilder: ${videos} ${when}`,
  archive: (videos, when) => `${videos} ${when} archivieren`,
};

const RESULTS = { failed: 'fehlgeschlagener', cancelled: 'abgebrochener' };

function after(days: number, text: string): string {
  if (days === 0) return 'in der nächsten Nacht';
  return `nach ${text} ${days === 1 ? 'Tag' : 'Tagen'}`;
}

export const ruleTextsDe: RuleTexts = {
  title: 'Regeln',
  intro: 'Regeln räumen jede Nacht auf. Jede zeigt erst, was sie tun würde, bevor du sie einschalten kannst.',
  add: 'Regel hinzufügen',
  edit: 'Regel bearbeiten',
  menu: (rule) => `Aktionen für: ${rule}`,
  tryIt: 'Probelauf',
  runNow: 'Jetzt ausführen',
  loadError: 'Die Regeln ließen sich nicht laden',
  notTried: 'Aus – noch kein Probelauf',
  off: 'Aus',
  waiting: 'An – läuft heute Nacht',
  running: 'Läuft …',
  nothingToDo: 'Nichts zu tun',
  sentence: {
    frames: (days, text) =>
      days === 0
        ? 'Bilder in der Nacht nach einem guten Video löschen'
        : `Bilder ${text} ${days === 1 ? 'Tag' : 'Tage'} nach einem guten Video löschen`,
    age: (action, days, text) => does[action]('Videos', after(days, text)),
    size: (action, size) => does[action]('Die ältesten Videos', `ab insgesamt ${size}`),
    result: (action, results, days, text) => {
      const prints = `${results.map((result) => RESULTS[result]).join(' und ')} Drucke`;
      return action === 'delete_frames'
        ? `Bilder ${prints} ${after(days, text)} löschen`
        : does[action](`Videos ${prints}`, after(days, text));
    },
  },
  kind: 'Gilt für',
  kinds: {
    frames_after_video: 'Bilder nach einem guten Video',
    video_age: 'Videos nach Alter',
    total_size: 'Videos nach Gesamtgröße',
    print_result: 'Videos nach Ergebnis des Drucks',
  },
  action: 'Aktion',
  actions: {
    delete: 'Video löschen',
    delete_with_frames: 'Video und Bilder löschen',
    delete_frames: 'Nur die Bilder löschen',
    archive: 'Video ins Archiv verschieben',
  },
  days: 'Tage, seit das Video erstellt wurde',
  daysUnit: 'Tage',
  size: 'Alle Videos zusammen',
  results: 'Druck',
  result: { failed: 'Fehlgeschlagen', cancelled: 'Abgebrochen' },
  pinned: 'Angeheftete Videos und ihre Bilder bleiben immer erhalten.',
  toTrash: 'Gelöschte Videos kommen zuerst in den Papierkorb und lassen sich von dort wiederherstellen.',
  framesSafe:
    'Bilder werden nur gelöscht, wenn sich ihr Video abspielen lässt und aus genau diesen Bildern entstanden ist.',
  daysProblem: (least) => `Gib eine ganze Zahl von ${least} bis 3650 ein.`,
  sizeProblem: 'Gib eine Zahl von 0,1 bis 1.000.000 ein.',
  resultsProblem: 'Wähle mindestens eines aus.',
  checking: 'Es wird geprüft, was die Regel tun würde …',
  changed: 'Eine Änderung schaltet die Regel bis zum nächsten Probelauf aus.',
  now: 'Jetzt',
  month: 'In einem typischen Monat',
  monthUnknown: 'Noch nicht bekannt',
  amount: (count, text, size) => `${text} ${count === 1 ? 'Video' : 'Videos'}, ${size}`,
  nothingNow: 'Zurzeit nichts',
  stops: (reason) => `Die Regel würde anhalten und nichts tun: ${reason}.`,
  stopsHint: 'Ist das behoben, mach noch einen Probelauf.',
  unchecked: (count, text) =>
    `${text} ${count === 1 ? 'Video wurde' : 'Videos wurden'} noch nicht geprüft; das geschieht, wenn die Regel läuft.`,
  kept: (count, text) => (count === 1 ? '1 Video würde bleiben' : `${text} Videos würden bleiben`),
  more: (count, text) => (count === 1 ? 'und 1 weiteres' : `und ${text} weitere`),
  change: 'Ändern',
  switchOn: 'Einschalten',
  switchedOn: 'Die Regel ist an. Sie läuft heute Nacht.',
  delete: 'Regel löschen',
  deleteText: 'Sonst wird nichts gelöscht, und ihr Verlauf bleibt.',
  history: 'Verlauf',
  historyEmpty: { title: 'Noch keine Regel ist gelaufen', text: 'Hier steht dann, was Regeln getan haben.' },
  outcome: {
    running: 'Läuft',
    done: (amount) => amount,
    stopped: (reason) => `Angehalten: ${reason}`,
    interrupted: 'Durch einen Neustart unterbrochen; den Rest erledigt die nächste Nacht',
  },
  didKeep: (count, text) => (count === 1 ? '1 Video behalten' : `${text} Videos behalten`),
  details: 'Details',
  older: 'Mehr anzeigen',
};
