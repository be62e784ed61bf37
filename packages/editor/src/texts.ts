import type { FailureCode } from './session.js';

/** What happened, and what to do. */
interface Explained {
  readonly title: string;
  readonly todo: string;
}

/** What a share can give, from the least to the most. */
export const ROLES = ['viewer', 'commenter', 'form-filler', 'reviewer', 'editor'] as const;
export type Role = (typeof ROLES)[number];

/** Of a document that goes into another one. */
export type PickKind = 'image' | 'document' | 'spreadsheet';

export interface Texts {
  readonly loading: string;
  readonly slow: string;
  readonly retry: string;
  readonly closed: string;
  readonly openAgain: string;
  readonly openInKontor: string;
  readonly dismiss: string;
  readonly skip: string;
  readonly end: string;
  readonly editor: string;
  readonly editorOf: (title: string) => string;
  readonly mayOnlyLook: string;
  readonly historyFailed: string;
  readonly restoreFailed: string;
  readonly editorFailed: (reason: string) => string;
  readonly close: string;
  /** A list did not come, or a change was refused without a reason. */
  readonly listFailed: string;
  readonly copied: (title: string) => string;
  readonly copyFailed: string;
  readonly mentionedNobody: string;
  readonly mentionFailed: string;
  readonly pick: Readonly<Record<PickKind, string>>;
  readonly pickFind: string;
  readonly pickFound: (count: number) => string;
  readonly pickNone: string;
  /** The file goes into the document, and is a document of theirs from then on. */
  readonly pickFile: string;
  readonly linkTitle: string;
  readonly linkQuestion: (title: string) => string;
  readonly linkYes: string;
  readonly noSource: string;
  readonly share: string;
  readonly shareFind: string;
  readonly shareFound: string;
  readonly shareGroup: string;
  readonly shareNoneFound: string;
  readonly shareRole: string;
  readonly shareWith: string;
  readonly shareNobody: string;
  readonly shareRoleOf: (name: string) => string;
  readonly shareRemove: (name: string) => string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly failures: Readonly<Record<FailureCode, Explained>>;
}

const english: Texts = {
  loading: 'Opening the document…',
  slow: 'This is taking unusually long. The editor may still open.',
  retry: 'Try again',
  closed: 'The document is closed',
  openAgain: 'Open it again',
  openInKontor: 'Open in Kontor',
  dismiss: 'Dismiss',
  skip: 'Skip the editor',
  end: 'End of the editor',
  editor: 'Editor',
  editorOf: (title) => `Editor: ${title}`,
  mayOnlyLook: 'You may now only read this document. What you typed before is saved.',
  historyFailed: 'The versions could not be loaded. Try again.',
  restoreFailed:
    'The version could not be restored. Perhaps somebody else is editing; try again later.',
  editorFailed: (reason) => `The editor reports a problem: ${reason}`,
  close: 'Close',
  listFailed: 'That did not work. Try again.',
  copied: (title) => `“${title}” is a new document.`,
  copyFailed: 'The copy could not be made.',
  mentionedNobody: 'Nobody was told: none of those who are mentioned may see this document.',
  mentionFailed: 'The people who are mentioned could not be told. The comment is kept.',
  pick: {
    image: 'Choose an image',
    document: 'Choose a document',
    spreadsheet: 'Choose a spreadsheet',
  },
  pickFind: 'Find by title',
  pickFound: (count) => `Found: ${count}`,
  pickNone: 'None of your documents fits.',
  pickFile: 'From this computer',
  linkTitle: 'Data from another document',
  linkQuestion: (title) =>
    `The editor wants to read “${title}”. Allow it until you close this document?`,
  linkYes: 'Allow',
  noSource: 'There is no such spreadsheet for you, or you did not allow it.',
  share: 'Share',
  shareFind: 'Name of a person or group',
  shareFound: 'Found',
  shareGroup: 'Group',
  shareNoneFound: 'Nobody was found.',
  shareRole: 'Permission',
  shareWith: 'Who has access',
  shareNobody: 'Nobody but you.',
  shareRoleOf: (name) => `Permission of ${name}`,
  shareRemove: (name) => `Remove ${name}`,
  roles: {
    viewer: 'Can read',
    commenter: 'Can comment',
    'form-filler': 'Can fill in forms',
    reviewer: 'Can suggest changes',
    editor: 'Can edit',
  },
  failures: {
    setup: {
      title: 'No document is named here',
      todo: 'The page has to name a document and where to open it (document-id, session-url).',
    },
    session: {
      title: 'The document could not be opened',
      todo: 'Try again. If it fails again, tell the people who run this application.',
    },
    'session-needed': {
      title: 'The editor has to be opened again',
      todo: 'Load this page again.',
    },
    'signed-out': {
      title: 'You are signed out',
      todo: 'Sign in to this application again, then try again.',
    },
    'no-document': {
      title: 'This document is not available',
      todo: 'It was deleted, or it is not shared with you. What you typed before is saved.',
    },
    private: {
      title: 'This document is private',
      todo: 'It opens with your own key, which never leaves Kontor: there, in a tab of its own.',
    },
    network: {
      title: 'No connection',
      todo: 'Check your connection, then try again.',
    },
    frame: {
      title: 'The editor could not be loaded',
      todo: 'Try again. If it fails again, an administrator of Kontor must allow this page’s address to the application.',
    },
    'document-server': {
      title: 'The editor is not available',
      todo: 'The Document Server does not answer. The document is safe; try again later.',
    },
    editor: { title: 'The editor reports a problem', todo: 'Try again.' },
  },
};

const german: Texts = {
  loading: 'Das Dokument wird geöffnet…',
  slow: 'Das dauert ungewöhnlich lange. Der Editor öffnet sich vielleicht noch.',
  retry: 'Noch einmal versuchen',
  closed: 'Das Dokument ist geschlossen',
  openAgain: 'Wieder öffnen',
  openInKontor: 'In Kontor öffnen',
  dismiss: 'Ausblenden',
  skip: 'Editor überspringen',
  end: 'Ende des Editors',
  editor: 'Editor',
  editorOf: (title) => `Editor: ${title}`,
  mayOnlyLook:
    'Sie dürfen dieses Dokument jetzt nur noch lesen. Was Sie vorher geschrieben haben, ist gespeichert.',
  historyFailed: 'Die Versionen konnten nicht geladen werden. Versuchen Sie es noch einmal.',
  restoreFailed:
    'Die Version konnte nicht wiederhergestellt werden. Vielleicht bearbeitet jemand das Dokument; versuchen Sie es später noch einmal.',
  editorFailed: (reason) => `Der Editor meldet ein Problem: ${reason}`,
  close: 'Schliessen',
  listFailed: 'Das hat nicht geklappt. Versuchen Sie es noch einmal.',
  copied: (title) => `«${title}» ist ein neues Dokument.`,
  copyFailed: 'Die Kopie konnte nicht erstellt werden.',
  mentionedNobody:
    'Niemand wurde benachrichtigt: Keine der erwähnten Personen darf dieses Dokument sehen.',
  mentionFailed:
    'Die erwähnten Personen konnten nicht benachrichtigt werden. Der Kommentar bleibt erhalten.',
  pick: {
    image: 'Bild auswählen',
    document: 'Dokument auswählen',
    spreadsheet: 'Tabelle auswählen',
  },
  pickFind: 'Nach Titel suchen',
  pickFound: (count) => `Gefunden: ${count}`,
  pickNone: 'Keines Ihrer Dokumente passt.',
  pickFile: 'Von diesem Computer',
  linkTitle: 'Daten aus einem anderen Dokument',
  linkQuestion: (title) =>
    `Der Editor möchte «${title}» lesen. Erlauben, bis Sie dieses Dokument schliessen?`,
  linkYes: 'Erlauben',
  noSource: 'Diese Tabelle gibt es für Sie nicht, oder Sie haben sie nicht erlaubt.',
  share: 'Teilen',
  shareFind: 'Name einer Person oder Gruppe',
  shareFound: 'Gefunden',
  shareGroup: 'Gruppe',
  shareNoneFound: 'Niemand gefunden.',
  shareRole: 'Berechtigung',
  shareWith: 'Wer Zugriff hat',
  shareNobody: 'Niemand ausser Ihnen.',
  shareRoleOf: (name) => `Berechtigung von ${name}`,
  shareRemove: (name) => `${name} entfernen`,
  roles: {
    viewer: 'Lesen',
    commenter: 'Kommentieren',
    'form-filler': 'Formulare ausfüllen',
    reviewer: 'Änderungen vorschlagen',
    editor: 'Bearbeiten',
  },
  failures: {
    setup: {
      title: 'Hier ist kein Dokument angegeben',
      todo: 'Die Seite muss ein Dokument nennen und wo es geöffnet wird (document-id, session-url).',
    },
    session: {
      title: 'Das Dokument konnte nicht geöffnet werden',
      todo: 'Versuchen Sie es noch einmal. Misslingt es wieder, melden Sie es denen, die diese Anwendung betreiben.',
    },
    'session-needed': {
      title: 'Der Editor muss neu geöffnet werden',
      todo: 'Laden Sie diese Seite neu.',
    },
    'signed-out': {
      title: 'Sie sind abgemeldet',
      todo: 'Melden Sie sich bei dieser Anwendung wieder an und versuchen Sie es dann noch einmal.',
    },
    'no-document': {
      title: 'Dieses Dokument ist nicht verfügbar',
      todo: 'Es wurde gelöscht oder ist nicht mit Ihnen geteilt. Was Sie vorher geschrieben haben, ist gespeichert.',
    },
    private: {
      title: 'Dieses Dokument ist privat',
      todo: 'Es öffnet sich mit Ihrem eigenen Schlüssel, der Kontor nie verlässt: dort, in einem eigenen Tab.',
    },
    network: {
      title: 'Keine Verbindung',
      todo: 'Prüfen Sie Ihre Verbindung und versuchen Sie es dann noch einmal.',
    },
    frame: {
      title: 'Der Editor konnte nicht geladen werden',
      todo: 'Versuchen Sie es noch einmal. Misslingt es wieder, muss ein Administrator von Kontor der Anwendung die Adresse dieser Seite erlauben.',
    },
    'document-server': {
      title: 'Der Editor ist nicht verfügbar',
      todo: 'Der Document Server antwortet nicht. Das Dokument ist sicher; versuchen Sie es später noch einmal.',
    },
    editor: { title: 'Der Editor meldet ein Problem', todo: 'Versuchen Sie es noch einmal.' },
  },
};

const french: Texts = {
  loading: 'Ouverture du document…',
  slow: 'C’est plus long que d’habitude. L’éditeur va peut-être encore s’ouvrir.',
  retry: 'Réessayer',
  closed: 'Le document est fermé',
  openAgain: 'Le rouvrir',
  openInKontor: 'Ouvrir dans Kontor',
  dismiss: 'Masquer',
  skip: 'Passer l’éditeur',
  end: 'Fin de l’éditeur',
  editor: 'Éditeur',
  editorOf: (title) => `Éditeur : ${title}`,
  mayOnlyLook:
    'Vous ne pouvez plus que lire ce document. Ce que vous aviez écrit avant est enregistré.',
  historyFailed: 'Les versions n’ont pas pu être chargées. Réessayez.',
  restoreFailed:
    'La version n’a pas pu être rétablie. Quelqu’un modifie peut-être le document ; réessayez plus tard.',
  editorFailed: (reason) => `L’éditeur signale un problème : ${reason}`,
  close: 'Fermer',
  listFailed: 'Cela n’a pas fonctionné. Réessayez.',
  copied: (title) => `« ${title} » est un nouveau document.`,
  copyFailed: 'La copie n’a pas pu être créée.',
  mentionedNobody:
    'Personne n’a été averti : aucune des personnes mentionnées ne peut voir ce document.',
  mentionFailed:
    'Les personnes mentionnées n’ont pas pu être averties. Le commentaire est conservé.',
  pick: {
    image: 'Choisir une image',
    document: 'Choisir un document',
    spreadsheet: 'Choisir une feuille de calcul',
  },
  pickFind: 'Chercher par titre',
  pickFound: (count) => `Résultats : ${count}`,
  pickNone: 'Aucun de vos documents ne convient.',
  pickFile: 'De cet ordinateur',
  linkTitle: 'Données d’un autre document',
  linkQuestion: (title) =>
    `L’éditeur souhaite lire « ${title} ». L’autoriser jusqu’à la fermeture de ce document ?`,
  linkYes: 'Autoriser',
  noSource: 'Cette feuille de calcul n’existe pas pour vous, ou vous ne l’avez pas autorisée.',
  share: 'Partager',
  shareFind: 'Nom d’une personne ou d’un groupe',
  shareFound: 'Résultats',
  shareGroup: 'Groupe',
  shareNoneFound: 'Personne n’a été trouvé.',
  shareRole: 'Droit d’accès',
  shareWith: 'Qui a accès',
  shareNobody: 'Personne d’autre que vous.',
  shareRoleOf: (name) => `Droit d’accès de ${name}`,
  shareRemove: (name) => `Retirer ${name}`,
  roles: {
    viewer: 'Lecture',
    commenter: 'Commentaires',
    'form-filler': 'Remplissage de formulaires',
    reviewer: 'Suivi des modifications',
    editor: 'Modification',
  },
  failures: {
    setup: {
      title: 'Aucun document n’est indiqué ici',
      todo: 'La page doit indiquer un document et où l’ouvrir (document-id, session-url).',
    },
    session: {
      title: 'Le document n’a pas pu être ouvert',
      todo: 'Réessayez. Si l’erreur persiste, informez les personnes qui gèrent cette application.',
    },
    'session-needed': {
      title: 'L’éditeur doit être rouvert',
      todo: 'Rechargez cette page.',
    },
    'signed-out': {
      title: 'Vous n’êtes plus connecté',
      todo: 'Reconnectez-vous à cette application, puis réessayez.',
    },
    'no-document': {
      title: 'Ce document n’est pas disponible',
      todo: 'Il a été supprimé ou n’est pas partagé avec vous. Ce que vous aviez écrit avant est enregistré.',
    },
    private: {
      title: 'Ce document est privé',
      todo: 'Il s’ouvre avec votre propre clé, qui ne quitte jamais Kontor : là, dans un onglet à part.',
    },
    network: {
      title: 'Pas de connexion',
      todo: 'Vérifiez votre connexion, puis réessayez.',
    },
    frame: {
      title: 'L’éditeur n’a pas pu être chargé',
      todo: 'Réessayez. Si l’erreur persiste, un administrateur de Kontor doit autoriser l’adresse de cette page pour l’application.',
    },
    'document-server': {
      title: 'L’éditeur n’est pas disponible',
      todo: 'Le Document Server ne répond pas. Le document est en sécurité ; réessayez plus tard.',
    },
    editor: { title: 'L’éditeur signale un problème', todo: 'Réessayez.' },
  },
};

const LANGUAGES: Readonly<Record<string, Texts>> = { de: german, en: english, fr: french };

/** Those of the first language that is there, else English. */
export const textsFor = (tag: string): Texts => LANGUAGES[tag.slice(0, 2).toLowerCase()] ?? english;
