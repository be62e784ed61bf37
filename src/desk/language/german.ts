import type { Cause, Messages } from './dictionary.js';
import { waitingIn } from './waiting-in.js';

const cause = (text: string, fix: string): Cause => ({ cause: text, fix });
const CLOCKS = 'Synchronisieren Sie die Uhren der beiden Rechner (NTP).';

/**
 * German as an office in Bern writes it: ss, never ß; «guillemets»; Sie; infinitives on buttons.
 *
 * One word for one thing: Dokument, Version, Inhalt, speichern, hochladen, herunterladen, wiederherstellen, teilen;
 * Vorlage (aus der Vorlagenbibliothek); privates oder gewöhnliches Dokument; Schlüssel, Passphrase, Passkey,
 * Notfallblatt; zurückgestellt (set aside); verwerfen (discard); Speicherort (storage provider), Fragment (shard);
 * Informatikdienst (administrator); Computer (desktop), bearbeiten (edit), anzeigen (view).
 */
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

  menu: {
    documents: 'Dokumente',
    status: 'Systemstatus',
    admin: 'Verwaltung',
    signOut: 'Abmelden',
    account: 'Ihr Konto',
    notifications: 'Mitteilungen',
  },

  login: {
    title: 'Anmelden',
    lead: 'Melden Sie sich an, um Ihre Dokumente zu sehen.',
    username: 'Benutzername',
    password: 'Passwort',
    submit: 'Anmelden',
    local: 'Verwenden Sie Ihr Kontor-Konto.',
    wrong: 'Benutzername und Passwort passen nicht zusammen. Bitte versuchen Sie es nochmals.',
    knownPassword:
      'Dieses Passwort ist allgemein bekannt und gilt hier nicht. Bitte lassen Sie sich vom Informatikdienst ein anderes geben.',
    notYourName:
      'Ihr Passwort stimmt, aber für diesen Namen ist hier kein Konto möglich. Bitte wenden Sie sich an den Informatikdienst.',
    forAdministrator: 'Für den Informatikdienst:',
    tooMany: 'Zu viele Versuche. Bitte warten Sie einen Moment und versuchen Sie es nochmals.',
    failed: 'Die Anmeldung ist im Moment nicht möglich. Bitte versuchen Sie es in Kürze nochmals.',
    with: (label) => `Mit ${label} anmelden`,
    or: 'oder',
    providerFailed:
      'Der Dienst, mit dem Sie sich anmelden, antwortet im Moment nicht. Bitte versuchen Sie es in Kürze nochmals.',
    providerRefused:
      'Die Anmeldung wurde dort nicht bestätigt. Bitte versuchen Sie es nochmals, oder wenden Sie sich an den Informatikdienst.',
    notProved:
      'Die Antwort von dort liess sich nicht prüfen. Bitte melden Sie sich nochmals an; bleibt es dabei, wenden Sie sich an den Informatikdienst.',
    signInOver:
      'Diese Anmeldung hat zu lange gedauert, ist schon verwendet oder wurde in einem anderen Browser begonnen. Bitte melden Sie sich nochmals an.',
    accountDisabled: 'Ihr Konto ist hier gesperrt. Bitte wenden Sie sich an den Informatikdienst.',
    playground:
      'Testumgebung: Melden Sie sich als alice, bob oder admin an; das Passwort ist der Name.',
    withPasskey: 'Mit einem Passkey anmelden',
    passkey: 'Dieser Passkey öffnet hier kein Konto. Bitte verwenden Sie Ihr Passwort.',
  },

  secondStep: {
    title: 'Noch ein Schritt',
    lead: 'Geben Sie den Code ein, den Ihre Authenticator-App jetzt anzeigt.',
    leadPasskey: 'Verwenden Sie Ihren Passkey, oder geben Sie einen Wiederherstellungscode ein.',
    code: 'Code',
    recoveryCode: 'Wiederherstellungscode',
    recoveryHint: 'Kein Telefon zur Hand? Ein Wiederherstellungscode geht auch. Jeder gilt einmal.',
    submit: 'Weiter',
    usePasskey: 'Passkey verwenden',
    passkeyFailed:
      'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal oder auf einem anderen Weg.',
    wrong:
      'Dieser Code ist nicht gültig oder wurde schon verwendet. Bitte versuchen Sie es mit dem nächsten.',
    tooMany: 'Zu viele Versuche. Bitte warten Sie einen Moment und versuchen Sie es noch einmal.',
    back: 'Mit einem anderen Konto anmelden',
  },

  secondFactor: {
    title: 'Zweiter Faktor',
    lead: 'Mit einem zweiten Faktor kann sich niemand anmelden, der nur Ihr Passwort kennt.',
    required:
      'Ihr Konto braucht einen zweiten Faktor. Bitte richten Sie einen ein, bevor Sie weiterarbeiten.',
    elsewhere:
      'Sie melden sich an einem anderen Ort an. Bitte richten Sie den zweiten Faktor dort ein.',
    notice: {
      removed: 'Entfernt.',
      added: 'Hinzugefügt.',
      last: 'Ihr Konto braucht einen zweiten Faktor, und dies ist der letzte. Fügen Sie zuerst einen anderen hinzu.',
      failed: 'Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
    },
    remove: 'Entfernen',
    removeOf: (name) => `${name} entfernen`,
    app: 'Authenticator-App',
    appText: 'Eine App auf Ihrem Telefon zeigt alle dreissig Sekunden einen neuen Code.',
    appSince: (when) => `Eingerichtet ${when}`,
    appAdd: 'App einrichten',
    appReplace: 'Andere App einrichten',
    scan: 'Scannen Sie dies mit der Authenticator-App auf Ihrem Telefon.',
    qrCode: 'QR-Code für die Authenticator-App',
    typeSecret: 'Oder geben Sie diesen Schlüssel in der App ein:',
    firstCode: 'Code, den die App anzeigt',
    wrongCode:
      'Die App zeigt jetzt einen anderen Code. Bitte prüfen Sie die Uhr Ihres Telefons und versuchen Sie es noch einmal.',
    passkeys: 'Passkeys',
    passkeysText:
      'Ihr Gerät oder ein Sicherheitsschlüssel weist Sie aus: mit Fingerabdruck, Gesicht oder PIN. So ein Passkey genügt auch ohne Passwort.',
    passkeySince: (when) => `hinzugefügt ${when}`,
    passkeyName: 'Name des Passkeys',
    passkeyDefault: 'Dieses Gerät',
    passkeyAdd: 'Passkey hinzufügen',
    passkeysNeedHost:
      'Passkeys brauchen einen Rechnernamen, und dieser Server hat nur eine Adresse. Bitte wenden Sie sich an Ihre Administration.',
    codes: 'Wiederherstellungscodes',
    codesText:
      'Für den Fall, dass weder Telefon noch Passkey zur Hand sind. Jeder Code gilt einmal.',
    codesLeft: (n) => `Übrige Codes: ${n}`,
    codesRenew: 'Zehn neue Codes erstellen',
    codesOnce:
      'Diese Codes werden nur jetzt angezeigt. Drucken Sie sie aus, oder bewahren Sie sie in einem Passwortmanager auf.',
    codesKept: 'Ich habe sie aufbewahrt',
  },

  ownPassword: {
    confirmTitle: 'Ihr Passwort, bitte',
    confirmText: 'Dies ändert, wie Sie sich anmelden. Deshalb fragen wir noch einmal.',
    password: 'Passwort',
    changeTitle: 'Passwort ändern',
    changeText: 'Überall sonst werden Sie abgemeldet.',
    changed: 'Das Passwort ist geändert. Überall sonst sind Sie abgemeldet.',
    old: 'Bisheriges Passwort',
    fresh: 'Neues Passwort',
    freshHint: 'Mindestens 10 Zeichen. Vier oder fünf zufällige Wörter sind gut.',
    repeat: 'Neues Passwort wiederholen',
    change: 'Passwort ändern',
    resetTitle: 'Passwort wählen',
    resetText: (username) => `Für das Konto ${username}. Melden Sie sich danach damit an.`,
    usedTitle: 'Dieser Link gilt nicht mehr',
    usedText:
      'Er wurde verwendet, ist abgelaufen oder wurde ersetzt. Bitte verlangen Sie bei Ihrer Administration einen neuen.',
    errors: {
      wrong: 'Das ist nicht Ihr Passwort. Bitte versuchen Sie es noch einmal.',
      short: 'Das neue Passwort ist zu kurz. Bitte wählen Sie mindestens 10 Zeichen.',
      differs: 'Die beiden neuen Passwörter sind verschieden. Bitte geben Sie sie noch einmal ein.',
      known: 'Dieses Passwort ist allgemein bekannt. Bitte wählen Sie ein anderes.',
      tooMany: 'Zu viele Versuche. Bitte warten Sie einen Moment und versuchen Sie es noch einmal.',
      elsewhere: 'Ihr Passwort liegt im Verzeichnis Ihrer Organisation. Bitte ändern Sie es dort.',
      unusable: 'Dieses Passwort kann nicht verwendet werden. Bitte wählen Sie ein anderes.',
    },
  },

  list: {
    title: 'Dokumente',
    search: 'Dokumente suchen',
    searchAction: 'Suchen',
    searchHint: 'Taste / drücken, um zu suchen',
    upload: 'Hochladen',
    uploadPick: 'Datei zum Hochladen wählen',
    new: 'Neu',
    fromTemplate: 'Aus einer Vorlage',
    newOf: {
      word: 'Dokument',
      cell: 'Tabelle',
      slide: 'Präsentation',
      text: 'Nur Text',
      table: 'Tabelle als Text',
      markdown: 'Markdown',
      form: 'PDF-Formular',
    },
    family: 'Format neuer Dokumente',
    families: { ooxml: 'Office Open XML', odf: 'OpenDocument' },
    untitled: {
      word: 'Neues Dokument',
      cell: 'Neue Tabelle',
      slide: 'Neue Präsentation',
      text: 'Neuer Text',
      table: 'Neue Texttabelle',
      markdown: 'Neue Notiz',
      form: 'Neues Formular',
    },
    changed: (when, by) => `${when} von ${by}`,
    sharedBy: (name) => `von ${name}`,
    sharedWith: (names) => `Geteilt mit ${names}`,
    columnTitle: 'Titel',
    columnChanged: 'Geändert',
    columnShared: 'Geteilt',
    editing: (names) => `In Bearbeitung durch: ${names}`,
    older: 'Ältere anzeigen',
    newest: 'Zurück zu den neusten',
    emptyTitle: 'Noch keine Dokumente',
    emptyText: 'Erstellen Sie ein Dokument oder ziehen Sie Dateien auf diese Seite.',
    noneTitle: 'Nichts gefunden',
    noneText: (query) => `Kein Dokument enthält «${query}» im Titel.`,
    showAll: 'Alle Dokumente anzeigen',
    drop: 'Zum Hochladen loslassen',
    dropText: 'Die Dateien werden zu Ihren Dokumenten hinzugefügt.',
    uploads: 'Hochgeladene Dateien',
  },

  wizard: {
    title: 'Neu aus einer Vorlage',
    filter: 'Vorlagen filtern',
    groups: 'Gruppen',
    favorites: 'Favoriten',
    unnamedGroup: 'Gruppe ohne Namen',
    all: 'Alle Vorlagen',
    templates: 'Vorlagen',
    columnTitle: 'Vorlage',
    columnGroup: 'Gruppe',
    notChosen: 'Noch keine Vorlage gewählt',
    name: 'Name des Dokuments',
    create: 'Erstellen',
    nothingText: 'Keine Vorlage dieser Gruppe entspricht Ihrer Eingabe.',
    searchAll: 'In allen Vorlagen suchen',
    emptyTitle: 'Für Sie gibt es noch keine Vorlagen',
    emptyText:
      'In der Vorlagenbibliothek ist keine Vorlage für Sie freigegeben. Bitte wenden Sie sich an die zuständige Stelle.',
    missing: 'Warum fehlt eine Vorlage?',
    missingText: 'Sie sehen die Vorlagen, die in der Vorlagenbibliothek für Sie freigegeben sind.',
    leftOutKind: (n) =>
      n === 1
        ? '1 Vorlage hat ein Format, das Kontor nicht verwenden kann.'
        : `${n} Vorlagen haben ein Format, das Kontor nicht verwenden kann.`,
    leftOutUnnamed: (n) =>
      n === 1 ? '1 Vorlage hat keinen Namen.' : `${n} Vorlagen haben keinen Namen.`,
    leftOutUnreadable: (n) =>
      n === 1
        ? '1 Eintrag der Vorlagenbibliothek ist fehlerhaft. Bitte melden Sie dies der zuständigen Stelle.'
        : `${n} Einträge der Vorlagenbibliothek sind fehlerhaft. Bitte melden Sie dies der zuständigen Stelle.`,
    leftOutNone: 'Kontor hat keine davon weggelassen.',
    failedList: {
      favorites:
        'Ihre Favoriten konnten nicht geladen werden. Alle anderen Vorlagen werden angezeigt.',
      groups:
        'Die Vorlagenbibliothek hat nur Ihre Favoriten geliefert. Bitte versuchen Sie es später nochmals.',
    },
    creationError: {
      badTitle:
        'Dieser Name ist nicht möglich. Verwenden Sie Buchstaben und Ziffern, ohne / und \\.',
      noTemplate: 'Bitte wählen Sie eine Vorlage.',
      failed: 'Das Dokument konnte nicht erstellt werden. Bitte versuchen Sie es nochmals.',
    },
    failed: 'Die Vorlagen können nicht angezeigt werden',
    failure: {
      transient:
        'Die Vorlagenbibliothek antwortet nicht. Bitte versuchen Sie es in einer Minute nochmals.',
      permanent:
        'Die Vorlagenbibliothek verweigert die Verbindung. Bitte wenden Sie sich an den Informatikdienst.',
      unknownPerson:
        'Sie sind im Verzeichnis nicht erfasst; darum kann die Vorlagenbibliothek Sie nicht erkennen.',
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
    view: 'Anzeigen',
    opensNowhere: 'Für diesen Dateityp gibt es keinen Editor. Sie können die Datei herunterladen.',
    download: 'Herunterladen',
    downloadAs: 'Herunterladen als …',
    notConverted: (to) =>
      `Aus diesem Dokument lässt sich keine ${to}-Datei erstellen. Öffnen Sie es, um zu sehen, ob es beschädigt ist.`,
    notConvertedNow: (to) =>
      `Die ${to}-Datei kann im Moment nicht erstellt werden, weil der Document Server nicht antwortet. Bitte versuchen Sie es später noch einmal.`,
    notKept: (wanted, came) =>
      `Das Format .${wanted} konnte beim Speichern nicht beibehalten werden. Diese Version ist .${came}, ihr Inhalt ist vollständig.`,
    preview: 'Vorschau',
    previewOf: (title) => `Vorschau von ${title}`,
    previewAlone: 'Vorschau allein anzeigen',
    previewMaking: 'Die Vorschau wird vorbereitet.',
    converted: (version) =>
      `Version ${version} ist im neuen Format. Das Original bleibt als Version davor.`,
    passwordGone: 'Die neue Version ist nicht mehr durch das Passwort geschützt.',
    continueWhy: {
      old: ({ from, to }) =>
        `Dieses Dokument ist im alten Format .${from}. Der Editor speichert Änderungen als .${to}.`,
      lossy: ({ from, to }) =>
        `Der Editor kann in .${from} nicht alles speichern, was er anbietet. In .${to} geht nichts verloren.`,
    },
    continueAs: (to) => `Als .${to} weiterführen`,
    exportHolds: {
      page: 'nur die erste Seite',
      sheet: 'nur die Werte eines Tabellenblatts',
      text: 'nur der Text, ohne Formatierung',
    },
    downloadVersionAs: (version) => `Version ${version} herunterladen als …`,
    downloadIn: (format) => `Als ${format} herunterladen`,
    filePassword: 'Passwort der Datei',
    passwordNeeded:
      'Diese Datei ist mit einem Passwort geschützt. Es wird nur für diese Umwandlung verwendet und nicht gespeichert.',
    passwordWrong: 'Dieses Passwort öffnet die Datei nicht. Versuchen Sie es noch einmal.',
    convertedTooLarge: (to) =>
      `Die ${to}-Datei wäre grösser, als hier gespeichert wird. Das Dokument bleibt, wie es ist.`,
    notConvertedSize: 'Dieses Dokument ist zu gross, um vom Document Server umgewandelt zu werden.',
    office: 'In Office öffnen',
    uploadNext: 'Neue Version hochladen',
    uploadFirst: 'Datei hochladen',
    dropNext: 'Die Datei wird zur neuen Version. Frühere Versionen bleiben in der Liste.',
    dropFirst: 'Die Datei wird zum Inhalt dieses Dokuments.',
    replaced: (n) => `Als Version ${n} hochgeladen.`,
    changedMeanwhile:
      'Inzwischen wurde eine neuere Version gespeichert. Prüfen Sie diese und laden Sie Ihre Datei danach nochmals hoch.',
    checkedOut:
      'Dieses Dokument wird gerade auf einem Computer bearbeitet. Bitte versuchen Sie es später nochmals.',
    share: 'Teilen',
    delete: 'Löschen',
    deletedNow: 'Das Dokument wurde gelöscht.',
    undeleted: 'Das Dokument wurde wiederhergestellt.',
    renamed: 'Umbenannt.',
    changed: (when) => `Geändert ${when}`,
    history: 'Versionen',
    historyEmpty: 'Noch kein Inhalt vorhanden.',
    version: (n) => `Version ${n}`,
    current: 'Aktuell',
    quarantined: 'Zurückgestellt',
    quarantinedText: 'Diese Version ist gespeichert und kann wiederhergestellt werden.',
    reason: {
      empty: 'Die Datei ist leer angekommen.',
      'cut-off': 'Die Datei ist unvollständig angekommen.',
      'other-format': 'Der Inhalt hat ein anderes Format als das Dokument.',
      'web-page': 'Statt der Datei kam eine Webseite an, vielleicht eine Anmeldeseite.',
      unrecognised: 'Der Inhalt sieht nicht wie ein Dokument dieses Typs aus.',
      'save-failed': 'Der Editor konnte nicht vollständig speichern.',
      'head-moved': 'Sie beruht auf einer Version, die inzwischen ersetzt wurde.',
      'not-permitted': 'Sie kam von jemandem, der das Dokument nur lesen darf.',
    },
    moreAuthors: (n) => `${n} weitere`,
    restore: 'Wiederherstellen',
    restoreOf: (n) => `Version ${n} wiederherstellen`,
    downloadOf: (n) => `Version ${n} herunterladen`,
    viewVersion: (n) => `Version ${n} anzeigen`,
    viewShort: 'Anzeigen',
    compare: 'Zwei Versionen vergleichen',
    compareShow: 'Änderungen zeigen',
    compareVersion: { history: 'Version', from: 'verglichen mit' },
    askedBy: {
      person: 'Zwischengespeichert',
      autosave: 'Automatisch gespeichert',
      command: 'Von einem Programm gespeichert',
    },
    changesOf: (n) => `Änderungen in Version ${n} zeigen`,
    changesShort: 'Änderungen zeigen',
    privateChanges:
      'Was geändert wurde, lässt sich bei einem privaten Dokument nicht zeigen: Nur seine Personen können die Versionen öffnen. Zeigen Sie eine Version an, um sie zu lesen.',
    restored: (n) => `Als Version ${n} wiederhergestellt.`,
    earlierInSession: (n) =>
      n === 1 ? '1 früherer Stand dieser Sitzung' : `${n} frühere Stände dieser Sitzung`,
    editing: 'In Bearbeitung',
    role: { owner: 'Ihr Dokument', editor: 'Sie können bearbeiten', viewer: 'Sie können lesen' },
    ownedBy: (name) => `Dokument von ${name}`,
    beingEdited:
      'Dieses Dokument wird gerade bearbeitet. Bitte versuchen Sie es nochmals, wenn der Editor geschlossen ist.',
    origin: {
      upload: 'Hochgeladen',
      save: 'Gespeichert',
      'force-save': 'Zwischengespeichert',
      restore: 'Wiederhergestellt',
      recovered: 'Gefunden',
      'office-connector': 'Auf dem Computer gespeichert',
    },
    shardsPresent: (present, total, required) => `${present} von ${total}, ${required} nötig`,
  },

  recovered: {
    found: (n: number) =>
      `Ein früherer, nicht gespeicherter Stand wurde gefunden und als Version ${n} gespeichert.`,
    quarantined: (n: number, reason: string) =>
      `Version ${n} wurde zurückgestellt. ${reason} Sie können sie in der Liste der Versionen wiederherstellen.`,
    dismiss: 'OK',
    dismissOf: (n: number) => `Hinweis ausblenden: Version ${n}`,
  },

  unsaved: {
    title: 'Nicht gespeicherte Änderungen',
    badge: 'Nicht gespeichert',
    badgeOf: (title) => `${title} mit den nicht gespeicherten Änderungen öffnen`,
    text: (names, when) =>
      names === ''
        ? `Der Editor konnte die letzten Änderungen nicht speichern (festgestellt ${when}). Sie sind nicht verloren.`
        : `Der Editor konnte die letzten Änderungen von ${names} nicht speichern (festgestellt ${when}). Sie sind nicht verloren.`,
    hint: 'Öffnen Sie das Dokument, um sie zurückzuholen; beim Schliessen des Editors werden sie gespeichert. Bis dahin kann der Inhalt weder wiederhergestellt noch ersetzt werden.',
    hintViewer:
      'Sie werden gespeichert, sobald eine Person mit Bearbeitungsrecht das Dokument öffnet.',
    open: 'Öffnen und speichern',
    discard: 'Änderungen verwerfen …',
    discardText:
      'Verworfene Änderungen lassen sich nicht zurückholen. Der Editor öffnet danach die aktuelle Version.',
    discardNow: 'Endgültig verwerfen',
    discarded: 'Die nicht gespeicherten Änderungen wurden verworfen.',
    openOrDiscard:
      'Es gibt nicht gespeicherte Änderungen. Öffnen Sie das Dokument, um sie zu speichern, oder verwerfen Sie sie zuerst.',
  },

  awaitingOffice: {
    title: 'Wartet auf Office',
    text: (template) =>
      `Office auf Ihrem Computer erstellt dieses Dokument aus der Vorlage «${template}». Es erscheint hier, sobald es gespeichert ist.`,
    open: 'In Office öffnen',
    hint: 'Nichts geschieht? Office Connector muss auf diesem Computer installiert sein. Klicken Sie danach nochmals auf die Schaltfläche.',
    orUpload: 'Oder laden Sie die fertige Datei hier hoch.',
    removed: (when) => `Wird nichts gespeichert, so wird es ${when} gelöscht.`,
    off: 'Vorlagen sind im Moment ausgeschaltet; das Dokument lässt sich nicht in Office öffnen.',
  },

  personField: {
    placeholder: 'Name, E-Mail oder Abteilung',
  },

  share: {
    title: 'Teilen',
    lead: 'Wer darf dieses Dokument öffnen?',
    person: 'Person oder Gruppe',
    role: 'Berechtigung',
    roles: {
      viewer: 'Lesen',
      commenter: 'Kommentieren',
      'form-filler': 'Formulare ausfüllen',
      reviewer: 'Änderungen vorschlagen',
      editor: 'Bearbeiten',
    },
    roleTexts: {
      viewer: 'Liest das Dokument.',
      commenter: 'Liest und schreibt Kommentare. Der Text bleibt, wie er ist.',
      'form-filler':
        'Füllt die Felder eines PDF-Formulars aus. Andere Dokumente lassen sich nur lesen.',
      reviewer:
        'Kommentiert und ändert den Text so, dass jede Änderung angenommen oder abgelehnt werden kann.',
      editor: 'Ändert das Dokument, lädt neue Versionen hoch und stellt frühere wieder her.',
    },
    switches: 'Ausserdem erlaubt',
    switchNames: {
      download: 'Herunterladen und auf dem Desktop öffnen',
      print: 'Drucken',
      copy: 'Text kopieren',
    },
    keptBack: { download: 'Herunterladen', print: 'Drucken', copy: 'Kopieren' },
    without: (what) => `ohne ${what}`,
    switchesText:
      'Ohne Herunterladen gibt es keine Datei, auch nicht in einem anderen Format. Erst wenn auch das Drucken ausgeschaltet ist, gibt der Server des Editors ebenfalls keine heraus. Wer herunterladen darf, kann anderswo drucken und kopieren. Was jemand lesen kann, lässt sich weiterhin abschreiben.',
    switchesPrivate:
      'Wer ein privates Dokument öffnet, erhält dessen Schlüssel. Die Schalter entfernen die Schaltflächen und verhindern den Download aus Kontor; wer sich technisch auskennt, kann trotzdem speichern, was er lesen kann.',
    change: 'Ändern',
    changeOf: (name) => `Berechtigung von ${name} ändern`,
    save: 'Speichern',
    add: 'Teilen',
    remove: 'Entfernen',
    removeOf: (name) => `Freigabe für ${name} aufheben`,
    alone: 'Nur Sie können es öffnen.',
    members: (n) => (n === 1 ? 'Gruppe, 1 Person' : `Gruppe, ${n} Personen`),
    thisGroup: 'der Gruppe',
    group: 'Gruppe',
    others: 'Personen mit Zugriff',
    ownerRole: 'Eigentum',
    shared: (name) => `Geteilt mit ${name}.`,
    removed: (name) => `Nicht mehr mit ${name} geteilt.`,
    unknown: (name) =>
      name === ''
        ? 'Eine Person oder Gruppe dieses Namens gibt es hier nicht. Wählen Sie aus der Liste.'
        : `Eine Person oder Gruppe namens «${name}» gibt es hier nicht.`,
    isOwner: (name) => `Dieses Dokument gehört «${name}» bereits.`,
  },

  give: {
    title: 'Jemand anderem übergeben',
    people: 'Personen',
    lead: 'Das Dokument gehört danach jemand anderem: Diese Person bestimmt, wer es öffnen darf, und kann es löschen. Sie selbst können es weiterhin bearbeiten.',
    leadAdmin: (owner) =>
      `Das Dokument gehört ${owner}. Danach gehört es jemand anderem; ${owner} hat keinen Zugriff mehr, ausser über eine Gruppe.`,
    whom: 'Wem soll es gehören?',
    next: 'Weiter',
    now: 'Dokument übergeben',
    nowAnyway: 'Trotzdem übergeben',
    other: 'Jemand anderen wählen',
    willOwn: (name, title) =>
      title === undefined
        ? `Das Dokument gehört danach ${name}, und ${name} bestimmt, wer es öffnen darf.`
        : `«${title}» gehört danach ${name}, und ${name} bestimmt, wer es öffnen darf.`,
    youStay: 'Sie können es weiterhin bearbeiten, bis das jemand anders entscheidet.',
    ownerLoses: (owner) =>
      `${owner} hat keinen Zugriff mehr, ausser über eine Gruppe. Was noch geöffnet ist, wird sofort geschlossen.`,
    canOpen: (name) => `Das Dokument ist privat. ${name} hat den Schlüssel und kann es öffnen.`,
    cannotOpen: (name) =>
      `Das Dokument ist privat, und ${name} kann es nicht öffnen: Der Schlüssel geht nicht mit.`,
    opens: (names) => `Öffnen können es danach: ${names}.`,
    nobodyOpens: 'Danach kann es niemand mit dem eigenen Schlüssel öffnen.',
    recoveryOpens: 'Der Wiederherstellungsschlüssel öffnet es ebenfalls.',
    shareFirst: (name) => `Damit ${name} es lesen kann, teilen Sie es zuerst.`,
    given: (name) => `Das Dokument gehört jetzt ${name}. Sie können es weiterhin bearbeiten.`,
    belongsTo: (name) => `Das Dokument gehört jetzt ${name}.`,
    refusals: {
      'no-such-person':
        'Diese Person ist hier nicht bekannt oder gesperrt. Wählen Sie jemanden aus der Liste.',
      'is-owner': 'Das Dokument gehört dieser Person bereits.',
      'directory-away':
        'Das Verzeichnis antwortet zurzeit nicht. Bitte versuchen Sie es später noch einmal.',
      'not-now':
        'Die Übergabe liess sich zurzeit nicht speichern; es wurde nichts geändert. Bitte versuchen Sie es später noch einmal.',
      'asked-again':
        'Das Dokument ist inzwischen privat. Bitte prüfen Sie noch einmal, was geschieht.',
    },
  },

  edit: {
    title: (title) => `${title} – Editor`,
    loading: 'Das Dokument wird geöffnet …',
    noScript:
      'Der Editor braucht JavaScript. Bitte schalten Sie es ein oder laden Sie das Dokument herunter.',
    back: 'Zurück zum Dokument',
    download: 'Herunterladen',
    retry: 'Nochmals versuchen',
    unreachable: 'Der Editor ist nicht verfügbar',
    unreachableText:
      'Der Document Server antwortet nicht. Das Dokument ist sicher; Sie können es unterdessen herunterladen.',
    unopenable: 'Für dieses Dokument gibt es keinen Editor',
    unopenableText: 'Sie können es herunterladen und auf Ihrem Computer öffnen.',
    silent: 'Der Editor konnte nicht geladen werden',
    silentText:
      'Ihr Browser konnte den Editor nicht von dessen Adresse laden. Das Dokument ist sicher; Sie können es unterdessen herunterladen.',
    silentAdmin: (address) =>
      `Browser müssen ${address} erreichen (KONTOR_EDITOR_URL), und die Adresse muss mit ihrem Namen im Host-Header zu diesem Server führen.`,
    keyless: 'Sie können dieses Dokument noch nicht öffnen',
    keylessText: 'Auf seiner Seite steht, warum, und wer gebeten wurde, Sie einzulassen.',
    unprotected: 'Private Dokumente lassen sich hier noch nicht öffnen',
    unprotectedText:
      'Auf diesem Server könnte der Editor die Schlüssel privater Dokumente lesen. Der Informatikdienst kann das ändern. Auf der Seite des Dokuments können Sie es herunterladen.',
    unprotectedAdmin: {
      'no-editor-address':
        'Geben Sie diesem Server einen zweiten Hostnamen und tragen Sie ihn als KONTOR_EDITOR_URL ein. Wenn Sie dem Document Server alle privaten Schlüssel anvertrauen, setzen Sie stattdessen KONTOR_EDITOR_SHARES_ORIGIN=accept.',
      'document-server-on-our-host':
        'Geben Sie dem Document Server einen eigenen Hostnamen und tragen Sie ihn als EUROOFFICE_URL ein. Wenn Sie ihm alle privaten Schlüssel anvertrauen, setzen Sie stattdessen KONTOR_EDITOR_SHARES_ORIGIN=accept.',
    },
    slow: 'Das dauert ungewöhnlich lange. Der Editor wird vielleicht noch geöffnet.',
    earlier: (number, when) => `Das ist Version ${number} vom ${when}.`,
    openNewest: 'Neuste Version öffnen',
    signIn: 'Anmelden',
    ended: 'Sie können dieses Dokument nicht mehr öffnen',
    endedText:
      'Es wurde gelöscht oder ist nicht mehr mit Ihnen geteilt. Was Sie bis dahin geschrieben haben, ist gespeichert.',
    submitted: 'Das Formular wurde eingereicht',
    submittedText:
      'Was Sie ausgefüllt haben, ist jetzt ein eigenes Dokument. Es gehört der Person, der das Formular gehört; sie wurde benachrichtigt. Das Formular selbst ist unverändert.',
    openSubmitted: 'Ansehen',
    fillAgain: 'Das Formular nochmals ausfüllen',
    backToList: 'Zu den Dokumenten',
  },

  status: {
    title: 'Systemstatus',
    allWell: 'Alles funktioniert.',
    problems: (n) => (n === 1 ? '1 Punkt ist zu prüfen.' : `${n} Punkte sind zu prüfen.`),
    light: {
      ok: 'In Ordnung',
      attention: 'Zu prüfen',
      down: 'Ausgefallen',
      unknown: 'Unbekannt',
    },
    fix: 'Was zu tun ist',
    empty: 'Noch wird nichts geprüft.',
    checked: (when) => `Geprüft ${when}`,
    reachable: (version) => (version === null ? 'Antwortet.' : `Antwortet, Version ${version}.`),
    answers: 'Antwortet.',
    fails: 'Antwortet nicht.',
    works: 'Funktioniert.',
    notTried: 'Noch nicht geprüft.',
    notSetUp: 'Nicht eingerichtet.',
    weakness: {
      'folders-not-synced': (code) =>
        `Seine Ordner lassen sich nicht synchronisieren (${code}): Was dort in den letzten Sekunden gespeichert wurde, kann nach einem Stromausfall der Platte oder des Dateiservers fehlen und wird dann aus den anderen Speicherorten wiederhergestellt.`,
      'files-not-synced': (code) =>
        `Seine Dateien lassen sich nicht synchronisieren (${code}): Was dort in den letzten Minuten gespeichert wurde, kann nach einem Stromausfall der Platte oder des Dateiservers fehlen. Ändern Sie die Optionen beim Einhängen, oder zählen Sie ihn bei min_durable nicht mit.`,
    },
    connections: {
      database: 'Datenbank',
      redis: 'Redis',
      'document-server': 'Document Server',
      callback: 'Callbacks des Document Servers',
      'browser-address': 'Adressen für Browser',
      directory: 'Verzeichnis',
      oneoffixx: 'Vorlagensystem (Oneoffixx)',
      smtp: 'Mailserver',
      oidc: 'Anmeldedienst',
      storage: 'Speicherort',
    },
    forgotten: {
      name: 'Nicht abgelieferte Dateien',
      fix: 'Das sind gespeicherte Dateien, die der Document Server nicht abliefern konnte. Kontor holt sie von selbst. Eine Datei, die bleibt, ist in Gebrauch oder kein gültiges Dokument: Das Protokoll nennt ihr Dokument, und die Datei lässt sich vom Document Server kopieren.',
      summary: (waiting, unknown) => {
        const none = unknown === 0 ? 'Keine.' : 'Keine von Dokumenten, die hier bekannt sind.';
        const here = waiting === 0 ? none : `Noch auf dem Document Server: ${waiting}.`;
        return [
          here,
          ...(unknown === 0 ? [] : [`Von Dokumenten, die hier unbekannt sind: ${unknown}.`]),
        ].join(' ');
      },
    },
    unsaved: {
      name: 'Nicht gespeicherte Änderungen',
      fix: 'Diese Änderungen hat nur der Document Server. Die Beteiligten sehen einen Hinweis in ihrer Liste: Bitten Sie sie, das Dokument zu öffnen; damit werden die Änderungen gespeichert.',
      summary: (documents) =>
        documents === 0
          ? 'Keine.'
          : documents === 1
            ? 'Ein Dokument hat Änderungen, die nicht gespeichert werden konnten.'
            : `${documents} Dokumente haben Änderungen, die nicht gespeichert werden konnten.`,
    },
    autosave: {
      name: 'Automatisches Speichern',
      off: 'Ausgeschaltet. Dokumente werden gespeichert, wenn jemand auf Speichern drückt und wenn die letzte Person geht.',
      every: (seconds, open) => {
        const span = seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
        return `Speichert offene Dokumente alle ${span}. Jetzt offen: ${open}.`;
      },
      paused: 'Unterbrochen, weil der Document Server nicht antwortet.',
      fix: 'Beheben Sie, was beim Document Server fehlt. Das automatische Speichern geht danach von selbst weiter.',
    },
    mails: {
      name: 'E-Mail',
      fine: 'Mitteilungen gehen auch per E-Mail.',
      late: (waiting, minutes) =>
        waiting === 1
          ? `Eine E-Mail wartet seit ${minutes} min.`
          : `${waiting} E-Mails warten, die älteste seit ${minutes} min.`,
      lateFix: 'Prüfen Sie, was dem Mailserver fehlt; gesendet wird dann von selbst.',
      failed: (failed) =>
        failed === 1
          ? 'Eine E-Mail der letzten sieben Tage kam nicht an.'
          : `${failed} E-Mails der letzten sieben Tage kamen nicht an.`,
      failedFix:
        'Der Mailserver lehnt die Adressen ab, oder er war zu lange nicht erreichbar: sein Protokoll sagt mehr. Auf dem Tisch stehen die Mitteilungen trotzdem.',
    },
    webhooks: {
      name: 'Webhooks',
      fine: (webhooks) =>
        webhooks === 1
          ? 'Ein Empfänger erfährt von Ereignissen.'
          : `${webhooks} Empfänger erfahren von Ereignissen.`,
      late: (waiting, minutes) =>
        waiting === 1
          ? `Ein Ereignis wartet seit ${minutes} min.`
          : `${waiting} Ereignisse warten, das älteste seit ${minutes} min.`,
      lateFix: 'Prüfen Sie, was dem Empfänger fehlt: kontor webhook list und test auf dem Server.',
      dead: (dead) =>
        dead === 1 ? 'Ein Ereignis wurde aufgegeben.' : `${dead} Ereignisse wurden aufgegeben.`,
      deadFix:
        'Bringen Sie den Empfänger in Ordnung und senden Sie sie auf der Seite der Anwendung noch einmal.',
    },
    audit: {
      entries: (entries, count) =>
        entries === 0 ? 'Noch kein Eintrag.' : entries === 1 ? '1 Eintrag.' : `${count} Einträge.`,
      lastEntry: (when) => `Letzter Eintrag ${when}`,
      verified: (when) => `Geprüft ${when}`,
      notVerified: 'Noch nicht geprüft',
      sealed: (when) => `Versiegelt ${when}`,
      notSealed: 'Noch nicht versiegelt',
      broken: (fault) => `Die Prüfung ist fehlgeschlagen: ${fault}.`,
      faults: {
        changed: (entry) => `Eintrag ${entry} ist nicht mehr so, wie er geschrieben wurde`,
        removed: (entry) => `ab Nummer ${entry} fehlen Einträge`,
        inserted: (entry) => `Eintrag ${entry} hat jemand hinzugefügt`,
        seal: () => 'ein Siegel ist nicht mehr so, wie es unterschrieben wurde',
        head: (entry) => `das unterschriebene Ende ist nicht bei Eintrag ${entry}`,
        reported: () => 'ein Server hat gemerkt, dass Einträge geändert wurden',
      },
      reported:
        'Ein Server hat gemerkt, dass jemand Einträge geändert, entfernt oder hinzugefügt hat.',
      brokenFix:
        'Jemand hat die Datenbank verändert. kontor audit verify auf dem Server nennt jede betroffene Stelle; sichern Sie die Datenbank, bevor Sie etwas ändern.',
      late: (waiting) =>
        waiting === 1
          ? '1 Eintrag wartet seit über einer Minute auf seinen Platz.'
          : `${waiting} Einträge warten seit über einer Minute auf ihren Platz.`,
      lateFix: 'Das Log der Server sagt, weshalb sie nicht in die Datenbank schreiben können.',
    },
    storage: {
      title: 'Speicher',
      providers: 'Speicherorte',
      summary: (versions, waiting, underRepair) => {
        const all = versions === '1' ? '1 Version' : `${versions} Versionen`;
        if (waiting === 0)
          return versions === '1' ? `${all}, vollständig.` : `${all}, alle vollständig.`;
        return `${all}; zu reparieren: ${waiting}, davon gerade in Reparatur: ${underRepair}.`;
      },
      counted: (when) => `Gezählt ${when}`,
      kept: (shards, size) =>
        shards === '1' ? `1 Fragment, ${size}` : `${shards} Fragmente, ${size}`,
      missing: (shards) => (shards === '1' ? '1 fehlt' : `${shards} fehlen`),
      filled: (name, whole, missing) =>
        `${name}: vorhandene Fragmente ${whole}, fehlende ${missing}`,
      state: {
        active: 'In Gebrauch',
        draining: 'Wird geleert',
        drained: 'Leer; kann entfernt werden',
        gone: 'Nicht mehr konfiguriert',
      },
      verified: (when) => `Älteste Prüfung: ${when}`,
      drain: (name) => `${name} leeren`,
      undrain: (name) => `${name} wieder verwenden`,
      fewest: (needed) =>
        `Eine Version braucht ${needed} Speicherorte. Konfigurieren Sie einen weiteren, bevor Sie einen leeren.`,
      scrub: 'Prüfung',
      scrubbed: (done, total) => `${done} von ${total} Fragmenten geprüft.`,
      scrubNow: 'Jetzt alles prüfen',
      atRisk: 'Gefährdete Versionen',
      noRisk: 'Keine: Jede Version kann noch ein Fragment verlieren.',
      shardsLeft: (present, total, required) =>
        present < required
          ? `${present} von ${total} Fragmenten; nötig sind ${required}. Nehmen Sie einen Speicherort wieder in Betrieb.`
          : `${present} von ${total} Fragmenten; nötig sind ${required}.`,
      orphans: (n) =>
        n === '1'
          ? '1 Fragment gehört zu keiner Version; es wird nach einer Wartefrist gelöscht.'
          : `${n} Fragmente gehören zu keiner Version; sie werden nach einer Wartefrist gelöscht.`,
      unknownOrphans: (n) =>
        n === '1'
          ? '1 Fragment gehört zu einem Dokument, das in der Datenbank fehlt. Es bleibt gespeichert: kontor reindex nimmt es in die Datenbank auf.'
          : `${n} Fragmente gehören zu Dokumenten, die in der Datenbank fehlen. Sie bleiben gespeichert: kontor reindex nimmt sie in die Datenbank auf.`,
      thinning: 'Zwischenstände',
      thinned: (n, size) =>
        `Ältere werden ausgedünnt. Bisher entfernt: ${n}; frei geworden: ${size}.`,
      notThinned: 'Alle bleiben erhalten (KONTOR_THINNING=off).',
      lastThinned: (when) => `Letzter Durchgang: ${when}`,
    },
  },

  activity: {
    title: 'Aktivität',
    link: 'Aktivität',
    back: 'Zum Dokument',
    lead: 'Wer was mit diesem Dokument getan hat, wie es im Protokoll steht. Nur wem es gehört, sieht das.',
    none: 'Es ist noch nichts geschehen.',
    somebody: 'Jemand Unbekanntes',
    theServer: 'Der Server',
    sentences: {
      'document.created': ({ who }) => `${who} hat das Dokument angelegt.`,
      'document.opened': ({ who, version }) => `${who} hat Version ${version} im Editor geöffnet.`,
      'document.downloaded': ({ who, version }) => `${who} hat Version ${version} heruntergeladen.`,
      'document.exported': ({ who, as }) => `${who} hat es als ${as} heruntergeladen.`,
      'document.renamed': ({ who }) => `${who} hat das Dokument umbenannt.`,
      'document.shared': ({ who, person }) => `${who} hat es mit ${person} geteilt.`,
      'document.unshared': ({ who, person }) => `${who} teilt es nicht mehr mit ${person}.`,
      'document.deleted': ({ who }) => `${who} hat das Dokument gelöscht.`,
      'document.restored': ({ who }) => `${who} hat das Dokument wiederhergestellt.`,
      'document.owner-changed': ({ who, person }) => `${who} hat es ${person} übergeben.`,
      'version.saved': ({ who, version }) => `${who} hat Version ${version} gespeichert.`,
      'version.quarantined': ({ version }) => `Version ${version} kam in Quarantäne.`,
      'version.restored': ({ who, version }) =>
        `${who} hat eine frühere Version als Version ${version} wiederhergestellt.`,
      'version.recovered': ({ version }) => `Version ${version} wurde aus dem Editor gerettet.`,
      'custody.changed': ({ who }) => `${who} hat geändert, wer das Gespeicherte öffnen kann.`,
      'key.released': ({ who }) => `${who} hat dem Server den Schlüssel für den Editor gegeben.`,
    },
  },

  admin: {
    title: 'Verwaltung',
    menu: {
      people: 'Personen',
      groups: 'Gruppen',
      applications: 'Anwendungen',
      connections: 'Verbindungen',
      settings: 'Einstellungen',
      audit: 'Protokoll',
      status: 'Zustand und Speicher',
    },
    more: 'Mehr zeigen',
    copy: 'Kopieren',
    show: 'Anzeigen',
    people: {
      you: 'Sie',
      search: 'Anfang eines Namens oder einer Mailadresse',
      none: 'Niemand gefunden.',
      administrator: 'Verwaltung',
      disabled: 'Gesperrt',
      makeAdministrator: 'Verwaltung erlauben',
      noAdministrator: 'Verwaltung entziehen',
      disable: 'Sperren',
      enable: 'Entsperren',
    },
    person: {
      origins: {
        local: 'Konto auf diesem Server',
        directory: 'Konto des Verzeichnisses',
        openid: 'Konto eines Anmeldedienstes',
        playground: 'Konto der Spielwiese',
        awaited: 'Hat sich noch nie angemeldet',
        client: 'Anwendung',
      },
      standing: 'Rechte',
      standingText:
        'Wer gesperrt ist, wird innert fünf Sekunden überall abgemeldet; Dokumente und Freigaben bleiben.',
      signIn: 'Anmeldung',
      linkText:
        'Mit einem Link wählt die Person ein neues Passwort. Er gilt einmal und während eines Tages; ein neuer beendet den letzten.',
      makeLink: 'Link für ein neues Passwort erstellen',
      link: 'Link für ein neues Passwort',
      linkOnce:
        'Er wird nur jetzt gezeigt. Geben Sie ihn so weiter, dass niemand sonst ihn lesen kann: Wer ihn hat, kann sich als diese Person anmelden.',
      passwordElsewhere:
        'Dieses Passwort liegt nicht hier: Es wird im Verzeichnis oder beim Anmeldedienst geändert.',
      mail: 'E-Mail-Adresse',
      mailField: 'Adresse für Mitteilungen',
      mailText:
        'Mitteilungen gehen auch dorthin, wenn dieser Server E-Mails sendet. Nur die Verwaltung ändert die Adresse. Leer heisst: keine Adresse.',
      saveMail: 'Adresse speichern',
      unusableMail: 'Das ist keine E-Mail-Adresse. Geben Sie eine wie anna@example.org an.',
      noMail: 'Keine',
      mailFrom: {
        directory: 'Sie kommt aus dem Verzeichnis und wird dort geändert.',
        openid: 'Sie kommt vom Anmeldedienst und wird dort geändert.',
        awaited: 'Sie kommt mit der ersten Anmeldung.',
      },
      noSecondFactor: 'Ein zweiter Faktor ist nicht eingerichtet.',
      resetSecondFactor: 'Zweite Faktoren entfernen …',
      resetText:
        'Für jemanden, der alles verloren hat. Apps, Passkeys und Wiederherstellungscodes werden entfernt, und die Person wird überall abgemeldet.',
      resetNow: 'Jetzt entfernen',
      handOver: 'Dokumente übergeben',
      handOverText:
        'Alle Dokumente dieser Person gehören danach jemand anderem, auch gelöschte; diese Person behält nichts. Für jemanden, der das Haus verlässt.',
      newOwner: 'Neue Eigentümerin oder neuer Eigentümer',
      acceptPrivate: 'Auch private Dokumente, die diese Person dann nicht öffnen kann',
      handOverNow: 'Alle übergeben',
      chooseSingle: 'Einzelne Dokumente wählen',
      single: 'Einzelne Dokumente',
      singleText:
        'Titel werden nicht gezeigt: Wer Kontor verwaltet, kann fremde Dokumente nicht lesen. Fragen Sie die Person, oder jemanden mit Zugriff, welche gemeint sind; die Adresse eines Dokuments endet mit seiner Kennung.',
      documents: (n) =>
        n === 1
          ? 'Ein Dokument, in der Reihenfolge der Erstellung.'
          : `${n} Dokumente, in der Reihenfolge der Erstellung.`,
      documentNumber: (n, type) => `Nr. ${n}, ${type}`,
      noDocuments: 'Dieser Person gehören keine Dokumente.',
      noMoreDocuments: 'Es gibt keine weiteren Dokumente.',
      noContent: 'Noch ohne Inhalt',
      sharedWith: (n) =>
        n === 0 ? 'nicht geteilt' : n === 1 ? 'einmal geteilt' : `${n}-mal geteilt`,
      madeAt: (when) => `Erstellt ${when}`,
      isDeleted: 'Gelöscht',
      isAwaited: 'Wartet auf den Inhalt',
      handOverTicked: 'Angekreuzte übergeben',
      activity: 'Was diese Person getan hat, im Protokoll',
    },
    groups: {
      lead: 'Dokumente werden mit einer Gruppe geteilt wie mit einer Person. Gruppen des Verzeichnisses und der Anmeldedienste werden dort geändert.',
      search: 'Teil eines Namens',
      empty:
        'Es gibt noch keine Gruppen. Legen Sie unten eine an, oder lassen Sie Personen aus dem Verzeichnis sich anmelden: Ihre Gruppen folgen.',
      none: 'Keine Gruppe heisst so.',
      members: (n) => (n === 0 ? 'Keine Mitglieder' : n === 1 ? '1 Person' : `${n} Personen`),
      sources: { local: 'Lokal', directory: 'Verzeichnis' },
      newTitle: 'Neue Gruppe',
      name: 'Name der Gruppe',
      make: 'Anlegen',
      elsewhere:
        'Diese Gruppe wird anderswo geführt. Wer dazugehört, wird dort geändert und gilt hier innert fünf Minuten.',
      addTitle: 'Personen hinzufügen',
      find: 'Suchen',
      add: 'Hinzufügen',
      isIn: 'Gehört schon dazu',
      membersTitle: 'Mitglieder',
      nobody:
        'Noch niemand gehört zu dieser Gruppe. Suchen Sie oben Personen und fügen Sie sie hinzu.',
      nobodyElsewhere: 'Noch niemand aus dieser Gruppe hat sich hier angemeldet.',
      remove: 'Entfernen',
      removeGroup: 'Diese Gruppe löschen …',
      removeText: (name) =>
        `Was mit «${name}» geteilt ist, ist mit ihren Mitgliedern nicht mehr geteilt; ihre offenen Editoren werden geschlossen. Das lässt sich nicht rückgängig machen.`,
      removeNow: 'Gruppe löschen',
    },
    outcomes: {
      'group-added': 'Die Gruppe ist angelegt.',
      'group-removed': 'Die Gruppe ist gelöscht.',
      'member-added': 'Die Person gehört jetzt zur Gruppe.',
      'member-removed': 'Die Person gehört nicht mehr zur Gruppe.',
      'second-factor-reset':
        'Die zweiten Faktoren sind entfernt. Die Person meldet sich nur mit dem Passwort an und kann neue einrichten.',
      'mail-saved': 'Die E-Mail-Adresse ist gespeichert.',
      'mail-removed': 'Die E-Mail-Adresse ist entfernt.',
      'application-changed': 'Geändert; es gilt ab der nächsten Anfrage.',
      'not-saved': 'Nichts wurde gespeichert: Neben den Feldern steht, weshalb.',
      'application-removed': 'Die Anwendung ist entfernt.',
      'credential-removed': 'Entfernt. Was es noch benutzt, wird abgewiesen.',
      'too-many-client-secrets':
        'Sie hat so viele Geheimnisse und Schlüssel, wie möglich sind. Entfernen Sie zuerst eines.',
      'no-such-client-secret': 'Dieses Geheimnis oder dieser Schlüssel ist schon entfernt.',
      'test-arrived': 'Der Test ist angekommen.',
      'test-failed':
        'Der Test ist nicht angekommen. Die erste Zustellung unten sagt, warum; prüfen Sie den Empfänger.',
      'delivery-waits': 'Es wird gleich nochmals gesendet.',
      'still-waiting': 'Es wartet schon und wird von selbst gesendet.',
      'webhook-disabled':
        'Dieser Webhook ist ausgeschaltet: Es wird nichts gesendet. Die Anwendung kann ihn einschalten.',
      'no-such-delivery': 'Diese Zustellung wird nicht mehr aufbewahrt.',
      'handed-over': 'Die Dokumente sind übergeben.',
      'none-chosen':
        'Kein Dokument ist angekreuzt. Kreuzen Sie an, was jemand anderem gehören soll.',
      'not-theirs':
        'Eines der Dokumente gehört inzwischen jemand anderem; nichts wurde übergeben. Wählen Sie nochmals.',
      'handed-over-partly':
        'Es sind viele: Ein Teil ist übergeben. Wiederholen Sie es, dann geht es weiter.',
      'directory-away':
        'Das Verzeichnis antwortet zurzeit nicht. Bitte versuchen Sie es später noch einmal.',
      'no-such-person':
        'Die Person, die sie erhalten soll, ist nicht bekannt. Prüfen Sie den Benutzernamen.',
      'owner-cannot-open':
        'Einige Dokumente sind privat, und diese Person könnte sie nicht öffnen. Teilen Sie sie zuerst, oder kreuzen Sie an, dass Sie sie trotzdem übergeben. Es wurde nichts übergeben.',
      'group-name-taken': 'Eine lokale Gruppe heisst schon so. Wählen Sie einen anderen Namen.',
      'invalid-group-name':
        'So kann eine Gruppe nicht heissen. Wählen Sie einen Namen mit 1 bis 256 sichtbaren Zeichen.',
      'group-of-source': 'Diese Gruppe wird anderswo geführt. Ändern Sie sie dort.',
      'no-such-group': 'Diese Gruppe gibt es nicht mehr.',
      'last-administrator':
        'Das ist die letzte Person mit Verwaltungsrechten. Geben Sie sie zuerst jemand anderem.',
      'unknown-account': 'Diese Person ist nicht bekannt oder gehört nicht mehr zur Gruppe.',
    },
    applications: {
      lead: 'Programme, die Kontor über die Schnittstelle benutzen: für sich selbst oder für die Personen, die mit ihnen arbeiten.',
      none: 'Noch keine Anwendung hat Zugang. Legen Sie unten eine an.',
      noScopes: 'Darf noch nichts',
      newTitle: 'Neue Anwendung',
      name: 'Name',
      nameHint: 'Kleinbuchstaben und Ziffern, dazwischen auch die Zeichen . _ und -',
      make: 'Anwendung anlegen',
      scopes: 'Was sie darf',
      scopeTexts: {
        'documents:read': 'Dokumente lesen: ihre eigenen und die mit ihr geteilten',
        'documents:write': 'Dokumente anlegen, ändern, teilen und löschen',
        sessions: 'Dokumente im Editor öffnen',
        'people:read': 'Personen und Gruppen nachschlagen',
        'act-for-people': 'Für Personen handeln: mit den Rechten jeder Person, die sie nennt',
        webhooks: 'Von Änderungen erfahren (Webhooks)',
        admin: 'Kontor verwalten, wie Sie es hier tun',
      },
      origins: 'Webseiten, die sie benutzen dürfen, je eine pro Zeile',
      originsHint:
        'Schema, Host und Port, zum Beispiel https://app.example.ch. Ohne eine können nur Server sie benutzen.',
      groups: 'Für wessen Personen sie handeln darf',
      groupsHint:
        'Kreuzen Sie Gruppen an, um nur deren Personen zuzulassen. Ohne Kreuz: alle Personen.',
      noGroups: 'Es gibt keine Gruppe: Sie darf für alle Personen handeln.',
      removedGroup: 'Eine entfernte Gruppe',
      otherGroups: 'Weitere Gruppen suchen',
      findGroups: 'Suchen',
      keysTitle: 'Eigene Schlüssel',
      keysText:
        'Mit einem eigenen Schlüsselpaar braucht sie kein Geheimnis: Sie signiert, und Kontor prüft das mit ihren öffentlichen Schlüsseln. Geben Sie die Adresse oder die Schlüssel an.',
      keysAddress: 'Adresse ihrer öffentlichen Schlüssel',
      addressHint: 'Mit https, zum Beispiel https://app.example.ch/jwks. Leer: keine.',
      keySet: 'Oder ihre öffentlichen Schlüssel (JSON Web Key Set)',
      keySetHint: 'Nur öffentliche Schlüssel. Der private verlässt die Anwendung nie.',
      issuerTitle: 'Eigene Personen',
      issuerText:
        'Meldet die Anwendung ihre Personen selbst an, so glaubt Kontor den Tokens dieses Ausstellers, wer sie sind. Eine Änderung meldet alle ab, die so gekommen sind.',
      issuer: 'Aussteller (iss)',
      issuerKeys: 'Adresse der öffentlichen Schlüssel des Ausstellers',
      audience: 'Empfänger (aud)',
      usernameClaim: 'Claim mit dem Benutzernamen',
      displayNameClaim: 'Claim mit dem Anzeigenamen',
      mailClaim: 'Claim mit der Mailadresse',
      faults: {
        'client-name-taken':
          'Eine Anwendung heisst oder hiess schon so. Wählen Sie einen anderen Namen.',
        'invalid-client-name':
          'So kann eine Anwendung nicht heissen. Verwenden Sie Kleinbuchstaben und Ziffern, dazwischen auch die Zeichen . _ und -',
        'invalid-origin':
          'Eine der Webseiten ist nicht möglich. Geben Sie nur Schema, Host und Port an, zum Beispiel https://app.example.ch.',
        'no-such-group': 'Eine dieser Gruppen gibt es nicht mehr. Entfernen Sie ihr Kreuz.',
        'invalid-keys':
          'Das sind keine öffentlichen Schlüssel. Fügen Sie ein JSON Web Key Set mit Schlüsseln von RSA, elliptischen Kurven oder Ed25519 ein, ohne deren privaten Teil.',
        'both-keys': 'Geben Sie die Adresse oder die Schlüssel an, nicht beides.',
        'invalid-keys-address':
          'Von dieser Adresse lassen sich keine Schlüssel holen. Geben Sie eine Adresse mit https an, oder http auf diesem Rechner.',
        'private-keys-address':
          'Diese Adresse liegt in einem privaten Netz, wo keine Schlüssel geholt werden. Geben Sie eine öffentliche an, oder setzen Sie auf dem Server KONTOR_WEBHOOK_ALLOW_PRIVATE=true.',
        'issuer-of-another':
          'Eine andere Anwendung hat diesen Aussteller mit Schlüsseln an einer anderen Adresse. Geben Sie dieselbe Adresse an, oder einen anderen Aussteller.',
        'issuer-incomplete':
          'Aussteller, Adresse der Schlüssel und Empfänger gehören zusammen. Füllen Sie alle drei aus, oder keines.',
      },
      added: (when) => `Angelegt ${when}`,
      clientId: 'Client-ID:',
      credentials: 'Geheimnisse und Schlüssel',
      credentialsText:
        'So ersetzen Sie eines ohne Unterbruch: ein neues erstellen, die Anwendung darauf umstellen, dann das alte entfernen.',
      ownKeys: 'Sie signiert mit eigenen Schlüsseln.',
      noCredentials: 'Sie hat keine: Niemand kann sie benutzen.',
      secret: 'Geheimnis',
      key: 'API-Schlüssel',
      shownOnce:
        'Es wird nur jetzt gezeigt. Legen Sie es dort ab, wo die Anwendung es liest, und sonst nirgends.',
      made: (when) => `Erstellt ${when}`,
      neverUsed: 'Nie benutzt',
      lastUsed: (when) => `Zuletzt benutzt ${when}`,
      expires: (when) => `Läuft ab ${when}`,
      makeSecret: 'Geheimnis erstellen',
      keyUntil: 'Letzter Tag des Schlüssels (leer: läuft nicht ab)',
      makeKey: 'API-Schlüssel erstellen',
      removeCredential: 'Entfernen …',
      removeCredentialText: 'Was es noch benutzt, wird ab sofort abgewiesen.',
      removeNow: 'Jetzt entfernen',
      rights: 'Rechte',
      ending: 'Anhalten',
      endingText: 'Solange sie gesperrt ist, wird alles abgewiesen, was sie sendet.',
      remove: 'Diese Anwendung entfernen …',
      removeText: (name) =>
        `«${name}» verliert ihre Geheimnisse, Schlüssel und Tokens für immer, und niemand sonst bekommt ihren Namen. Ihre Dokumente bleiben. Das lässt sich nicht rückgängig machen.`,
    },
    webhooks: {
      title: 'Webhooks',
      one: 'Webhook',
      noWebhooks: 'Keine. Die Anwendung meldet selbst an, welche Adressen von Änderungen erfahren.',
      subscribedTo: 'Ereignisse:',
      gone: 'Ausgeschaltet: Der Empfänger hat geantwortet, dass es ihn nie mehr gibt.',
      disabled: 'Ausgeschaltet: Es wird nichts gesendet.',
      test: 'Test senden',
      testText: 'Sendet jetzt ein Ereignis und sagt, was daraus wurde.',
      deliveries: 'Zustellungen',
      all: 'Alle',
      onlyDead: 'Aufgegebene',
      none: 'Es wurde noch nichts gesendet.',
      noneDead: 'Nichts wurde aufgegeben.',
      states: { waiting: 'wartet', delivered: 'zugestellt', dead: 'aufgegeben' },
      attempts: (n) => (n === 1 ? '1 Versuch' : `${n} Versuche`),
      answered: (status) => `Antwort ${status}`,
      noAnswer: (fault) => `keine Antwort: ${fault}`,
      resend: 'Nochmals senden',
    },
    connections: {
      lead: 'Die Systeme, mit denen Kontor zusammenarbeitet. Jedes wird so geprüft, wie es gebraucht wird: von selbst und wenn Sie es verlangen.',
      states: {
        ok: 'Funktioniert',
        warned: 'Funktioniert, braucht Aufmerksamkeit',
        failing: 'Funktioniert nicht',
        unknown: 'Nicht bekannt',
        off: 'Nicht eingerichtet',
      },
      fix: 'Was zu ändern ist',
      code: 'Ursache für Programme:',
      checked: (when: string) => `Geprüft ${when}`,
      test: 'Jetzt prüfen',
      result: (name: string, state: string) => `${name}: ${state}`,
    },
    settings: {
      lead: 'Änderungen wirken auf allen Servern innert fünf Sekunden.',
      refused: (name: string) =>
        `Der Wert für «${name}» ist nicht möglich. Es wurde nichts geändert.`,
      save: 'Speichern',
      reset: 'Auf Vorgabe zurücksetzen',
      initial: (value: string) => `Vorgabe: ${value}.`,
      changed: (who: string, when: string) => `Geändert von ${who} ${when}.`,
      commandLine: 'der Kommandozeile',
      empty: 'keine',
      names: {
        oneoffixx_cache_timeout: 'Vorlagenlisten werden behalten (Sekunden; 0: nie)',
        oneoffixx_fake_sid: 'Eine SID für alle, zum Ausprobieren',
        autosave_seconds: 'Automatisch speichern alle (Sekunden; 0: nie)',
        shadow_days: 'Dokumente aus Vorlagen ohne Inhalt werden entfernt nach (Tagen)',
        audit_days: 'Das Protokoll wird behalten (Tage)',
        max_file_bytes: 'Grösste Datei (Bytes)',
        uploads_per_person: 'Gleichzeitige fortsetzbare Uploads einer Person',
      },
    },
    audit: {
      none: 'Keine solchen Einträge.',
      nobody: 'niemand bekannt',
      all: 'Alle',
      fields: {
        from: 'Von',
        to: 'Bis',
        actor: 'Person',
        actorId: 'Konto (ID)',
        action: 'Aktion',
        document: 'Dokument (ID)',
        result: 'Ergebnis',
        client: 'Anwendung',
      },
      results: {
        ok: 'ausgeführt',
        refused: 'abgelehnt',
        failed: 'fehlgeschlagen',
      },
    },
  },

  error: {
    home: 'Zu den Dokumenten',
    retry: 'Nochmals versuchen',
    reference: 'Für den Informatikdienst:',
    notFound: {
      title: 'Diese Seite gibt es nicht',
      text: 'Vielleicht wurde sie gelöscht, oder sie ist nicht mit Ihnen geteilt. Fragen Sie die Person, von der Sie die Adresse haben.',
    },
    forbidden: {
      title: 'Dazu sind Sie nicht berechtigt',
      text: 'Sie können lesen, aber nicht ändern. Bitte wenden Sie sich an die Person, der das Dokument gehört.',
    },
    conflict: {
      title: 'Jemand war schneller',
      text: 'Inzwischen hat sich etwas geändert. Bitte prüfen Sie es und versuchen Sie es nochmals.',
    },
    invalid: {
      title: 'Das hat nicht funktioniert',
      text: 'Eine Angabe fehlte oder war ungültig. Bitte gehen Sie zurück und prüfen Sie Ihre Angaben.',
    },
    tooLarge: {
      title: 'Diese Datei ist zu gross',
      text: 'Bitte wählen Sie eine kleinere Datei, oder bitten Sie den Informatikdienst um eine höhere Grenze.',
    },
    unsupported: {
      title: 'Dieser Dateityp wird nicht angenommen',
      text: 'Kontor nimmt Dokumente, Tabellen, Präsentationen und PDF an.',
    },
    mismatch: {
      title: 'Der Inhalt passt nicht zum Dateinamen',
      text: 'Die Datei hat einen anderen Typ, als ihre Endung angibt, oder sie ist beschädigt. Bitte prüfen Sie sie in ihrem Programm.',
    },
    unavailable: {
      title: 'Im Moment nicht verfügbar',
      text: 'Bitte versuchen Sie es in einer Minute nochmals.',
    },
    tooMany: {
      title: 'Zu viele Anfragen',
      text: 'Von Ihnen oder aus Ihrem Netz kamen innert einer Minute zu viele Anfragen. Bitte warten Sie eine Minute, und versuchen Sie es dann nochmals.',
    },
    unexpected: {
      title: 'Es ist ein Fehler aufgetreten',
      text: 'Es liegt nicht an Ihnen, und nichts ging verloren. Bitte versuchen Sie es nochmals. Tritt der Fehler wieder auf, so nennen Sie dem Informatikdienst die Nummer unten.',
    },
  },

  account: {
    title: 'Mein Konto',
    byMail: {
      title: 'Mitteilungen per E-Mail',
      on: (address) => `Was Sie unter «Mitteilungen» finden, geht auch an ${address}.`,
      off: (address) => `An ${address} wird nichts gesendet.`,
      noAddress: 'Ihr Konto hat keine E-Mail-Adresse; Sie erhalten keine E-Mails.',
      switchOff: 'Keine E-Mails senden',
      switchOn: 'Auch E-Mails senden',
    },
    devices: 'Angemeldete Geräte',
    devicesText:
      'Hier sind Sie angemeldet. Wenn Sie etwas nicht kennen, melden Sie es ab und ändern Sie Ihr Passwort.',
    thisDevice: 'dieses Gerät',
    unknownDevice: 'Unbekannter Browser',
    unknownProgram: 'Unbekanntes Programm',
    begun: (when) => `Angemeldet ${when}`,
    lastUsed: (when) => `Zuletzt benutzt ${when}`,
    signOutThere: 'Dort abmelden',
    signOutOf: (device) => `Dort abmelden: ${device}`,
    signOutEverywhere: 'Überall abmelden',
  },

  notifications: {
    title: 'Mitteilungen',
    none: 'Nichts Neues',
    noneText:
      'Wenn jemand Sie in einem Kommentar erwähnt oder Sie um etwas bittet, finden Sie es hier.',
    somebody: 'Jemand',
    count: (count) => (count === 1 ? '1 Mitteilung' : `${count} Mitteilungen`),
    remove: (title) => `Mitteilung zu ${title} entfernen`,
    removeAll: 'Alle entfernen',
    kind: {
      mention: ({ name, title }) => `${name} hat Sie in «${title}» erwähnt`,
      'edit-rights': ({ name, title }) => `${name} möchte «${title}» bearbeiten`,
      'not-converted-back': ({ title, text }) =>
        `«${title}» liess sich nicht mehr im bisherigen Format speichern und ist jetzt eine .${text}-Datei`,
      'key-requested': ({ title, text }) => {
        const { people, group } = waitingIn(text);
        const who = people === 1 ? 'Eine Person' : `${people} Personen`;
        const where = group === '' ? '' : ` der Gruppe ${group}`;
        return `${who}${where} ${people === 1 ? 'wartet' : 'warten'} auf den Zugang zu «${title}»: öffnen Sie es, um sie einzulassen`;
      },
      'documents-given': ({ name, title, text }) =>
        text === '1'
          ? `${name} hat Ihnen «${title}» übergeben`
          : `${name} hat Ihnen ${text} Dokumente übergeben`,
      'form-submitted': ({ name, text }) => `${name} hat Ihr Formular «${text}» ausgefüllt`,
    },
  },

  private: {
    title: 'Private Dokumente',
    lead: 'Nur Sie und die Personen, mit denen Sie es teilen, können ein privates Dokument öffnen. Auch der Informatikdienst, der diesen Server betreibt, kann den gespeicherten Inhalt nicht lesen.',
    sign: 'Privat',
    signText: 'Nur die Personen, mit denen es geteilt ist, können es öffnen',
    needsScript:
      'Diese Seite braucht JavaScript: Ihr Schlüssel wird nur in diesem Browser erzeugt und verwendet.',
    needsHttps:
      'Ihr Browser erlaubt das nur über https. Bitte wenden Sie sich an den Informatikdienst.',
    make: 'Meinen Schlüssel erzeugen',
    makeText:
      'Ihr Schlüssel wird in diesem Browser erzeugt und mit einer Passphrase geschützt, die nur Sie kennen. Niemand kann sie zurücksetzen.',
    passphrase: 'Passphrase',
    newPassphrase: 'Neue Passphrase',
    repeat: 'Passphrase wiederholen',
    passphraseHint: 'Mindestens 12 Zeichen. Gut sind vier oder fünf zufällige Wörter.',
    choice: 'Neue Dokumente',
    choices: {
      private: 'Privat: Nur Personen können sie öffnen',
      ordinary: 'Gewöhnlich: Auch der Server kann sie öffnen',
    },
    kit: 'Notfallblatt',
    kitText:
      'Ein Blatt mit Ihrem Schlüssel im Klartext. Damit können Sie, aber auch alle, die es finden, Ihre Dokumente ohne Passphrase öffnen. Drucken Sie es aus und verwahren Sie es wie einen Pass.',
    kitMissing:
      'Sie haben Ihr Notfallblatt noch nicht verwahrt. Ohne das Blatt kann niemand Ihre Dokumente öffnen, wenn Sie die Passphrase verlieren.',
    kitCheckedAt: (when: string) => `Geprüft ${when}.`,
    kitShow: 'Notfallblatt anzeigen',
    kitFor: (name: string) => `Kontor-Notfallblatt von ${name}`,
    kitUse:
      'Passphrase vergessen? Öffnen Sie in Kontor «Private Dokumente», wählen Sie «Ich habe das Notfallblatt» und geben Sie diesen Schlüssel ein. Ohne Kontor öffnet das Programm «age» die Dokumente mit diesem Schlüssel.',
    kitPrint: 'Drucken',
    kitCheck: 'Geben Sie die letzten sechs Zeichen des Schlüssels vom Blatt ein',
    kitChecked: 'Prüfen',
    kitLater: 'Nicht jetzt',
    unlockMethods: 'Was Ihren Schlüssel öffnet',
    unlockMethodKinds: { passphrase: 'Passphrase', passkey: 'Passkey' },
    removeUnlockMethod: (label: string) => `${label} entfernen`,
    changePassphrase: 'Passphrase ändern',
    addPasskey: 'Passkey dieses Geräts hinzufügen',
    noPasskeys: 'Dieser Browser unterstützt keine Passkeys.',
    lost: 'Ich habe das Notfallblatt',
    lostText: 'Geben Sie den Schlüssel vom Blatt ein und wählen Sie eine neue Passphrase.',
    kitAgain:
      'Hat Kontor Ihren Schlüssel verloren? Geben Sie ihn vom Blatt ein und wählen Sie eine Passphrase. Er öffnet dieselben Dokumente wie zuvor.',
    kitUseKey: 'Diesen Schlüssel verwenden',
    kitKey: 'Schlüssel vom Notfallblatt',
    lockNow: 'Jetzt sperren',
    unlockTitle: 'Schlüssel entsperren',
    unlockText: 'Private Dokumente werden in diesem Browser geöffnet, mit Ihrem Schlüssel.',
    unlock: 'Entsperren',
    unlockPasskey: 'Passkey verwenden',
    unlockWrong: 'Das ist nicht Ihre Passphrase. Bitte versuchen Sie es nochmals.',
    unlockPasskeyFailed: 'Kein Passkey dieses Geräts öffnet Ihren Schlüssel.',
    unlockLost: 'Passphrase verloren?',
    privacy: 'Vertraulichkeit',
    isPrivate:
      'Privat: Nur die Personen, mit denen es geteilt ist, können den gespeicherten Inhalt öffnen. Während der Bearbeitung kann der Server des Editors ihn lesen.',
    waiting: (n) =>
      n === 1
        ? 'Eine Person wartet auf den Schlüssel dieses Dokuments.'
        : `${n} Personen warten auf den Schlüssel dieses Dokuments.`,
    waitingText: (n) =>
      n === 1
        ? 'Sie haben es mit dieser Person geteilt, oder mit einer Gruppe, zu der sie gehört. Geöffnet werden kann es von ihr erst, wenn sie den Schlüssel von Ihnen hat; sonst kann ihn niemand geben.'
        : 'Sie haben es mit diesen Personen geteilt, oder mit einer Gruppe, zu der sie gehören. Geöffnet werden kann es von ihnen erst, wenn sie den Schlüssel von Ihnen haben; sonst kann ihn niemand geben.',
    shareNoKey: 'Noch kein eigener Schlüssel: kann es nicht öffnen',
    shareWaiting: 'Wartet auf den Schlüssel',
    sharedKeyless: (name) =>
      `Mit ${name} geteilt. ${name} hat noch keinen eigenen Schlüssel und kann es darum nicht öffnen. Sobald unter «Private Dokumente» einer erzeugt ist, werden Sie benachrichtigt; durch Öffnen dieser Seite geben Sie dann den Zugang.`,
    cannotOpen: 'Sie können dieses Dokument noch nicht öffnen',
    makeKeyFirst: (owner) =>
      `Es ist privat, und Sie haben noch keinen eigenen Schlüssel. Erzeugen Sie einen; danach wird ${owner} gebeten, Sie einzulassen.`,
    wasAsked: (name, when) =>
      `Es ist privat, und sein Schlüssel muss Ihnen noch gegeben werden. ${name} wurde ${when} darum gebeten und tut das durch Öffnen der Seite des Dokuments. Sie müssen nichts tun.`,
    nobodyLetsIn: (owner) =>
      `Es ist privat, und nur ${owner} (Eigentum) könnte Ihnen den Schlüssel geben, kann es zurzeit aber nicht. Fragen Sie ${owner}, oder bitten Sie jemanden, der es öffnen kann, um eine Kopie.`,
    ownerCannotOpen:
      'Es ist privat, und sein Schlüssel wurde Ihnen nie gegeben. Bitten Sie jemanden, der es öffnen kann, um eine Kopie.',
    awaitsKey: 'Noch nicht zugänglich',
    awaitsKeyText: 'Auf seiner Seite steht, warum, und wie es weitergeht.',
    awaitsKeyOf: (title) => `«${title}» ist Ihnen noch nicht zugänglich; Grund anzeigen`,
    giveKey: 'Schlüssel geben',
    isOrdinary:
      'Gewöhnlich: Dieser Server kann es für die Personen öffnen, mit denen es geteilt ist.',
    makePrivate: 'Als privat schützen',
    makeOrdinary: 'Dem Server das Öffnen wieder erlauben',
    madePrivate: 'Das Dokument ist jetzt privat.',
    noOwnKey:
      'Sie brauchen zuerst einen eigenen Schlüssel. Erzeugen Sie ihn unter «Private Dokumente».',
    notYetPrivate: 'Das Dokument ist noch nicht privat.',
    couldNotOpen: (n: number) =>
      n === 1
        ? 'Eine Person könnte es nicht mehr öffnen'
        : `${n} Personen könnten es nicht mehr öffnen`,
    couldNotOpenText: (n: number): string =>
      n === 1
        ? 'Diese Person hat keinen eigenen Schlüssel. Das Dokument bleibt mit ihr geteilt und öffnet sich für sie wieder, sobald sie unter «Private Dokumente» einen erzeugt hat: Dann werden Sie benachrichtigt und geben den Zugang, indem Sie diese Seite öffnen.'
        : 'Diese Personen haben keinen eigenen Schlüssel. Das Dokument bleibt mit ihnen geteilt und öffnet sich für sie wieder, sobald sie unter «Private Dokumente» einen erzeugt haben: Dann werden Sie benachrichtigt und geben den Zugang, indem Sie diese Seite öffnen.',
    norInGroups: (n: number): string =>
      n === 1
        ? 'Auch ein Mitglied der Gruppen, mit denen es geteilt ist, könnte es nicht mehr öffnen.'
        : `Auch ${n} Mitglieder der Gruppen, mit denen es geteilt ist, könnten es nicht mehr öffnen.`,
    andMore: (n: number) => `und ${n} weitere`,
    makePrivateAnyway: 'Trotzdem als privat schützen',
    stayOrdinary: 'So lassen',
    unshareText:
      'Entfernte Personen können nicht öffnen, was ab jetzt gespeichert wird. Was sie vorher lesen konnten, haben sie vielleicht kopiert.',
    keyReleases: 'Wann der Server es lesen konnte',
    keyReleasesText: 'Jede Bearbeitung im Editor, vom Öffnen bis zum Schliessen.',
    keyRelease: (version: number, from: string, until: string) =>
      `Version ${version}, ${from} bis ${until}`,
    fetched: (n: number) =>
      n === 0 ? 'nicht gelesen' : n === 1 ? 'einmal gelesen' : `${n}-mal gelesen`,
  },
  pick: {
    title: {
      image: 'Bild wählen',
      document: 'Dokument wählen',
      spreadsheet: 'Tabelle wählen',
    },
    fromComputer: 'Bild von diesem Computer',
    imageKept: 'Es kommt ins Dokument und bleibt unter Ihren Dokumenten.',
    empty: {
      image: 'Sie haben hier noch keine Bilder.',
      document: 'Sie haben hier keine anderen Textdokumente.',
      spreadsheet: 'Sie haben hier keine anderen Tabellen.',
    },
    refusal: {
      private:
        'Privat: Der Server kann es nicht entschlüsseln. Laden Sie es herunter und fügen Sie die Datei ein.',
      download: 'Die Person, der es gehört, erlaubt Ihnen das Herunterladen nicht.',
    },
  },
  client: {
    untitled: 'Neues Dokument',
    openIt: 'Öffnen',
    fillingStarted:
      'Das Formular kann jetzt ausgefüllt werden. Teilen kann es die Person, der es gehört.',
    fillingShare:
      'Das Formular kann jetzt ausgefüllt werden. Teilen Sie es mit denen, die es ausfüllen sollen.',
    nothingSubmitted: 'Bisher wurde nichts eingereicht, das Sie sehen dürfen.',
    submittedSoFar: 'Bisher eingereicht: {n}. Zuletzt «{title}».',
    privateForm:
      'Dieses Formular ist privat: Es kann hier gelesen, aber nicht ausgefüllt werden, weil der Server lesen könnte, was daraus wird. Bitten Sie um ein Formular, das nicht privat ist.',
    compared: 'Version {n} im Vergleich mit Version {from}.',
    comparedPlainly:
      'Das ist Version {n}, wie sie ist: Der Editor kann Änderungen nur seit der Version hervorheben, mit der das Bearbeiten begann. Zwischen Version {from} und dieser hat geändert: {who}.',
    comparedSession: 'Änderungen der letzten Sitzung',
    fillingAlone:
      'Was Sie ausfüllen, sieht keine andere Person, bevor Sie es einreichen. Wenn Sie früher weggehen, bleibt es nicht erhalten.',
    notSubmitted:
      'Sie haben noch nicht eingereicht, was Sie ausgefüllt haben. Wenn Sie jetzt weggehen, ist es verloren.',
    leaveAnyway: 'Weggehen, ohne einzureichen',
    madeDocument: '«{title}» ist ein neues Dokument von Ihnen.',
    copied: 'Kopiert.',
    copyFailed: 'Bitte markieren Sie den Text und kopieren Sie ihn selbst.',
    testing: 'Wird geprüft …',
    downloadedAs: '«{name}» wurde heruntergeladen.',
    noSource:
      'Diese Tabelle gibt es für Sie nicht mehr, oder sie darf hier nicht verwendet werden.',
    noImage: 'bitte ein Bild eines dieser Typen wählen: {types}',
    makingFile: 'Wird zum Herunterladen erstellt …',
    waiting: 'Wartet',
    finishing: 'Wird gespeichert',
    cancel: 'Abbrechen',
    cancelOf: 'Hochladen von {name} abbrechen',
    retry: 'Nochmals versuchen',
    retryOf: '{name} nochmals hochladen',
    dismiss: 'Ausblenden',
    dismissOf: '{name} ausblenden',
    open: 'Öffnen',
    uploaded: '{name} wurde hochgeladen.',
    uploadCancelled: 'Das Hochladen von {name} wurde abgebrochen.',
    uploadFailed: '{name} konnte nicht hochgeladen werden: {reason}',
    uploadOld: 'Altes Format: Der Editor speichert Änderungen im neuen.',
    convertTo: 'In .{to} umwandeln',
    convertOf: '{name} in .{to} umwandeln',
    uploadConverting: 'Wird in .{to} umgewandelt',
    uploadConverted: 'Version 2 ist .{to}. Das Original bleibt als Version 1.',
    offline: 'Keine Verbindung. Diese Seite ist vielleicht nicht mehr aktuell.',
    online: 'Wieder verbunden.',
    connectionLost: 'die Verbindung wurde unterbrochen',
    tooLarge: 'die Datei ist zu gross',
    unsupported: 'dieser Dateityp wird nicht angenommen',
    mismatch: 'der Inhalt passt nicht zum Dateinamen',
    oneFileOnly:
      'Bitte wählen Sie eine einzige Datei: Sie wird zur neuen Version dieses Dokuments.',
    otherKind: 'dieses Dokument ist eine .{type}-Datei; bitte wählen Sie eine Datei dieses Typs',
    changedMeanwhile:
      'inzwischen wurde eine neuere Version gespeichert; prüfen Sie diese und laden Sie Ihre Datei danach nochmals hoch',
    editedMeanwhile:
      'das Dokument wird gerade bearbeitet; versuchen Sie es nochmals, wenn der Editor geschlossen ist',
    heldOnDesktop:
      'das Dokument wird gerade auf einem Computer bearbeitet; versuchen Sie es später nochmals',
    unsavedWait:
      'es gibt nicht gespeicherte Änderungen; öffnen Sie das Dokument, um sie zu speichern, oder verwerfen Sie sie zuerst',
    notNow:
      'das Dokument lässt sich im Moment nicht ersetzen; prüfen Sie seine Seite und versuchen Sie es nochmals',
    notYoursNow: 'Sie können dieses Dokument nicht mehr bearbeiten',
    editedNow: 'Dieses Dokument wird gerade bearbeitet. Bitte versuchen Sie es später nochmals.',
    signedOut: 'Sie sind nicht mehr angemeldet',
    signedOutKept:
      'Sie sind abgemeldet. Es wurde nichts gespeichert, und Ihre Eingaben bleiben hier. Melden Sie sich an und versuchen Sie es dann nochmals.',
    signInAgain: 'In neuem Tab anmelden',
    failed: 'es ist ein Fehler aufgetreten, bitte versuchen Sie es nochmals',
    found: '{n} gefunden',
    savedAs: 'Als Version {n} gespeichert.',
    nowEditing: 'In Bearbeitung durch: {names}.',
    nobodyEditing: 'Das Dokument wird nicht mehr bearbeitet.',
    renamed: 'Umbenannt.',
    renameFailed: 'Der Titel konnte nicht geändert werden. Bitte versuchen Sie es nochmals.',
    emptyTitle: 'Ein Dokument braucht einen Titel.',
    done: 'Erledigt.',
    notDone: 'Das hat nicht funktioniert. Bitte versuchen Sie es nochmals.',
    refreshed: 'Das Dokument wurde anderswo gespeichert. Sie sehen jetzt den neusten Inhalt.',
    onTheirDesktop:
      '{name} bearbeitet das Dokument auf dem eigenen Computer. Sie können es nur lesen.',
    editorOf: 'Editor: {title}',
    titleStays: 'Der Titel konnte nicht geändert werden. Er bleibt «{title}».',
    newestShown: 'Es gab eine neuere Version. Sie wird jetzt angezeigt.',
    newerVersion: 'Es gibt eine neuere Version.',
    showNewest: 'Anzeigen',
    replacedElsewhere:
      'Das Dokument wurde anderswo ersetzt. Laden Sie die Seite neu, um mit der neusten Version weiterzuarbeiten.',
    beingStored: 'Das Dokument wird gespeichert. Einen Moment, bitte.',
    checkedOutNow:
      '{name} bearbeitet das Dokument jetzt auf dem eigenen Computer. Was Sie bis dahin geschrieben haben, ist gespeichert.',
    mayOnlyLook:
      'Sie können dieses Dokument jetzt nur noch lesen. Was Sie bis dahin geschrieben haben, ist gespeichert.',
    rightsChanged:
      'Ihre Berechtigung für dieses Dokument wurde geändert. Was Sie bis dahin geschrieben haben, ist gespeichert.',
    notCommentable:
      'Sie dürfen kommentieren, in einem .{type}-Dokument geht das aber nicht: Es wird zum Lesen gezeigt.',
    notFillable:
      'Sie dürfen Formulare ausfüllen, dieses .{type}-Dokument ist aber keines: Es wird zum Lesen gezeigt.',
    notReviewable: 'In einem .{type}-Dokument lassen sich Änderungen nicht nachverfolgen.',
    historyFailed: 'Diese Version konnte nicht gezeigt werden. Bitte versuchen Sie es erneut.',
    historyOtherKind:
      'Version {n} hat ein Format anderer Art. Öffnen Sie sie auf der Seite des Dokuments.',
    restoredAs: 'Als Version {n} wiederhergestellt.',
    restoreNotAllowed:
      'Nichts wurde wiederhergestellt: Sie dürfen dieses Dokument nicht mehr bearbeiten.',
    restoreCheckedOut:
      'Nichts wurde wiederhergestellt: Jemand arbeitet auf dem eigenen Computer an diesem Dokument.',
    restoreAway:
      'Der Editor hat diesen Zwischenstand nicht herausgegeben. Bitte versuchen Sie die Wiederherstellung erneut.',
    mayEditNow: 'Sie können dieses Dokument jetzt bearbeiten.',
    convertsFirst:
      'Dieses Dokument hat ein altes Format (.{from}). Änderungen werden als .{to} gespeichert; das Original bleibt als frühere Version erhalten.',
    editConverted: 'Als .{to} bearbeiten',
    lossyWord:
      'In .{from} lässt sich nicht alles speichern: Inhaltssteuerelemente, Formularfelder und einzelne Formatierungen können beim Speichern verloren gehen.',
    lossyCell:
      'In .{from} lässt sich nicht alles speichern: Pivot-Tabellen, einzelne Funktionen und Formatierungen können beim Speichern verloren gehen.',
    lossySlide:
      'In .{from} lässt sich nicht alles speichern: einzelne Animationen, Übergänge und Effekte können beim Speichern verloren gehen.',
    continueIn: 'Als .{to} weiterführen',
    continuing:
      'Das Dokument wird in .{to} umgewandelt. Das Original bleibt als frühere Version erhalten.',
    notContinued: 'Das Dokument konnte nicht in .{to} umgewandelt werden. Es bleibt, wie es ist.',
    preparing: 'Die Datei wird vorbereitet ({name}). Der Download beginnt von selbst.',
    editRightsAsked:
      'Die Besitzerin oder der Besitzer weiss jetzt, dass Sie dieses Dokument bearbeiten möchten.',
    mentionedNobody:
      'Niemand wurde benachrichtigt: Die erwähnten Personen können dieses Dokument nicht öffnen.',
    shareHere: 'Wer das Dokument öffnen darf, ändern Sie auf seiner Seite.',
    shareOpen: 'Öffnen',
    openedReadOnly:
      'Der Editor hat das Dokument nur zum Lesen geöffnet. Vielleicht bearbeiten im Moment zu viele Personen Dokumente.',
    signedOutEditing:
      'Sie sind abgemeldet. Melden Sie sich in einem anderen Tab wieder an; danach geht es auf dieser Seite weiter.',
    editorFailed: 'Der Editor meldet ein Problem: {reason}',
    saveTrouble:
      'Der Editor hat die Verbindung verloren. Lassen Sie diese Seite offen; er verbindet sich von selbst wieder.',
    reload: 'Neu laden',
    templates: 'Vorlagen: {n}',
    chooseTemplate: 'Bitte wählen Sie eine Vorlage.',
    creating: 'Wird erstellt …',
    openingOffice: 'Office wird auf Ihrem Computer geöffnet.',
    downloaded: '{name} wurde in diesem Browser entschlüsselt und heruntergeladen.',
    restoredNow: 'Wiederhergestellt.',
    sharedWith: 'Mit {name} geteilt.',
    sharedWithSome:
      'Mit {name} geteilt. Ohne eigenen Schlüssel, und können es daher nicht öffnen: {people}. Sie erzeugen ihn unter «Private Dokumente»; dann werden Sie benachrichtigt und lassen sie durch Öffnen dieser Seite ein.',
    nobodyFound: 'Niemand gefunden. Geben Sie einen anderen Teil des Namens ein.',
    morePeople: 'Die ersten {n} von mehreren. Geben Sie etwas mehr vom Namen ein.',
    peopleUnreachable:
      'Der Server ist nicht erreichbar. Ihre Eingabe bleibt stehen; beim nächsten Buchstaben wird weitergesucht.',
    peopleIncomplete: 'Das Verzeichnis antwortet zurzeit nicht: Es kann weitere Personen geben.',
    personChosen: 'Ausgewählt: {name} ({about})',
    groupMembers: 'Gruppe · {n}',
    keysGiven: 'Sie können es jetzt öffnen.',
    sharedKeyless:
      'Mit {name} geteilt. {name} hat noch keinen eigenen Schlüssel und kann es darum nicht öffnen. Sobald unter «Private Dokumente» einer erzeugt ist, werden Sie benachrichtigt; durch Öffnen dieser Seite geben Sie dann den Zugang.',
    noSuchPerson: 'Es gibt niemanden mit diesem Namen. Wählen Sie die Person aus der Liste.',
    ownerAlready: 'Dieser Person gehört das Dokument; sie hat schon Zugriff.',
    unsavedChanges:
      'Es gibt nicht gespeicherte Änderungen. Öffnen Sie das Dokument, um sie zu speichern, oder verwerfen Sie sie zuerst.',
    beingEdited:
      'Dieses Dokument wird gerade bearbeitet. Bitte versuchen Sie es nochmals, wenn der Editor geschlossen ist.',
    passphraseShort: 'Bitte wählen Sie mindestens 12 Zeichen.',
    passphraseDiffers: 'Die beiden Passphrasen stimmen nicht überein.',
    kitWrong:
      'Das sind nicht die letzten sechs Zeichen des Schlüssels. Bitte prüfen Sie das Blatt.',
    kitChecked: 'Richtig. Sie können das Blatt jetzt weglegen.',
    keyRestored: 'Ihr Schlüssel wurde wiederhergestellt.',
    kitNoKey: 'Das ist nicht der Schlüssel auf Ihrem Notfallblatt.',
    passphraseChanged: 'Die Passphrase wurde geändert.',
    passkeyAdded: 'Der Passkey wurde hinzugefügt.',
    passkeyFailed:
      'Dieses Gerät konnte keinen Passkey erzeugen. Bitte verwenden Sie die Passphrase.',
    locked: 'Ihr Schlüssel ist gesperrt.',
    lastUnlockMethod: 'Nur das öffnet Ihren Schlüssel. Fügen Sie zuerst etwas anderes hinzu.',
    newArePrivate: 'Neue Dokumente sind ab jetzt privat.',
    newAreOrdinary: 'Neue Dokumente sind ab jetzt gewöhnlich.',
  },

  causes: {
    'connection-refused': cause(
      'Unter {address} antwortet nichts.',
      'Starten Sie das System, oder korrigieren Sie {setting}.',
    ),
    'unknown-host': cause(
      'Der Hostname in {address} ist hier nicht bekannt.',
      'Korrigieren Sie {setting}, oder tragen Sie den Namen im DNS dieses Servers ein.',
    ),
    timeout: cause(
      '{address} antwortet nicht rechtzeitig.',
      'Prüfen Sie {setting}, die Firewall zwischen den beiden Rechnern und die Last des Systems.',
    ),
    unreachable: cause(
      '{address} ist nicht erreichbar ({word}).',
      'Prüfen Sie {setting}, das Netz und die Firewall zwischen den beiden Rechnern.',
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
      'Korrigieren Sie {setting}: den Port, oder das Schema ohne TLS im eigenen Netz.',
    ),
    'not-http': cause(
      'Was unter {address} antwortet, spricht kein HTTP.',
      'Korrigieren Sie {setting}: den Port, oder https statt http.',
    ),
    'web-page': cause(
      'Unter {address} antwortet eine Webseite, etwa eine Anmeldung vor dem System.',
      'Korrigieren Sie {setting}, oder nehmen Sie diesen Server von der Anmeldung aus.',
    ),
    redirected: cause(
      '{address} leitet auf eine andere Adresse um; Kontor folgt der Umleitung nicht.',
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
      'Korrigieren Sie die genannten Einstellungen.',
    ),
    'no-document-server': cause(
      'Unter {address} antwortet kein Document Server (Status 404).',
      'Korrigieren Sie {setting}: Rechner, Port und Pfad.',
    ),
    'secret-refused': cause(
      'Der Document Server nimmt unsere Signatur nicht an.',
      'Setzen Sie EUROOFFICE_JWT_SECRET hier auf den Wert von JWT_SECRET (oder JWT_SECRET_INBOX) dort.',
    ),
    'signature-expired': cause(
      'Für den Document Server sind unsere Signaturen abgelaufen: Die beiden Uhren weichen voneinander ab.',
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
      'Der Document Server signiert in der Kopfzeile {word}, die hier nicht gelesen wird.',
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
      'Für den Document Server ist {address} der eigene Rechner, nicht dieser.',
      'Setzen Sie EUROOFFICE_CALLBACK_URL auf eine Adresse, unter der der Document Server Kontor erreicht.',
    ),
    'callback-unreachable': cause(
      'Der Document Server konnte von {address} nichts abrufen, und auch von hier aus antwortet die Adresse nicht ({word}).',
      'Korrigieren Sie EUROOFFICE_CALLBACK_URL, und prüfen Sie, ob ein Proxy sie an Kontor weitergibt.',
    ),
    'callback-not-kontor': cause(
      'Unter {address} antwortet etwas anderes als Kontor.',
      'Korrigieren Sie EUROOFFICE_CALLBACK_URL; Proxys müssen /api/eurooffice unverändert und ohne Anmeldung weitergeben.',
    ),
    'callback-other-kontor': cause(
      'Unter {address} antwortet ein anderes Kontor: Sein Geheimnis ist nicht dasselbe wie hier.',
      'Korrigieren Sie EUROOFFICE_CALLBACK_URL; alle Instanzen einer Installation brauchen dieselbe KONTOR_SECRET_FILE.',
    ),
    'host-refused': cause(
      'Unter {address} antwortet Kontor, doch der Hostname der Anfrage ist nicht seiner.',
      'Lassen Sie den Proxy den Namen weitergeben, den die Browser verwenden (Host), oder tragen Sie den anderen in KONTOR_HOSTS ein.',
    ),
    'private-address': cause(
      'Der Document Server hat von {address} nichts abgerufen. Das ist eine private Adresse, die von hier aus antwortet: Sein Filter für private Adressen verhindert es, oder das Netz verbindet die beiden nicht.',
      'Erlauben Sie sie dort (JWT ein, oder ALLOW_PRIVATE_IP_ADDRESS=true; keine allowList ohne diese Adresse), prüfen Sie Namen und Firewall, oder setzen Sie EUROOFFICE_CALLBACK_URL auf eine andere Adresse.',
    ),
    'callback-not-reached': cause(
      'Der Document Server konnte von {address} nichts abrufen, obwohl die Adresse von hier aus antwortet.',
      'Prüfen Sie, ob er den Namen kennt, dem Zertifikat vertraut und durch die Firewall kommt; oder setzen Sie EUROOFFICE_CALLBACK_URL auf eine andere Adresse.',
    ),
    'fetched-but-failed': cause(
      'Der Document Server hat von {address} abgerufen, meldet aber einen Fehler.',
      'Ein Proxy auf dem Weg zu Kontor verändert oder kürzt vielleicht Antworten; sehen Sie im Protokoll des Document Servers nach.',
    ),
    'token-missing': cause(
      'Der Document Server ruft von Kontor ohne Signatur ab.',
      'Schalten Sie dort JWT auch für das ein, was er sendet (JWT_ENABLED_OUTBOX=true); Proxys müssen seine Kopfzeile weitergeben.',
    ),
    'outbox-secret': cause(
      'Der Document Server signiert, was er sendet, mit einem anderen Geheimnis.',
      'Setzen Sie EUROOFFICE_JWT_SECRET (oder EUROOFFICE_JWT_SECRET_OUTBOX) hier auf JWT_SECRET (oder JWT_SECRET_OUTBOX) dort.',
    ),
    'outbox-expired': cause(
      'Die Signaturen des Document Servers sind hier abgelaufen: Die beiden Uhren weichen voneinander ab.',
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
      'Der Document Server kann eine sehr kleine Datei nicht rechtzeitig umwandeln (Fehler {code}).',
      'Prüfen Sie Last und Protokoll seines Converters; vielleicht steht er still.',
    ),
    'converter-queue': cause(
      'Der Document Server kann seine Warteschlange oder Aufgabendatenbank nicht benutzen (Fehler {code}).',
      'Prüfen Sie sein RabbitMQ und sein PostgreSQL.',
    ),
    'converter-storage': cause(
      'Der Document Server kann nicht speichern, oder er scheitert aus unbekanntem Grund (Fehler {code}).',
      'Sehen Sie in seinem Protokoll nach, und ob sein Datenträger voll oder schreibgeschützt ist.',
    ),
    'result-unreachable': cause(
      'Das Ergebnis des Document Servers lässt sich von {address} nicht abrufen ({word}).',
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
      'Korrigieren Sie EUROOFFICE_URL: Rechner, Port und Pfad des Document Servers, wie Browser ihn erreichen.',
    ),
    'public-unreachable': cause(
      'Kontor ist unter seiner öffentlichen Adresse {address} nicht erreichbar ({word}).',
      'Korrigieren Sie KONTOR_PUBLIC_URL, oder machen Sie den Namen auch hier bekannt.',
    ),
    'public-not-kontor': cause(
      'Unter der öffentlichen Adresse {address} antwortet etwas anderes als dieses Kontor.',
      'Korrigieren Sie KONTOR_PUBLIC_URL, und prüfen Sie, wohin der Proxy sie weitergibt.',
    ),
    'no-editor-address': cause(
      'Der Editor hat keinen eigenen Hostnamen: Skripte des Document Servers können im Namen der bearbeitenden Person handeln und die Schlüssel privater Dokumente lesen.',
      'Richten Sie für diesen Server einen zweiten Hostnamen ein, und setzen Sie KONTOR_EDITOR_URL darauf.',
    ),
    'document-server-on-our-host': cause(
      'Der Document Server hat den Hostnamen dieses Servers: Er erhält die Sitzungen aller bearbeitenden Personen, und seine Skripte können die Schlüssel privater Dokumente lesen.',
      'Geben Sie dem Document Server einen eigenen Hostnamen, und setzen Sie EUROOFFICE_URL darauf.',
    ),
    'redis-password': cause(
      'Redis weist Passwort oder Benutzer zurück ({word}).',
      'Korrigieren Sie Benutzer und Passwort in REDIS_URL.',
    ),
    'redis-permission': cause(
      'Der Benutzer von Redis darf nicht alle Befehle ausführen, die Kontor braucht ({word}).',
      'Geben Sie ihm die Befehle +@all, oder setzen Sie in REDIS_URL einen Benutzer, der sie hat: ACL SETUSER name +@all ~kontor:*.',
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
      'Starten Sie Kontor: Beim ersten Start legt es sie an. Sonst korrigieren Sie KONTOR_DATA_DIR.',
    ),
    'database-password': cause(
      'PostgreSQL weist Benutzer oder Passwort zurück.',
      'Korrigieren Sie DATABASE_URL, oder dort pg_hba.conf.',
    ),
    'database-missing': cause(
      'Die Datenbank, die DATABASE_URL nennt, gibt es nicht.',
      'Legen Sie sie an, oder korrigieren Sie DATABASE_URL.',
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
      'Starten Sie diese Version von Kontor: Sie aktualisiert die Datenbank.',
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
      'Die Datenbank ist überlastet und schreibt nicht rechtzeitig.',
      'Prüfen Sie ihre Last, und ob Transaktionen ungenutzt offen bleiben.',
    ),
    'database-encoding': cause(
      'Die Datenbank hat die Zeichenkodierung {word} und weist jeden Text mit einem anderen Zeichen zurück.',
      'Legen Sie eine Datenbank mit ENCODING UTF8 an, und übertragen Sie diese mit pg_dump und psql dorthin.',
    ),
    'database-refuses': cause(
      'Die Datenbank verweigert die Arbeit ({word}).',
      'Sehen Sie im Protokoll der Datenbank nach.',
    ),
    'bind-refused': cause(
      'Das Verzeichnis weist Namen oder Passwort unseres Kontos zurück.',
      'Korrigieren Sie LDAP_BIND_DN und LDAP_BIND_PASSWORD.',
    ),
    'bind-account': cause(
      'Das Verzeichnis lässt die Anmeldung unseres Kontos nicht zu ({word}).',
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
    'base-dn': cause('LDAP_BASE_DN gibt es im Verzeichnis nicht.', 'Korrigieren Sie LDAP_BASE_DN.'),
    'search-permission': cause(
      'Unser Konto darf im Verzeichnis nicht suchen.',
      'Geben Sie dem Konto von LDAP_BIND_DN das Recht, unterhalb von LDAP_BASE_DN zu lesen.',
    ),
    'filter-finds-nobody': cause(
      'LDAP_USER_FILTER findet unterhalb von LDAP_BASE_DN niemanden.',
      'Korrigieren Sie die Attribute in LDAP_USER_FILTER, oder LDAP_BASE_DN.',
    ),
    'filter-refused': cause(
      'Das Verzeichnis weist LDAP_USER_FILTER zurück.',
      'Korrigieren Sie LDAP_USER_FILTER.',
    ),
    'directory-refuses': cause(
      'Das Verzeichnis verweigert die Arbeit (Code {code}).',
      'Sehen Sie im Protokoll des Verzeichnisses nach.',
    ),
    'no-identity-provider': cause(
      'Unter {address} antwortet kein Anmeldedienst (Status 404).',
      'Korrigieren Sie issuer von {name} in OIDC_PROVIDERS.',
    ),
    'issuer-differs': cause(
      'Der Anmeldedienst unter {address} nennt sich {word}.',
      'Schreiben Sie issuer in OIDC_PROVIDERS genau so wie der Anmeldedienst.',
    ),
    'provider-client-refused': cause(
      'Der Anmeldedienst {name} weist client_id oder das Geheimnis zurück.',
      'Korrigieren Sie client_id in OIDC_PROVIDERS und {word}; das Geheimnis kann dort abgelaufen sein.',
    ),
    'smtp-no-start-tls': cause(
      'Der Mailserver unter {address} macht aus der Verbindung keine verschlüsselte ({word}).',
      'Schreiben Sie smtps:// in SMTP_URL, oder geben Sie dem Mailserver ein Zertifikat; SMTP_START_TLS=false nur im eigenen Netz.',
    ),
    'smtp-credentials': cause(
      'Der Mailserver lehnt Benutzer oder Passwort ab ({word}).',
      'Korrigieren Sie SMTP_USER und SMTP_PASSWORD.',
    ),
    'smtp-no-sign-in': cause(
      'Der Mailserver unter {address} nimmt nur Mails von Angemeldeten an, oder er bietet keine Anmeldung an ({word}).',
      'Setzen Sie SMTP_USER und SMTP_PASSWORD, oder lassen Sie beide weg, wenn er keine will; zum Anmelden dient meist Port 587.',
    ),
    'smtp-sender-refused': cause(
      'Der Mailserver lehnt den Absender {sender} ab ({word}).',
      'Setzen Sie KONTOR_MAIL_FROM auf eine Adresse, für die der Benutzer von SMTP_URL senden darf.',
    ),
    'smtp-refuses': cause(
      'Der Mailserver unter {address} verweigert den Dienst ({word}).',
      'Sehen Sie in seinem Protokoll nach; vielleicht nimmt er von diesem Server keine Verbindungen an.',
    ),
    'not-smtp': cause(
      'Was unter {address} antwortet, spricht nicht SMTP ({word}).',
      'Korrigieren Sie SMTP_URL: Host, Port, oder smtps:// statt smtp://.',
    ),
    'credentials-missing': cause(
      'Die Datei {address} mit den Zugangsdaten fehlt oder ist hier nicht lesbar.',
      'Legen Sie sie dort ab, oder korrigieren Sie ONEOFFIXX_CREDENTIALS_FILE; prüfen Sie Eigentümer und Rechte.',
    ),
    'credentials-not-json': cause(
      'Die Datei {address} mit den Zugangsdaten ist kein JSON-Objekt.',
      'Korrigieren Sie die Datei.',
    ),
    'credentials-incomplete': cause(
      'In der Datei {address} mit den Zugangsdaten fehlt {word}.',
      'Vervollständigen Sie die Datei.',
    ),
    'client-refused': cause(
      'Das Vorlagensystem weist client_id oder client_secret zurück.',
      'Korrigieren Sie sie in der Datei mit den Zugangsdaten.',
    ),
    'impersonation-refused': cause(
      'Das Vorlagensystem lässt uns nicht für die Person handeln: preshared_key, SID oder Uhr stimmt nicht.',
      'Korrigieren Sie preshared_key in der Datei mit den Zugangsdaten; prüfen Sie ONEOFFIXX_FAKE_SID und die Uhren beider Server.',
    ),
    'scope-refused': cause(
      'Das Vorlagensystem weist den Scope zurück.',
      'Korrigieren Sie ONEOFFIXX_SCOPE.',
    ),
    'grant-type-refused': cause(
      'Das Vorlagensystem kennt diese Art des Zugangs nicht.',
      'Ändern Sie ONEOFFIXX_DOUBLE_ENCODE_BUG; der Client im Vorlagensystem muss für andere handeln dürfen.',
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
      'Die Zugangsdaten sind gültig. Ob Vorlagen geliefert werden, liess sich nicht prüfen: Kein Konto hat hier eine SID.',
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
      'Der Ordner des Speicherorts {name} fehlt.',
      'Hängen Sie ihn ein, oder korrigieren Sie seine url in KONTOR_STORAGE.',
    ),
    'provider-sync': cause(
      'Der Speicherort {name} kann Daten nicht dauerhaft speichern ({word}).',
      'Verwenden Sie ein anderes Dateisystem oder andere Optionen beim Einhängen; bis dahin wird dort nichts gespeichert.',
    ),
    'provider-io': cause(
      'Der Datenträger des Speicherorts {name} meldet Fehler ({word}).',
      'Ersetzen Sie den Datenträger; Kontor stellt die Fragmente wieder her.',
    ),
    'provider-hangs': cause(
      'Der Speicherort {name} antwortet nicht.',
      'Prüfen Sie seine Einhängung oder seinen Server; die anderen arbeiten weiter.',
    ),
    'bucket-missing': cause(
      'Den Bucket des Speicherorts {name} gibt es nicht.',
      'Legen Sie ihn an, oder korrigieren Sie seine url in KONTOR_STORAGE.',
    ),
    'bucket-keys': cause(
      'Der Speicherort {name} lehnt die Zugangsschlüssel ab ({word}).',
      'Korrigieren Sie KONTOR_S3_{upper}_ACCESS_KEY_ID und KONTOR_S3_{upper}_SECRET_ACCESS_KEY.',
    ),
    'bucket-clock': cause('Die Uhr des Speicherorts {name} weicht zu stark ab.', CLOCKS),
    'provider-other-bytes': cause(
      'Der Speicherort {name} liefert andere Daten, als gespeichert wurden.',
      'Nehmen Sie ihn ausser Betrieb, und suchen Sie den Grund.',
    ),
    'provider-failed': cause(
      'Der Speicherort {name} arbeitet nicht ({word}).',
      'Prüfen Sie seine url in KONTOR_STORAGE, seine Einhängung oder seinen Server.',
    ),
  },
};
