import type { Cause, Messages } from './dictionary.js';

const cause = (said: string, fix: string): Cause => ({ cause: said, fix });
const CLOCKS = 'Gleichen Sie die Uhren beider Maschinen ab (NTP).';

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
    forgotten: {
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
    },
    storage: {
      title: 'Speicher',
      providers: 'Anbieter',
      summary: (versions, waiting, underRepair) =>
        waiting === 0
          ? `${versions} Versionen, alle vollständig.`
          : `${versions} Versionen; ${waiting} warten auf Reparatur, ${underRepair} davon gerade in Arbeit.`,
      counted: (when) => `Gezählt ${when}`,
      kept: (shards, size) => `${shards} Shards, ${size}`,
      missing: (shards) => `${shards} fehlen`,
      filled: (name, whole, missing) => `${name}: ${whole} Shards vorhanden, ${missing} fehlen`,
      state: {
        active: 'In Gebrauch',
        draining: 'Wird geleert',
        drained: 'Leer; kann weggenommen werden',
        gone: 'Nicht mehr eingerichtet',
      },
      verified: (when) => `Älteste Prüfung: ${when}`,
      drain: (name) => `${name} leeren`,
      undrain: (name) => `${name} wieder gebrauchen`,
      fewest: (needed) =>
        `Eine Version braucht ${needed} Anbieter. Richten Sie einen weiteren ein, bevor Sie einen leeren.`,
      scrub: 'Prüfung',
      scrubbed: (done, total) => `${done} von ${total} Shards geprüft.`,
      scrubNow: 'Jetzt alles prüfen',
      atRisk: 'Gefährdete Versionen',
      noRisk: 'Keine: jede Version darf noch einen Shard verlieren.',
      shardsLeft: (present, total, required) =>
        present < required
          ? `${present} von ${total} Shards; ${required} braucht es. Bringen Sie einen Anbieter zurück.`
          : `${present} von ${total} Shards; ${required} braucht es.`,
      strays: (n) =>
        `${n} Einträge gehören zu keiner Version; sie werden nach einer sicheren Frist entfernt.`,
      adoptable: (n) =>
        `${n} Einträge gehören zu Dokumenten, die die Datenbank nicht kennt. Sie bleiben: kontor reindex nimmt sie auf.`,
    },
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

  private: {
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
  },
  client: {
    waiting: 'Wartet',
    finishing: 'Wird sicher abgelegt',
    cancel: 'Abbrechen',
    cancelOf: '{name} abbrechen',
    retry: 'Nochmals',
    retryOf: '{name} nochmals hochladen',
    dismiss: 'Ausblenden',
    dismissOf: '{name} ausblenden',
    open: 'Öffnen',
    uploaded: '{name} ist hochgeladen.',
    uploadCancelled: '{name} wurde abgebrochen.',
    uploadFailed: '{name} konnte nicht hochgeladen werden: {reason}',
    offline: 'Keine Verbindung. Die Anzeige kann veraltet sein.',
    online: 'Wieder verbunden.',
    connectionLost: 'die Verbindung ist abgebrochen',
    tooLarge: 'die Datei ist zu gross',
    unsupported: 'diese Art von Datei wird nicht angenommen',
    mismatch: 'der Inhalt passt nicht zum Namen',
    oneFileOnly:
      'Bitte wählen Sie eine einzige Datei: Sie wird zur neuen Version dieses Dokuments.',
    otherKind: 'dieses Dokument ist eine .{type}-Datei; bitte wählen Sie eine Datei dieser Art',
    changedMeanwhile:
      'inzwischen hat jemand eine neuere Version gespeichert; sehen Sie diese an und laden Sie Ihre danach nochmals hoch',
    editedMeanwhile:
      'jemand bearbeitet das Dokument; versuchen Sie es nochmals, wenn der Editor geschlossen ist',
    heldOnDesktop:
      'jemand bearbeitet das Dokument auf dem eigenen Computer; versuchen Sie es später nochmals',
    unsavedWait:
      'es gibt nicht gespeicherte Änderungen; öffnen Sie das Dokument, um sie zu speichern, oder geben Sie sie zuerst auf',
    notNow:
      'das Dokument lässt sich gerade nicht ersetzen; sehen Sie seine Seite an und versuchen Sie es dann nochmals',
    notYoursNow: 'Sie dürfen dieses Dokument nicht mehr ändern',
    editedNow: 'Jemand arbeitet an diesem Dokument. Bitte versuchen Sie es später nochmals.',
    signedOut: 'Sie sind nicht mehr angemeldet',
    failed: 'etwas ging schief, bitte nochmals versuchen',
    found: '{n} gefunden',
    savedAs: 'Als Version {n} gespeichert.',
    nowEditing: '{names} bearbeitet gerade.',
    nobodyEditing: 'Niemand bearbeitet mehr.',
    renamed: 'Umbenannt.',
    renameFailed: 'Der Titel konnte nicht geändert werden. Bitte nochmals versuchen.',
    emptyTitle: 'Ein Dokument braucht einen Titel.',
    done: 'Erledigt.',
    notDone: 'Das hat nicht geklappt. Bitte nochmals versuchen.',
    refreshed: 'Das Dokument wurde anderswo gespeichert. Sie sehen nun den neusten Inhalt.',
    onTheirDesktop: '{name} bearbeitet das Dokument am Arbeitsplatz. Sie können es nur ansehen.',
    editorOf: 'Editor: {title}',
    titleStays: 'Der Titel konnte nicht geändert werden. Er bleibt «{title}».',
    newestShown: 'Es gibt eine neuere Version. Sie sehen sie jetzt.',
    newerVersion: 'Es gibt eine neuere Version.',
    showNewest: 'Anzeigen',
    replacedElsewhere:
      'Das Dokument wurde anderswo ersetzt. Laden Sie neu, um mit der neusten Version weiterzufahren.',
    beingStored: 'Das Dokument wird gerade gespeichert. Einen Augenblick, bitte.',
    checkedOutNow:
      '{name} bearbeitet das Dokument jetzt am Arbeitsplatz. Was Sie bis dahin geschrieben haben, bleibt erhalten.',
    mayOnlyLook:
      'Sie dürfen dieses Dokument jetzt nur noch ansehen. Was Sie bis dahin geschrieben haben, bleibt erhalten.',
    mayEditNow: 'Sie dürfen dieses Dokument jetzt bearbeiten.',
    openedReadOnly:
      'Der Editor hat es nur zum Lesen geöffnet. Vielleicht bearbeiten im Moment zu viele Personen Dokumente.',
    signedOutEditing:
      'Sie sind abgemeldet. Melden Sie sich in einem anderen Tab wieder an; diese Seite läuft dann weiter.',
    editorFailed: 'Der Editor meldet ein Problem: {reason}',
    saveTrouble:
      'Der Editor hat die Verbindung verloren. Lassen Sie diese Seite offen; er versucht es von selbst wieder.',
    reload: 'Neu laden',
    templates: 'Vorlagen: {n}',
    chooseTemplate: 'Bitte wählen Sie eine Vorlage.',
    creating: 'Wird erstellt …',
    handedOver: 'Office wird auf Ihrem Computer geöffnet.',
    downloaded: '{name} ist heruntergeladen, in diesem Browser entschlüsselt.',
    restoredNow: 'Wiederhergestellt.',
    sharedWith: 'Mit {name} geteilt.',
    theyHaveNoKey:
      'Niemand dieses Namens hat einen Schlüssel. Er entsteht unter «Private Dokumente».',
    unsavedChanges:
      'Es gibt nicht gespeicherte Änderungen. Öffnen Sie das Dokument, um sie zu speichern, oder geben Sie sie zuerst auf.',
    beingEdited:
      'Jemand bearbeitet dieses Dokument. Bitte versuchen Sie es wieder, wenn der Editor geschlossen ist.',
    passphraseShort: 'Bitte wählen Sie mindestens 12 Zeichen.',
    passphraseDiffers: 'Die beiden Kennsätze sind nicht gleich.',
    kitWrong: 'Das sind nicht die letzten sechs Zeichen. Bitte schauen Sie auf das Blatt.',
    kitChecked: 'Gut verwahrt. Sie können das Blatt nun weglegen.',
    kitTaken: 'Ihr Schlüssel ist wieder bekannt.',
    kitNoKey: 'Das ist nicht der Schlüssel von Ihrem Notfallblatt.',
    passphraseChanged: 'Der Kennsatz ist geändert.',
    passkeyAdded: 'Der Passkey ist hinzugefügt.',
    passkeyFailed: 'Dieses Gerät hat keinen Passkey erzeugt. Bitte verwenden Sie den Kennsatz.',
    locked: 'Ihr Schlüssel ist gesperrt.',
    lastWay: 'Nur das öffnet Ihren Schlüssel. Fügen Sie zuerst etwas anderes hinzu.',
    newArePrivate: 'Neue Dokumente sind ab jetzt privat.',
    newAreOrdinary: 'Neue Dokumente sind ab jetzt gewöhnlich.',
  },

  causes: {
    'connection-refused': cause(
      'Unter {address} antwortet niemand.',
      'Starten Sie das System, oder berichtigen Sie {setting}.',
    ),
    'unknown-host': cause(
      'Der Rechnername in {address} ist hier nicht bekannt.',
      'Berichtigen Sie {setting}, oder tragen Sie den Namen im DNS dieses Servers ein.',
    ),
    timeout: cause(
      '{address} antwortet nicht rechtzeitig.',
      'Prüfen Sie {setting}, die Firewall zwischen den Maschinen und die Last des Systems.',
    ),
    unreachable: cause(
      '{address} ist nicht erreichbar ({word}).',
      'Prüfen Sie {setting}, das Netz und die Firewall zwischen den Maschinen.',
    ),
    'connection-reset': cause(
      '{address} schliesst die Verbindung, bevor eine Antwort kommt.',
      'Prüfen Sie {setting} (http oder https, Port) und das Protokoll des Systems; auch ein Proxy kann Verbindungen beenden.',
    ),
    'certificate-untrusted': cause(
      'Dem Zertifikat von {address} wird hier nicht vertraut.',
      'Geben Sie seine Zertifizierungsstelle mit {authority} an, oder verwenden Sie ein Zertifikat einer bekannten Stelle.',
    ),
    'certificate-expired': cause(
      'Das Zertifikat von {address} ist heute nicht gültig.',
      'Erneuern Sie das Zertifikat; wurde es schon erneuert, prüfen Sie die Uhr dieses Servers.',
    ),
    'certificate-wrong-name': cause(
      'Das Zertifikat von {address} gilt für einen anderen Namen.',
      'Verwenden Sie in {setting} den Namen des Zertifikats, oder stellen Sie es für diesen Namen aus.',
    ),
    'certificate-expires': cause(
      'Das Zertifikat von {address} läuft in {days} Tagen ab.',
      'Erneuern Sie es vorher.',
    ),
    'not-tls': cause(
      '{address} spricht kein TLS.',
      'Berichtigen Sie {setting}: den Port, oder das Schema ohne TLS im eigenen Netz.',
    ),
    'not-http': cause(
      'Was unter {address} antwortet, spricht kein HTTP.',
      'Berichtigen Sie {setting}: den Port, oder https statt http.',
    ),
    'web-page': cause(
      'Unter {address} antwortet eine Webseite, etwa eine Anmeldung vor dem System.',
      'Berichtigen Sie {setting}, oder lassen Sie diesen Server an der Anmeldung vorbei.',
    ),
    redirected: cause(
      '{address} verweist auf eine andere Adresse; dem wird nicht gefolgt.',
      'Tragen Sie die endgültige Adresse in {setting} ein.',
    ),
    'server-error': cause(
      '{address}, oder ein Proxy davor, antwortet mit Status {status}.',
      'Sehen Sie im Protokoll des Systems nach; vielleicht startet es noch.',
    ),
    'wrong-answer': cause(
      '{address} antwortet, aber nicht wie erwartet ({word}).',
      'Prüfen Sie {setting}, mit dem Pfad, falls es einen gibt, und das Protokoll des Systems.',
    ),
    'settings-invalid': cause(
      'Die Einstellungen dazu stimmen nicht: {word}.',
      'Berichtigen Sie die genannten Einstellungen.',
    ),
    'no-document-server': cause(
      'Unter {address} antwortet kein Document Server (Status 404).',
      'Berichtigen Sie {setting}: Rechner, Port und Pfad.',
    ),
    'secret-refused': cause(
      'Der Document Server nimmt unsere Signatur nicht an.',
      'Setzen Sie EUROOFFICE_JWT_SECRET hier auf den Wert von JWT_SECRET (oder JWT_SECRET_INBOX) dort.',
    ),
    'signature-expired': cause(
      'Für den Document Server sind unsere Signaturen abgelaufen: Die beiden Uhren gehen verschieden.',
      CLOCKS,
    ),
    'clock-differs': cause(
      'Die Uhr von {address} weicht um {seconds} Sekunden von dieser ab.',
      CLOCKS,
    ),
    'jwt-off': cause(
      'Der Document Server prüft keine Signaturen: Wer ihn erreicht, kann ihn benutzen, und was er speichert, wird hier abgelehnt.',
      'Schalten Sie JWT dort ein: JWT_ENABLED=true, mit JWT_SECRET wie EUROOFFICE_JWT_SECRET hier.',
    ),
    'other-header': cause(
      'Der Document Server signiert in der Kopfzeile {word}; sie wird hier nicht gelesen.',
      'Setzen Sie EUROOFFICE_JWT_HEADER auf {word}, oder dort JWT_HEADER auf Authorization.',
    ),
    'document-server-unhealthy': cause(
      'Der Document Server meldet, dass seine Datenbank, Warteschlange oder sein Cache nicht arbeitet.',
      'Sehen Sie in seinem Protokoll nach und bei den Diensten, die er braucht (PostgreSQL, RabbitMQ, Redis).',
    ),
    'document-server-first': cause(
      'Das lässt sich nicht prüfen, solange der Document Server nicht antwortet.',
      'Stellen Sie zuerst die Verbindung zum Document Server her.',
    ),
    'callback-loopback': cause(
      'Für den Document Server ist {address} seine eigene Maschine, nicht diese.',
      'Setzen Sie EUROOFFICE_CALLBACK_URL auf eine Adresse, unter der der Document Server Kontor erreicht.',
    ),
    'callback-unreachable': cause(
      'Der Document Server konnte von {address} nichts holen, und auch von hier antwortet sie nicht ({word}).',
      'Berichtigen Sie EUROOFFICE_CALLBACK_URL, und prüfen Sie, ob ein Proxy sie an Kontor weitergibt.',
    ),
    'callback-not-kontor': cause(
      'Unter {address} antwortet etwas anderes als Kontor.',
      'Berichtigen Sie EUROOFFICE_CALLBACK_URL; Proxys müssen /api/eurooffice unverändert und ohne Anmeldung weitergeben.',
    ),
    'callback-other-kontor': cause(
      'Unter {address} antwortet ein anderes Kontor: Sein Geheimnis ist nicht dasselbe wie hier.',
      'Berichtigen Sie EUROOFFICE_CALLBACK_URL; alle Instanzen einer Installation brauchen dieselbe KONTOR_SECRET_FILE.',
    ),
    'host-refused': cause(
      'Unter {address} antwortet Kontor, wird aber unter einem Namen gefragt, der nicht seiner ist.',
      'Lassen Sie den Proxy den Namen weitergeben, den die Leute verwenden (Host), oder nennen Sie den anderen in KONTOR_HOSTS.',
    ),
    'private-address': cause(
      'Der Document Server hat von {address} nichts geholt, einer privaten Adresse, die von hier antwortet: Sein Filter für private Adressen verhindert es, oder es führt kein Weg dorthin.',
      'Erlauben Sie sie dort (JWT ein, oder ALLOW_PRIVATE_IP_ADDRESS=true; keine allowList ohne diese Adresse), prüfen Sie Namen und Firewall, oder setzen Sie EUROOFFICE_CALLBACK_URL auf eine andere Adresse.',
    ),
    'callback-not-reached': cause(
      'Der Document Server konnte von {address} nichts holen, obwohl sie von hier antwortet.',
      'Prüfen Sie, ob er den Namen kennt, dem Zertifikat vertraut und durch die Firewall kommt; oder setzen Sie EUROOFFICE_CALLBACK_URL auf eine andere Adresse.',
    ),
    'fetched-but-failed': cause(
      'Der Document Server hat von {address} geholt und meldet, er habe es nicht gekonnt.',
      'Ein Proxy auf dem Weg zu Kontor verändert oder kürzt vielleicht Antworten; sehen Sie im Protokoll des Document Servers nach.',
    ),
    'token-missing': cause(
      'Der Document Server holt von Kontor ohne Signatur.',
      'Schalten Sie dort JWT auch für das ein, was er sendet (JWT_ENABLED_OUTBOX=true); Proxys müssen seine Kopfzeile weitergeben.',
    ),
    'outbox-secret': cause(
      'Der Document Server signiert, was er sendet, mit einem anderen Geheimnis.',
      'Setzen Sie EUROOFFICE_JWT_SECRET (oder EUROOFFICE_JWT_SECRET_OUTBOX) hier auf JWT_SECRET (oder JWT_SECRET_OUTBOX) dort.',
    ),
    'outbox-expired': cause(
      'Die Signaturen des Document Servers sind hier abgelaufen: Die beiden Uhren gehen verschieden.',
      CLOCKS,
    ),
    'converter-missing': cause(
      'Der Document Server bietet unter {address} keine Umwandlung an.',
      'Lassen Sie den Proxy davor /converter weitergeben.',
    ),
    'converter-failed': cause(
      'Die Umwandlung des Document Servers schlägt fehl (Fehler {code}).',
      'Sehen Sie im Protokoll seines Converters nach, prüfen Sie Datenträger und Speicher, und starten Sie ihn neu.',
    ),
    'converter-timeout': cause(
      'Die Umwandlung des Document Servers wird mit einer winzigen Datei nicht fertig (Fehler {code}).',
      'Prüfen Sie Last und Protokoll seines Converters; vielleicht steht er still.',
    ),
    'converter-queue': cause(
      'Der Document Server kann seine Warteschlange oder Aufgabendatenbank nicht benutzen (Fehler {code}).',
      'Prüfen Sie sein RabbitMQ und sein PostgreSQL.',
    ),
    'converter-storage': cause(
      'Der Document Server scheitert beim Ablegen oder aus unbekanntem Grund (Fehler {code}).',
      'Sehen Sie in seinem Protokoll nach, und ob sein Datenträger voll oder schreibgeschützt ist.',
    ),
    'result-unreachable': cause(
      'Das Ergebnis des Document Servers lässt sich von {address} nicht holen ({word}).',
      'Prüfen Sie, ob EUROOFFICE_INTERNAL_URL auch /cache/files ausliefert, und SECURE_LINK_SECRET seines Proxys.',
    ),
    'result-wrong': cause(
      'Das Ergebnis des Document Servers unter {address} ist leer oder eine Webseite.',
      'Lassen Sie diesen Server ihn mit EUROOFFICE_INTERNAL_URL ohne Anmeldung erreichen.',
    ),
    'mixed-content': cause(
      'Kontor ist https, der Document Server unter {address} http: Browser laden ihn nicht.',
      'Geben Sie dem Document Server eine https-Adresse, und setzen Sie EUROOFFICE_URL darauf.',
    ),
    'api-script-missing': cause(
      'Das Skript des Editors liegt nicht unter {address}.',
      'Berichtigen Sie EUROOFFICE_URL: Rechner, Port und Pfad des Document Servers, wie Browser ihn erreichen.',
    ),
    'public-unreachable': cause(
      'Kontor ist unter seiner öffentlichen Adresse {address} nicht erreichbar ({word}).',
      'Berichtigen Sie KONTOR_PUBLIC_URL, oder machen Sie den Namen auch hier bekannt.',
    ),
    'public-not-kontor': cause(
      'Unter der öffentlichen Adresse {address} antwortet etwas anderes als dieses Kontor.',
      'Berichtigen Sie KONTOR_PUBLIC_URL, und prüfen Sie, wohin der Proxy sie weitergibt.',
    ),
    'no-editor-address': cause(
      'Der Editor hat keinen eigenen Rechnernamen: Skripte des Document Servers können im Namen dessen handeln, der bearbeitet, und die Schlüssel privater Dokumente lesen.',
      'Führen Sie einen zweiten Rechnernamen zu diesem Server, und setzen Sie KONTOR_EDITOR_URL darauf.',
    ),
    'document-server-on-our-host': cause(
      'Der Document Server hat den Rechnernamen dieses Servers: Er bekommt die Sitzungen aller, die bearbeiten, und seine Skripte können die Schlüssel privater Dokumente lesen.',
      'Geben Sie dem Document Server einen eigenen Rechnernamen, und setzen Sie EUROOFFICE_URL darauf.',
    ),
    'redis-password': cause(
      'Redis weist Passwort oder Benutzer zurück ({word}).',
      'Berichtigen Sie Benutzer und Passwort in REDIS_URL.',
    ),
    'redis-read-only': cause(
      'Redis ist eine schreibgeschützte Kopie (Replica).',
      'Setzen Sie REDIS_URL auf den Primärserver, oder auf eine Adresse, die ihm nach einem Wechsel folgt.',
    ),
    'redis-memory': cause(
      'Redis hat keinen Speicher mehr und nimmt nichts Neues an.',
      'Erhöhen Sie dort maxmemory, und setzen Sie maxmemory-policy volatile-lru.',
    ),
    'redis-refuses': cause(
      'Redis verweigert die Arbeit ({word}).',
      'Sehen Sie im Protokoll von Redis nach.',
    ),
    'database-none': cause(
      'In {address} gibt es noch keine Datenbank.',
      'Starten Sie Kontor: Beim ersten Start legt es sie an. Sonst berichtigen Sie KONTOR_DATA_DIR.',
    ),
    'database-password': cause(
      'PostgreSQL weist Benutzer oder Passwort zurück.',
      'Berichtigen Sie DATABASE_URL, oder dort pg_hba.conf.',
    ),
    'database-missing': cause(
      'Die Datenbank, die DATABASE_URL nennt, gibt es nicht.',
      'Legen Sie sie an, oder berichtigen Sie DATABASE_URL.',
    ),
    'database-permission': cause(
      'Die Datenbank erlaubt ihrem Benutzer das Schreiben nicht ({word}).',
      'Machen Sie den Benutzer von DATABASE_URL zum Eigentümer der Datenbank.',
    ),
    'database-read-only': cause(
      'Die Datenbank lässt sich nur lesen.',
      'Nennen Sie in DATABASE_URL den Primärserver; bei SQLite prüfen Sie Eigentümer, Rechte und Einhängung von KONTOR_DATA_DIR.',
    ),
    'database-full': cause(
      'Der Datenträger der Datenbank ist voll.',
      'Schaffen Sie Platz auf dem Datenträger der Datenbank.',
    ),
    'database-connections': cause(
      'PostgreSQL hat keine Verbindung mehr frei.',
      'Erhöhen Sie dort max_connections, oder senken Sie KONTOR_DATABASE_CONNECTIONS.',
    ),
    'database-not-migrated': cause(
      'Der Datenbank fehlen {count} Migrationen dieser Version.',
      'Starten Sie diese Version von Kontor: Sie bringt die Datenbank auf den Stand.',
    ),
    'database-newer': cause(
      'Die Datenbank wurde von einem neueren Kontor benutzt ({word}).',
      'Starten Sie wieder die neuere Version, oder spielen Sie die Sicherung von vor der Aktualisierung ein.',
    ),
    'database-damaged': cause(
      'Die Datenbank ist beschädigt ({word}).',
      'Halten Sie Kontor an und spielen Sie die Sicherung ein, oder bauen Sie den Index mit kontor reindex neu.',
    ),
    'database-busy': cause(
      'Die Datenbank ist zu beschäftigt, um rechtzeitig zu schreiben.',
      'Prüfen Sie ihre Last, und ob Transaktionen unbenutzt offen stehen.',
    ),
    'database-refuses': cause(
      'Die Datenbank verweigert die Arbeit ({word}).',
      'Sehen Sie im Protokoll der Datenbank nach.',
    ),
    'bind-refused': cause(
      'Das Verzeichnis weist Namen oder Passwort unseres Kontos zurück.',
      'Berichtigen Sie LDAP_BIND_DN und LDAP_BIND_PASSWORD.',
    ),
    'bind-account': cause(
      'Das Verzeichnis lässt unser Konto nicht ein ({word}).',
      'Entsperren oder erneuern Sie im Verzeichnis das Konto von LDAP_BIND_DN.',
    ),
    'directory-wants-tls': cause(
      'Das Verzeichnis nimmt ohne TLS kein Passwort an.',
      'Verwenden Sie ldaps:// in LDAP_URL, oder LDAP_START_TLS=true.',
    ),
    'no-start-tls': cause(
      'Das Verzeichnis bietet kein StartTLS an.',
      'Verwenden Sie ldaps:// in LDAP_URL ohne LDAP_START_TLS, oder geben Sie dem Verzeichnis ein Zertifikat.',
    ),
    'base-dn': cause('LDAP_BASE_DN gibt es im Verzeichnis nicht.', 'Berichtigen Sie LDAP_BASE_DN.'),
    'search-permission': cause(
      'Unser Konto darf im Verzeichnis nicht suchen.',
      'Geben Sie dem Konto von LDAP_BIND_DN das Recht, unterhalb von LDAP_BASE_DN zu lesen.',
    ),
    'filter-finds-nobody': cause(
      'LDAP_USER_FILTER findet unterhalb von LDAP_BASE_DN niemanden.',
      'Berichtigen Sie die Attribute in LDAP_USER_FILTER, oder LDAP_BASE_DN.',
    ),
    'filter-refused': cause(
      'Das Verzeichnis weist LDAP_USER_FILTER zurück.',
      'Berichtigen Sie LDAP_USER_FILTER.',
    ),
    'directory-refuses': cause(
      'Das Verzeichnis verweigert die Arbeit (Code {code}).',
      'Sehen Sie im Protokoll des Verzeichnisses nach.',
    ),
    'credentials-missing': cause(
      'Die Datei {address} mit den Zugangsdaten fehlt oder ist hier nicht lesbar.',
      'Legen Sie sie dort ab, oder berichtigen Sie ONEOFFIXX_CREDENTIALS_FILE; prüfen Sie Eigentümer und Rechte.',
    ),
    'credentials-not-json': cause(
      'Die Datei {address} mit den Zugangsdaten ist kein JSON-Objekt.',
      'Berichtigen Sie die Datei.',
    ),
    'credentials-incomplete': cause(
      'In der Datei {address} mit den Zugangsdaten fehlt {word}.',
      'Vervollständigen Sie die Datei.',
    ),
    'client-refused': cause(
      'Das Vorlagensystem weist client_id oder client_secret zurück.',
      'Berichtigen Sie sie in der Datei mit den Zugangsdaten.',
    ),
    'impersonation-refused': cause(
      'Das Vorlagensystem lässt uns nicht für die Person handeln: preshared_key, SID oder Uhr stimmt nicht.',
      'Berichtigen Sie preshared_key in der Datei mit den Zugangsdaten; prüfen Sie ONEOFFIXX_FAKE_SID und die Uhren beider Server.',
    ),
    'scope-refused': cause(
      'Das Vorlagensystem weist den Scope zurück.',
      'Berichtigen Sie ONEOFFIXX_SCOPE.',
    ),
    'grant-type-refused': cause(
      'Das Vorlagensystem kennt diese Art des Zugangs nicht.',
      'Stellen Sie ONEOFFIXX_DOUBLE_ENCODE_BUG um; sein Client muss für andere handeln dürfen.',
    ),
    'grant-refused': cause(
      'Das Vorlagensystem gibt keinen Zugang ({word}).',
      'Prüfen Sie die Datei mit den Zugangsdaten und die Registrierung des Clients im Vorlagensystem.',
    ),
    'library-missing': cause(
      'Das Vorlagensystem hat für die geprüfte Person keine Bibliothek.',
      'Geben Sie ihr dort eine, oder prüfen Sie ONEOFFIXX_API.',
    ),
    'nobody-to-ask-for': cause(
      'Die Zugangsdaten gelten; ob Vorlagen kommen, liess sich nicht prüfen: Kein Konto hat hier eine SID.',
      'Melden Sie sich einmal mit einem Konto des Verzeichnisses an, oder setzen Sie zum Ausprobieren ONEOFFIXX_FAKE_SID.',
    ),
    'provider-full': cause(
      'Der Speicherort {name} ist voll.',
      'Schaffen Sie dort Platz, oder erhöhen Sie sein Kontingent.',
    ),
    'provider-read-only': cause(
      'Der Speicherort {name} ist schreibgeschützt.',
      'Hängen Sie ihn beschreibbar ein; den Grund nennt das Systemprotokoll.',
    ),
    'provider-permission': cause(
      'Kontor darf am Speicherort {name} nicht schreiben.',
      'Prüfen Sie Eigentümer und Rechte seines Ordners, oder die Rechte der Schlüssel.',
    ),
    'provider-missing': cause(
      'Der Ordner des Speicherorts {name} ist nicht da.',
      'Hängen Sie ihn ein, oder berichtigen Sie seine url in KONTOR_STORAGE.',
    ),
    'provider-sync': cause(
      'Der Speicherort {name} kann Geschriebenes nicht dauerhaft sichern ({word}).',
      'Verwenden Sie ein anderes Dateisystem oder andere Optionen beim Einhängen; bis dahin wird dort nichts abgelegt.',
    ),
    'provider-io': cause(
      'Der Datenträger des Speicherorts {name} meldet Fehler ({word}).',
      'Ersetzen Sie den Datenträger; Kontor stellt wieder her, was darauf war.',
    ),
    'provider-hangs': cause(
      'Der Speicherort {name} antwortet nicht.',
      'Prüfen Sie seine Einhängung oder seinen Server; die anderen arbeiten weiter.',
    ),
    'bucket-missing': cause(
      'Den Bucket des Speicherorts {name} gibt es nicht.',
      'Legen Sie ihn an, oder berichtigen Sie seine url in KONTOR_STORAGE.',
    ),
    'bucket-keys': cause(
      'Der Speicherort {name} weist die Schlüssel zurück ({word}).',
      'Berichtigen Sie KONTOR_S3_{upper}_ACCESS_KEY_ID und KONTOR_S3_{upper}_SECRET_ACCESS_KEY.',
    ),
    'bucket-clock': cause('Die Uhr des Speicherorts {name} weicht zu stark ab.', CLOCKS),
    'provider-other-bytes': cause(
      'Der Speicherort {name} gibt anderes zurück, als er bekommen hat.',
      'Nehmen Sie ihn ausser Betrieb, und suchen Sie den Grund.',
    ),
    'provider-failed': cause(
      'Der Speicherort {name} arbeitet nicht ({word}).',
      'Prüfen Sie seine url in KONTOR_STORAGE, seine Einhängung oder seinen Server.',
    ),
  },
};
