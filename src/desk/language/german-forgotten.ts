import type { ForgottenWords } from './english-forgotten.js';

export const forgottenGerman: ForgottenWords = {
  name: 'Liegengebliebene Dateien',
  fix: 'Dateien, die der Document Server nicht abliefern konnte. Kontor holt sie von selbst; was liegen bleibt, ist in Gebrauch oder kein gültiges Dokument: das Protokoll nennt sein Dokument, die Datei liegt auf dem Document Server.',
  says: (waiting, unknown) => {
    const none = unknown === 0 ? 'Keine.' : 'Keine von uns.';
    const here = waiting === 0 ? none : `Noch auf dem Document Server: ${waiting}.`;
    return [
      here,
      ...(unknown === 0 ? [] : [`Von Dokumenten, die hier unbekannt sind: ${unknown}.`]),
    ].join(' ');
  },
};
