import type { UploadTexts } from './upload-texts-en.ts';

export const uploadTextsDe: UploadTexts = {
  destinations: 'Hochladen',
  about:
    'Videos können auf deinen eigenen Speicher hochgeladen werden: einen S3-Dienst oder einen WebDAV-Ordner, zum Beispiel in Nextcloud. Jedes wird nach dem Hochladen mit dem Original verglichen. Dort wird nie etwas überschrieben oder gelöscht.',
  none: 'Es gibt noch kein Ziel.',
  loadError: 'Die Ziele konnten nicht geladen werden',
  add: 'Ziel hinzufügen',
  addTitle: 'Ziel hinzufügen',
  editTitle: (name) => `„${name}“ bearbeiten`,
  edit: 'Bearbeiten',
  test: 'Testen',
  testing: 'Wird getestet …',
  works: 'Es funktioniert: Eine kleine Datei wurde geschrieben, zurückgelesen und gelöscht.',
  leftBehind: (name) =>
    `Es funktioniert, aber die kleine Datei „${name}“ konnte nicht gelöscht werden: Dieser Benutzer darf schreiben, aber nicht löschen. Lösche sie dort.`,
  remove: 'Entfernen',
  removeTitle: (name) => `„${name}“ entfernen?`,
  removeText: 'Videos, die dort sind, bleiben dort. Was noch wartet, wird nicht mehr hochgeladen.',
  removed: (name) => `„${name}“ wurde entfernt`,
  of: (action, name) => `${action}: ${name}`,
  noSecret:
    'Das Geheimnis fehlt, wie nach dem Wiederherstellen eines Backups. Bearbeite das Ziel und gib es erneut ein.',

  kindLabel: 'Art',
  kind: { s3: 'S3-kompatibler Speicher', webdav: 'WebDAV (Nextcloud)' },
  name: 'Name',
  url: { s3: 'Adresse des Dienstes', webdav: 'Adresse des WebDAV-Ordners' },
  urlHint: {
    s3: 'Zum Beispiel https://s3.eu-central-1.amazonaws.com oder http://nas.local:9000',
    webdav: 'In Nextcloud: Dateien → Dateieinstellungen → WebDAV',
  },
  plainHint: 'Ohne https:// kann jeder unterwegs die Anmeldung und die Videos mitlesen.',
  bucket: 'Bucket',
  region: 'Region',
  regionHint: 'Ohne Angabe us-east-1, was die meisten Dienste annehmen',
  folder: 'Ordner',
  folderHint: 'Er wird angelegt, wenn er fehlt',
  user: { s3: 'Zugriffsschlüssel-ID', webdav: 'Benutzername' },
  secret: { s3: 'Geheimer Zugriffsschlüssel', webdav: 'Passwort' },
  secretHint: {
    s3: 'Am besten von einem Schlüssel, der nur diesen Bucket verwenden darf',
    webdav: 'Am besten ein App-Passwort: in Nextcloud unter Einstellungen → Sicherheit',
  },
  secretKept: 'Leer lassen, um das gespeicherte zu behalten',
  optional: 'optional',
  sendsLabel: 'Automatisch hochladen',
  sends: {
    all: 'Jedes neue Video',
    pinned: 'Angeheftete Videos',
    by_rule: 'Nichts: nur was du hochlädst',
  },
  sendsShort: {
    all: 'Jedes neue Video',
    pinned: 'Angeheftete Videos',
    by_rule: 'Nur was du hochlädst',
  },
  invalid: {
    name: 'Gib einen Namen mit höchstens 100 Zeichen ein.',
    url: 'Gib eine Adresse ein, die mit https:// oder http:// beginnt, ohne Benutzername, ? oder #.',
    bucket: 'Gib den Namen des Buckets ein: Buchstaben, Ziffern, Punkte und Striche.',
    region: 'Gib eine Region wie eu-central-1 ein oder lass das Feld leer.',
    folder: 'Gib einen Pfad ohne \\ und ohne . oder .. als Teil ein.',
    user: 'Gib das so ein, wie der Server es anzeigt.',
    secret: 'Gib es ein: Für einen neuen Server oder Benutzernamen wird es benötigt.',
  },
  counts: (done, waiting, failed) =>
    [
      `${done} hochgeladen`,
      waiting === '0' ? '' : `${waiting} warten`,
      failed === '0' ? '' : `${failed} fehlgeschlagen`,
    ]
      .filter(Boolean)
      .join(' · '),

  uploadTo: 'Hochladen nach',
  upload: 'Hochladen',
  again: 'Erneut versuchen',
  check: 'Erneut prüfen',
  cancel: 'Abbrechen',
  waiting: 'Wartet …',
  nextTry: (time) => `Nächster Versuch um ${time}.`,
  sending: 'Wird hochgeladen …',
  progress: 'Hochladen',
  done: (name) => `Hochgeladen als „${name}“`,
  checkedBy: {
    checksum: 'die Prüfsumme des Servers stimmt',
    read_back: 'zurückgelesen und verglichen',
  },
  reason: {
    unreachable: 'Der Server ist nicht erreichbar. Die App versucht es weiter.',
    connection_lost: 'Die Verbindung zum Server wurde unterbrochen. Die App versucht es weiter.',
    timed_out: 'Der Server antwortet nicht. Die App versucht es weiter.',
    server_busy: 'Der Server kann das Video gerade nicht annehmen. Die App versucht es weiter.',
    corrupted:
      'Was der Server gespeichert hat, ist nicht das Video; es wurde dort verworfen. Prüfe den Server und die Verbindung zu ihm und versuche es dann erneut.',
    video_unavailable: 'Der Ordner des Videos antwortet nicht. Die App versucht es weiter.',
    video_missing: 'Das Video fehlt. Rendere es neu und versuche es dann erneut.',
    refused:
      'Der Server nimmt den Benutzernamen oder das Geheimnis nicht an, oder dieser Benutzer darf dort nicht schreiben. Gib beides in den Einstellungen erneut ein und teste das Ziel.',
    not_found:
      'Auf dem Server gibt es diesen Bucket oder Ordner nicht. Prüfe Adresse, Bucket und Ordner und teste dann das Ziel.',
    full: 'Auf dem Server ist kein Platz mehr, oder das Kontingent ist aufgebraucht. Schaffe dort Platz und versuche es dann erneut.',
    too_large: 'Das Video ist größer, als der Server erlaubt. Erhöhe dort die Grenze für Uploads.',
    redirected:
      'Der Server leitet an eine andere Adresse weiter, und dorthin werden keine Geheimnisse gesendet. Wenn du ihr vertraust, gib diese Adresse in den Einstellungen ein.',
    certificate:
      'Dem Zertifikat des Servers wird nicht vertraut, darum wurde nichts gesendet. Gib dem Server ein gültiges Zertifikat, oder verwende http:// in deinem eigenen Netz.',
    no_tls:
      'Der Server spricht an diesem Port kein HTTPS. Prüfe, ob die Adresse http:// oder einen anderen Port braucht.',
    clock_wrong:
      'Die Uhren des Servers und dieses Geräts gehen zu weit auseinander. Stelle sie und versuche es dann erneut.',
    wrong_answer: 'Der Server antwortet nicht wie einer dieser Art. Prüfe die Adresse und die Art des Ziels.',
    secret_missing: 'Das Geheimnis des Ziels fehlt. Gib es in den Einstellungen erneut ein.',
  },
};
