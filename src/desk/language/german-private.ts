import type { privateEnglish } from './english-private.js';

export const privateGerman: typeof privateEnglish = {
  title: 'Private Dokumente',
  lead: 'Ein privates Dokument öffnet sich für die Personen, mit denen Sie es teilen, und für niemanden sonst. Auch wer diesen Server betreibt, kann nicht lesen, was abgelegt ist.',
  sign: 'Privat',
  signText: 'Öffnet sich nur für die Personen, mit denen es geteilt ist',
  needsScript:
    'Diese Seite braucht JavaScript: Ihr Schlüssel entsteht und bleibt in diesem Browser.',
  needsHttps: 'Ihr Browser erlaubt das nur über https. Bitte fragen Sie Ihre Administration.',
  make: 'Meinen Schlüssel erzeugen',
  makeText:
    'Ihr Schlüssel entsteht in diesem Browser und wird mit einem Kennsatz verschlossen, den nur Sie kennen. Niemand kann ihn zurücksetzen.',
  passphrase: 'Kennsatz',
  newPassphrase: 'Neuer Kennsatz',
  repeat: 'Nochmals',
  passphraseHint: 'Mindestens 12 Zeichen. Vier oder fünf zufällige Wörter sind gut.',
  choice: 'Neue Dokumente',
  choices: {
    private: 'Privat: nur Personen öffnen sie',
    ordinary: 'Gewöhnlich: auch der Server kann sie öffnen',
  },
  kit: 'Notfallblatt',
  kitText:
    'Ein Blatt mit Ihrem Schlüssel im Klartext. Damit kommen Sie wieder hinein, wenn der Kennsatz verloren ist; und ebenso, wer es findet. Drucken Sie es aus und verwahren Sie es wie einen Pass.',
  kitMissing:
    'Sie haben Ihr Notfallblatt noch nicht verwahrt. Ohne das Blatt ist ein verlorener Kennsatz endgültig verloren.',
  kitKept: (when: string) => `Geprüft ${when}.`,
  kitShow: 'Notfallblatt zeigen',
  kitFor: (name: string) => `Kontor-Notfallblatt von ${name}`,
  kitUse:
    'Kennsatz vergessen? Öffnen Sie in Kontor «Private Dokumente», wählen Sie «Ich habe das Notfallblatt» und tippen Sie diesen Schlüssel ein. Ohne Kontor öffnet das Programm «age» die Dokumente damit.',
  kitPrint: 'Drucken',
  kitCheck:
    'Tippen Sie die letzten sechs Zeichen des Schlüssels ein, damit sicher ist, dass er auf Papier steht',
  kitChecked: 'Prüfen',
  kitLater: 'Nicht jetzt',
  ways: 'Was Ihren Schlüssel öffnet',
  wayKinds: { passphrase: 'Kennsatz', passkey: 'Passkey' },
  removeWay: (label: string) => `${label} entfernen`,
  changePassphrase: 'Kennsatz ändern',
  addPasskey: 'Passkey dieses Geräts hinzufügen',
  noPasskeys: 'Dieser Browser bietet keine Passkeys.',
  lost: 'Ich habe das Notfallblatt',
  lostText: 'Tippen Sie den Schlüssel vom Blatt ein und wählen Sie einen neuen Kennsatz.',
  kitAgain:
    'Kannte Kontor Ihren Schlüssel früher und jetzt nicht mehr? Tippen Sie ihn vom Blatt ein und wählen Sie einen Kennsatz. Er öffnet, was er zuvor geöffnet hat.',
  kitTake: 'Diesen Schlüssel verwenden',
  kitKey: 'Schlüssel vom Notfallblatt',
  lockNow: 'Jetzt sperren',
  unlockTitle: 'Schlüssel entsperren',
  unlockText: 'Private Dokumente werden in diesem Browser geöffnet, mit Ihrem Schlüssel.',
  unlock: 'Entsperren',
  unlockPasskey: 'Passkey verwenden',
  unlockWrong: 'Das ist nicht Ihr Kennsatz. Bitte nochmals versuchen.',
  unlockPasskeyFailed: 'Kein Passkey dieses Geräts öffnet ihn.',
  unlockLost: 'Kennsatz verloren?',
  privacy: 'Vertraulichkeit',
  isPrivate:
    'Privat: Es ist so abgelegt, dass es nur die Personen öffnen können, mit denen es geteilt ist. Während jemand bearbeitet, arbeitet der Server des Editors daran.',
  isOrdinary:
    'Gewöhnlich: Dieser Server kann es öffnen, für die Personen, mit denen es geteilt ist.',
  makePrivate: 'Privat machen',
  makeOrdinary: 'Den Server wieder öffnen lassen',
  madePrivate: 'Das Dokument ist jetzt privat.',
  noOwnKey:
    'Alle mit Zugriff brauchen zuerst einen Schlüssel. Er entsteht unter «Private Dokumente».',
  unshareText:
    'Wer entfernt wird, kann nicht öffnen, was ab jetzt gespeichert wird. Was die Person vorher lesen konnte, kann sie behalten haben.',
  readings: 'Wann es lesbar war',
  readingsText: 'Jedes Mal, wenn jemand es im Editor geöffnet hat.',
  reading: (version: number, from: string, until: string) =>
    `Version ${version}, ${from} bis ${until}`,
  fetched: (n: number) =>
    n === 0 ? 'nicht abgeholt' : n === 1 ? 'einmal abgeholt' : `${n}-mal abgeholt`,
};
