import type { Messages } from './english.js';
import { causesGerman } from './german-causes.js';
import { clientGerman } from './german-client.js';
import { privateGerman } from './german-private.js';
import { forgottenGerman } from './german-forgotten.js';
import { storageGerman } from './german-storage.js';

/** Swiss spelling: ss, and guillemets. */
export const german: Messages = {
  language: 'Deutsch',
  product: 'Kontor',
  skip: 'Zum Inhalt',
  mainMenu: 'Hauptmenü',
  languages: 'Sprache',
  you: 'Ihnen',
  close: 'Schliessen',
  undo: 'Rückgängig',
  notices: 'Hinweise',

  menu: { documents: 'Dokumente', status: 'Zustand', signOut: 'Abmelden', account: 'Ihr Konto' },

  login: {
    title: 'Anmelden',
    lead: 'Ihre Dokumente liegen bereit.',
    username: 'Benutzername',
    password: 'Passwort',
    submit: 'Anmelden',
    local: 'Mit Ihrem Kontor-Konto.',
    wrong: 'Benutzername und Passwort passen nicht zusammen. Bitte versuchen Sie es nochmals.',
    knownPassword:
      'Dieses Passwort kennen alle; es gilt hier nicht. Bitte lassen Sie die Administration ein anderes setzen.',
    notYourName:
      'Ihr Passwort stimmt, aber unter diesem Namen können Sie hier kein Konto haben. Bitte lassen Sie sich von der Administration eines geben.',
    forAdministrator: 'Für Ihre Administration:',
    tooMany: 'Zu viele Versuche. Bitte warten Sie einen Moment.',
    failed: 'Die Anmeldung ist im Moment nicht möglich. Bitte versuchen Sie es gleich nochmals.',
    playground: 'Spielwiese: als alice, bob oder admin anmelden; das Passwort ist der Name.',
  },

  list: {
    title: 'Dokumente',
    search: 'Dokumente suchen',
    searchAction: 'Suchen',
    searchHint: 'Mit / suchen',
    upload: 'Hochladen',
    uploadPick: 'Datei zum Hochladen wählen',
    new: 'Neu',
    fromTemplate: 'Aus Vorlage',
    newOf: { word: 'Dokument', cell: 'Tabelle', slide: 'Präsentation', text: 'Reiner Text' },
    untitled: {
      word: 'Neues Dokument',
      cell: 'Neue Tabelle',
      slide: 'Neue Präsentation',
      text: 'Neuer Text',
    },
    changed: (when, by) => `${when} von ${by}`,
    sharedBy: (name) => `von ${name}`,
    sharedWith: (names) => `Geteilt mit ${names}`,
    columnTitle: 'Titel',
    columnChanged: 'Geändert',
    columnShared: 'Geteilt',
    editing: (names) => `Bearbeitet gerade: ${names}`,
    older: 'Ältere zeigen',
    newest: 'Zurück zu den neusten',
    emptyTitle: 'Noch ist nichts da',
    emptyText: 'Beginnen Sie ein neues Dokument, oder ziehen Sie Dateien irgendwo auf diese Seite.',
    noneTitle: 'Nichts gefunden',
    noneText: (query) => `Kein Dokument hat «${query}» im Titel.`,
    showAll: 'Alle Dokumente zeigen',
    drop: 'Zum Hochladen loslassen',
    dropText: 'Die Dateien kommen zu Ihren Dokumenten.',
    uploads: 'Hochladen',
  },

  wizard: {
    title: 'Neu aus einer Vorlage',
    filter: 'Vorlagen filtern',
    groups: 'Gruppen',
    favorites: 'Favoriten',
    all: 'Alle Vorlagen',
    templates: 'Vorlagen',
    columnTitle: 'Vorlage',
    columnGroup: 'Gruppe',
    notChosen: 'Noch keine Vorlage gewählt',
    name: 'Name des Dokuments',
    create: 'Erstellen',
    nothingText: 'Keine Vorlage dieser Gruppe passt zur Eingabe.',
    searchAll: 'In allen Vorlagen suchen',
    emptyTitle: 'Für Sie gibt es noch keine Vorlagen',
    emptyText: 'Die Vorlagenbibliothek hat keine für Sie freigegeben. Fragen Sie, wer sie betreut.',
    missing: 'Warum fehlt eine Vorlage?',
    missingText: 'Sie sehen, was die Vorlagenbibliothek für Sie freigegeben hat.',
    leftOutKind: (n) =>
      n === 1
        ? '1 Vorlage ist von einer Art, aus der hier kein Dokument entstehen kann.'
        : `${n} Vorlagen sind von einer Art, aus der hier kein Dokument entstehen kann.`,
    leftOutUnnamed: (n) =>
      n === 1 ? '1 Vorlage hat keinen Namen.' : `${n} Vorlagen haben keinen Namen.`,
    leftOutUnreadable: (n) =>
      n === 1
        ? '1 Eintrag der Vorlagenbibliothek ist fehlerhaft; wer sie betreut, kann ihn reparieren.'
        : `${n} Einträge der Vorlagenbibliothek sind fehlerhaft; wer sie betreut, kann sie reparieren.`,
    leftOutNone: 'Davon wurde hier keine weggelassen.',
    failedList: {
      favorites:
        'Ihre Favoriten konnten gerade nicht gelesen werden. Alle anderen Vorlagen sind da.',
      groups:
        'Die Vorlagenbibliothek gab gerade nur Ihre Favoriten heraus. Versuchen Sie es für die anderen später nochmals.',
    },
    trouble: {
      badTitle: 'Dieser Name geht nicht. Nehmen Sie Buchstaben und Ziffern, ohne / und \\.',
      noTemplate: 'Bitte wählen Sie eine Vorlage.',
      failed:
        'Das Dokument konnte nicht erstellt werden. Nichts ging verloren; bitte versuchen Sie es nochmals.',
    },
    failed: 'Die Vorlagen können nicht gezeigt werden',
    failure: {
      passing:
        'Die Vorlagenbibliothek antwortet nicht. Das kann vorbeigehen: Bitte versuchen Sie es in einer Minute nochmals.',
      lasting:
        'Die Vorlagenbibliothek ist so nicht benutzbar. Ihre Administration kann das beheben.',
      unknownPerson:
        'Das Verzeichnis kennt Sie nicht; darum weiss die Vorlagenbibliothek nicht, wer Sie sind.',
    },
  },

  kind: {
    word: 'Textdokument',
    cell: 'Tabelle',
    slide: 'Präsentation',
    pdf: 'PDF',
    diagram: 'Diagramm',
    other: 'Datei',
  },

  document: {
    back: 'Dokumente',
    rename: 'Titel',
    renameSave: 'Umbenennen',
    open: 'Öffnen',
    view: 'Ansehen',
    opensNowhere: 'Kein Editor öffnet diese Art von Datei. Sie können sie herunterladen.',
    download: 'Herunterladen',
    office: 'In Office öffnen',
    uploadNext: 'Neue Version hochladen',
    uploadFirst: 'Datei hochladen',
    dropNext: 'Die Datei wird zur neuen Version. Die früheren bleiben in der Liste.',
    dropFirst: 'Die Datei wird zum Inhalt dieses Dokuments.',
    replaced: (n) => `Als Version ${n} hochgeladen.`,
    changedMeanwhile:
      'Inzwischen hat jemand eine neuere Version gespeichert. Sehen Sie diese an und laden Sie Ihre danach nochmals hoch.',
    checkedOut:
      'Jemand bearbeitet dieses Dokument auf dem eigenen Computer. Bitte versuchen Sie es später nochmals.',
    share: 'Teilen',
    delete: 'Löschen',
    deletedNow: 'Das Dokument wurde gelöscht.',
    takenBack: 'Das Dokument ist wieder da.',
    renamed: 'Umbenannt.',
    changed: (when) => `Geändert ${when}`,
    history: 'Versionen',
    historyEmpty: 'Noch gibt es keinen Inhalt.',
    version: (n) => `Version ${n}`,
    current: 'Aktuell',
    keptAside: 'Beiseitegelegt',
    keptAsideText: 'Sie ist aufbewahrt und lässt sich wiederherstellen.',
    reason: {
      empty: 'Sie kam leer an.',
      'cut-off': 'Sie kam unvollständig an.',
      'other-format': 'Ihr Inhalt hat ein anderes Format als das Dokument.',
      'web-page': 'An ihrer Stelle kam eine Webseite, vielleicht eine Anmeldeseite.',
      unrecognised: 'Ihr Inhalt hat keine der Formen, die solche Dokumente haben.',
      'save-failed': 'Der Editor konnte sie nicht vollständig speichern.',
      'head-moved': 'Sie beruht auf einer Version, die inzwischen ersetzt worden war.',
    },
    moreAuthors: (n) => `${n} weitere`,
    restore: 'Wiederherstellen',
    restoreOf: (n) => `Version ${n} wiederherstellen`,
    downloadOf: (n) => `Version ${n} herunterladen`,
    lookAtOf: (n) => `Version ${n} ansehen`,
    look: 'Ansehen',
    restored: (n) => `Als Version ${n} wiederhergestellt.`,
    earlierInSession: (n) =>
      n === 1
        ? '1 frühere Speicherung dieser Sitzung'
        : `${n} frühere Speicherungen dieser Sitzung`,
    editing: 'Bearbeitet gerade',
    role: { owner: 'Gehört Ihnen', editor: 'Sie können bearbeiten', viewer: 'Sie können lesen' },
    ownedBy: (name) => `Gehört ${name}`,
    beingEdited:
      'Jemand bearbeitet dieses Dokument. Bitte versuchen Sie es nochmals, wenn der Editor geschlossen ist.',
    origin: {
      upload: 'Hochgeladen',
      save: 'Gespeichert',
      'force-save': 'Zwischengespeichert',
      restore: 'Wiederhergestellt',
      recovered: 'Gerettet',
      'office-connector': 'Vom Desktop gespeichert',
    },
    safe: (present, total, required) => `${present} von ${total}, ${required} nötig`,
  },

  recovered: {
    found: (n: number) =>
      `Ein früherer, nicht gespeicherter Stand wurde gefunden und als Version ${n} aufbewahrt.`,
    setApart: (n: number, reason: string) =>
      `Version ${n} wurde beiseitegelegt. ${reason} Sie steht im Verlauf und lässt sich dort wiederherstellen.`,
    putAway: 'Verstanden',
    putAwayOf: (n: number) => `Hinweis schliessen: Version ${n}`,
  },

  unsaved: {
    title: 'Nicht gespeicherte Änderungen',
    badge: 'Nicht gespeichert',
    badgeOf: (title) => `${title} mit den nicht gespeicherten Änderungen öffnen`,
    text: (names, when) =>
      names === ''
        ? `Der Editor konnte die letzten Änderungen nicht speichern (bemerkt ${when}). Sie sind nicht verloren.`
        : `Der Editor konnte die letzten Änderungen von ${names} nicht speichern (bemerkt ${when}). Sie sind nicht verloren.`,
    hint: 'Öffnen Sie das Dokument, dann sind sie wieder da; gespeichert werden sie beim Schliessen des Editors. Bis dahin kann der Inhalt weder wiederhergestellt noch ersetzt werden.',
    hintViewer: 'Gespeichert werden sie, wenn jemand das Dokument öffnet, der es bearbeiten darf.',
    open: 'Öffnen und speichern',
    giveUp: 'Änderungen aufgeben …',
    giveUpText:
      'Aufgegebene Änderungen lassen sich nicht zurückholen. Das nächste Öffnen beginnt mit der aktuellen Version.',
    giveUpNow: 'Endgültig aufgeben',
    givenUp: 'Die nicht gespeicherten Änderungen wurden aufgegeben.',
    wait: 'Es gibt nicht gespeicherte Änderungen. Öffnen Sie das Dokument, um sie zu speichern, oder geben Sie sie zuerst auf.',
  },

  waiting: {
    title: 'Wartet auf Office',
    text: (template) =>
      `Office auf Ihrem Computer erstellt dieses Dokument aus der Vorlage «${template}». Es erscheint hier, sobald es gespeichert ist.`,
    open: 'In Office öffnen',
    hint: 'Es geschieht nichts? Office Connector muss auf diesem Computer installiert sein. Drücken Sie danach nochmals auf den Knopf.',
    orUpload: 'Oder laden Sie die fertige Datei hier hoch.',
    removed: (when) => `Wird nichts gespeichert, wird es ${when} entfernt.`,
    off: 'Vorlagen sind im Moment ausgeschaltet; in Office öffnen geht nicht.',
  },

  share: {
    title: 'Teilen',
    lead: 'Wer darf dieses Dokument öffnen?',
    person: 'Benutzername',
    role: 'Darf',
    roles: { viewer: 'lesen', editor: 'bearbeiten' },
    add: 'Teilen',
    remove: 'Entfernen',
    removeOf: (name) => `Nicht mehr mit ${name} teilen`,
    alone: 'Nur Sie können es öffnen.',
    others: 'Wer Zugang hat',
    ownerRole: 'Besitz',
    shared: (name) => `Geteilt mit ${name}.`,
    removed: (name) => `Nicht mehr mit ${name} geteilt.`,
    unknown: (name) => `Niemand heisst hier «${name}».`,
  },

  edit: {
    title: (title) => `${title} – Editor`,
    loading: 'Das Dokument wird geöffnet …',
    noScript: 'Der Editor braucht JavaScript. Bitte einschalten, oder das Dokument herunterladen.',
    back: 'Zurück zum Dokument',
    download: 'Herunterladen',
    retry: 'Nochmals versuchen',
    unreachable: 'Der Editor ist nicht verfügbar',
    unreachableText:
      'Der Document Server antwortet nicht. Das Dokument ist sicher; Sie können es unterdessen herunterladen.',
    unreachableAdmin: 'So wird er gestartet',
    unopenable: 'Dieses Dokument öffnet kein Editor',
    unopenableText: 'Sie können es herunterladen und auf Ihrem Computer öffnen.',
    silent: 'Der Editor kommt nicht',
    silentText:
      'Ihr Browser hat den Editor nicht von dessen Adresse bekommen. Das Dokument ist sicher; Sie können es unterdessen herunterladen.',
    silentAdmin: (address) =>
      `Browser müssen ${address} erreichen (KONTOR_EDITOR_URL), und die Adresse muss mit ihrem Namen im Host-Header zu diesem Server führen.`,
    unprotected: 'Private Dokumente lassen sich hier noch nicht öffnen',
    unprotectedText:
      'Auf diesem Server könnte der Editor die Schlüssel privater Dokumente lesen. Wer den Server betreut, kann das ändern. Herunterladen können Sie das Dokument auf seiner Seite.',
    unprotectedAdmin: {
      'no-editor-address':
        'Geben Sie diesem Server einen zweiten Hostnamen und tragen Sie ihn als KONTOR_EDITOR_URL ein. Wer dem Document Server alle privaten Schlüssel anvertraut, setzt stattdessen KONTOR_EDITOR_SHARES_ORIGIN=accept.',
      'document-server-on-our-host':
        'Geben Sie dem Document Server einen eigenen Hostnamen und tragen Sie ihn als EUROOFFICE_URL ein. Wer ihm alle privaten Schlüssel anvertraut, setzt stattdessen KONTOR_EDITOR_SHARES_ORIGIN=accept.',
    },
    slow: 'Das dauert ungewöhnlich lange. Vielleicht kommt der Editor noch.',
    earlier: (number, when) => `Das ist Version ${number} vom ${when}.`,
    openNewest: 'Neuste öffnen',
    signIn: 'Anmelden',
    ended: 'Sie können dieses Dokument nicht mehr öffnen',
    endedText:
      'Es wurde gelöscht oder ist nicht mehr mit Ihnen geteilt. Was Sie bis dahin geschrieben haben, bleibt erhalten.',
    backToList: 'Zu den Dokumenten',
  },

  status: {
    title: 'Zustand',
    allWell: 'Alles ist in Ordnung.',
    troubles: (n) =>
      n === 1 ? 'Etwas braucht Aufmerksamkeit.' : `${n} Dinge brauchen Aufmerksamkeit.`,
    light: {
      ok: 'In Ordnung',
      attention: 'Braucht Aufmerksamkeit',
      down: 'Ausgefallen',
      unknown: 'Nicht bekannt',
    },
    fix: 'Was zu tun ist',
    empty: 'Noch wird nichts überwacht.',
    checked: (when) => `Geprüft ${when}`,
    reachable: (version) => (version === null ? 'Antwortet.' : `Antwortet, Version ${version}.`),
    answers: 'Antwortet.',
    fails: 'Antwortet nicht.',
    works: 'Funktioniert.',
    notTried: 'Noch nicht geprüft.',
    connections: {
      database: 'Datenbank',
      redis: 'Redis',
      'document-server': 'Document Server',
      callback: 'Rückweg vom Document Server',
      'browser-address': 'Adressen für Browser',
      directory: 'Verzeichnis',
      oneoffixx: 'Vorlagensystem (Oneoffixx)',
      storage: 'Speicherort',
    },
    causes: causesGerman,
    forgotten: forgottenGerman,
    storage: storageGerman,
  },

  error: {
    home: 'Zu den Dokumenten',
    retry: 'Nochmals versuchen',
    reference: 'Für Ihre Administration',
    notFound: {
      title: 'Diese Seite gibt es nicht',
      text: 'Vielleicht wurde sie gelöscht, oder sie ist nicht mit Ihnen geteilt. Fragen Sie die Person, die Sie hierher geschickt hat.',
    },
    forbidden: {
      title: 'Das dürfen Sie hier nicht',
      text: 'Sie können es sehen, aber nicht ändern. Bitten Sie die Besitzerin oder den Besitzer darum.',
    },
    conflict: {
      title: 'Jemand war schneller',
      text: 'Es hat sich unterdessen geändert. Bitte schauen Sie nochmals und versuchen Sie es erneut.',
    },
    invalid: {
      title: 'Das hat nicht geklappt',
      text: 'Etwas fehlte oder passte nicht. Bitte gehen Sie zurück und prüfen Sie es.',
    },
    tooLarge: {
      title: 'Diese Datei ist zu gross',
      text: 'Bitte wählen Sie eine kleinere, oder bitten Sie die Administration um eine höhere Grenze.',
    },
    unsupported: {
      title: 'Diese Art von Datei wird nicht angenommen',
      text: 'Willkommen sind Dokumente, Tabellen, Präsentationen und PDF.',
    },
    mismatch: {
      title: 'Die Datei ist nicht, was ihr Name sagt',
      text: 'Der Inhalt passt nicht zur Endung, oder die Datei ist beschädigt. Bitte prüfen Sie sie in ihrem eigenen Programm.',
    },
    unavailable: {
      title: 'Im Moment nicht verfügbar',
      text: 'Das geht meist vorüber. Bitte versuchen Sie es in einer Minute nochmals.',
    },
    unexpected: {
      title: 'Hier ging etwas schief',
      text: 'Es liegt nicht an Ihnen, und nichts ging verloren. Bitte versuchen Sie es nochmals; wenn es bleibt, nennen Sie der Administration die Nummer unten.',
    },
  },

  private: privateGerman,
  client: clientGerman,
};
