import { waitingIn } from './waiting-in.js';

/** What a notification is about. */
interface Happened {
  readonly who: string;
  /** A person or a group. */
  readonly person: string;
  readonly version: string;
  /** A format. */
  readonly as: string;
}

interface Told {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/**
 * Defines which texts there are; German and French have to translate all of them.
 *
 * One word for one thing: document, version, content, save, upload, download, restore, share; template (of the template
 * library); private or ordinary document; key, passphrase, passkey, recovery kit; set aside (a quarantined version);
 * discard (unsaved changes); storage provider, shard; administrator (whoever runs the server).
 */
export const english = {
  language: 'English',
  product: 'Kontor',
  skip: 'Skip to content',
  mainMenu: 'Main menu',
  languages: 'Language',
  you: 'you',
  close: 'Close',
  undo: 'Undo',
  notices: 'Notices',

  menu: {
    documents: 'Documents',
    status: 'Status',
    admin: 'Administration',
    signOut: 'Sign out',
    account: 'Your account',
    notifications: 'Notifications',
  },

  login: {
    title: 'Sign in',
    lead: 'Sign in to see your documents.',
    username: 'User name',
    password: 'Password',
    submit: 'Sign in',
    local: 'Use your Kontor account.',
    wrong: 'User name and password do not match. Please try again.',
    knownPassword:
      'This password is publicly known and cannot be used here. Please ask your administrator to set another one.',
    notYourName:
      'Your password is correct, but this name cannot have an account here. Please ask your administrator for one.',
    forAdministrator: 'For your administrator:',
    tooMany: 'Too many attempts. Please wait a moment and try again.',
    failed: 'Signing in is not possible at the moment. Please try again shortly.',
    with: (label: string) => `Sign in with ${label}`,
    or: 'or',
    providerFailed:
      'The service you sign in with does not answer at the moment. Please try again shortly.',
    providerRefused: 'You were not signed in there. Please try again, or ask your administrator.',
    notProved:
      'What came back from there could not be verified. Please sign in again; if it stays, ask your administrator.',
    signInOver:
      'This sign-in took too long, was used already, or began in another browser. Please sign in again.',
    accountDisabled: 'Your account is disabled here. Please ask your administrator.',
    playground: 'Playground: sign in as alice, bob or admin; the password is the name.',
    withPasskey: 'Sign in with a passkey',
    passkey: 'This passkey does not open an account here. Please use your password.',
  },

  secondStep: {
    title: 'One more step',
    lead: 'Type the code that your authenticator app shows now.',
    leadPasskey: 'Use your passkey, or type a recovery code.',
    code: 'Code',
    recoveryCode: 'Recovery code',
    recoveryHint: 'No telephone at hand? A recovery code works, too. Each of them works once.',
    submit: 'Continue',
    usePasskey: 'Use a passkey',
    passkeyFailed: 'That did not work. Please try again, or use another way.',
    wrong: 'This code is not valid, or it was used before. Please try the next one.',
    tooMany: 'Too many attempts. Please wait a moment and try again.',
    back: 'Sign in as somebody else',
  },

  secondFactor: {
    title: 'Second factor',
    lead: 'With a second factor, somebody who knows your password still cannot sign in.',
    required: 'Your account needs a second factor. Please set one up before you go on.',
    elsewhere: 'You sign in elsewhere. Please set up the second factor there.',
    notice: {
      removed: 'Removed.',
      added: 'Added.',
      last: 'Your account needs a second factor, and this is the last one. Add another one first.',
      failed: 'That did not work. Please try again.',
    },
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    app: 'Authenticator app',
    appText: 'An app on your telephone shows a new code every thirty seconds.',
    appSince: (when: string) => `Set up ${when}`,
    appAdd: 'Set up an app',
    appReplace: 'Set up another app',
    scan: 'Scan this with the authenticator app on your telephone.',
    qrCode: 'QR code for the authenticator app',
    typeSecret: 'Or type this key into the app:',
    firstCode: 'Code that the app shows',
    wrongCode:
      'The app shows another code now. Please check the clock of your telephone and try again.',
    passkeys: 'Passkeys',
    passkeysText:
      'Your device, or a security key, proves who you are: by fingerprint, face or PIN. A passkey of this kind also works without the password.',
    passkeySince: (when: string) => `added ${when}`,
    passkeyName: 'Name of the passkey',
    passkeyDefault: 'This device',
    passkeyAdd: 'Add a passkey',
    passkeysNeedHost:
      'Passkeys need a host name, and this server is reached by a bare address. Please ask your administrator.',
    codes: 'Recovery codes',
    codesText: 'For when you have neither telephone nor passkey at hand. Each code works once.',
    codesLeft: (n: number) => `Codes left: ${n}`,
    codesRenew: 'Make ten new codes',
    codesOnce: 'These codes are shown only now. Print them, or keep them in a password manager.',
    codesKept: 'I have kept them',
  },

  ownPassword: {
    confirmTitle: 'Your password, please',
    confirmText: 'This changes how you sign in, so we ask once more.',
    password: 'Password',
    changeTitle: 'Change the password',
    changeText: 'You are signed out everywhere else.',
    changed: 'The password was changed. You are signed out everywhere else.',
    old: 'Present password',
    fresh: 'New password',
    freshHint: 'At least 10 characters. Four or five random words are good.',
    repeat: 'Repeat the new password',
    change: 'Change the password',
    resetTitle: 'Choose a password',
    resetText: (username: string) => `For the account ${username}. Then sign in with it.`,
    usedTitle: 'This link does not work any more',
    usedText:
      'It was used, has expired or was replaced. Please ask your administrator for a new one.',
    errors: {
      wrong: 'This is not your password. Please try again.',
      short: 'The new password is too short. Please choose at least 10 characters.',
      differs: 'The two new passwords differ. Please type them again.',
      known: 'This password is publicly known. Please choose another one.',
      tooMany: 'Too many attempts. Please wait a moment and try again.',
      elsewhere: 'Your password is kept by your organisation’s directory. Please change it there.',
      unusable: 'This password cannot be used. Please choose another one.',
    },
  },

  list: {
    title: 'Documents',
    search: 'Search documents',
    searchAction: 'Search',
    searchHint: 'Press / to search',
    upload: 'Upload',
    uploadPick: 'Choose a file to upload',
    new: 'New',
    fromTemplate: 'From a template',
    newOf: {
      word: 'Document',
      cell: 'Spreadsheet',
      slide: 'Presentation',
      text: 'Plain text',
      table: 'Table as text',
      markdown: 'Markdown',
      form: 'PDF form',
    },
    family: 'Format of new documents',
    families: { ooxml: 'Office Open XML', odf: 'OpenDocument' },
    untitled: {
      word: 'New document',
      cell: 'New spreadsheet',
      slide: 'New presentation',
      text: 'New text',
      table: 'New table',
      markdown: 'New note',
      form: 'New form',
    },
    changed: (when: string, by: string) => `${when} by ${by}`,
    sharedBy: (name: string) => `from ${name}`,
    sharedWith: (names: string) => `Shared with ${names}`,
    columnTitle: 'Title',
    columnChanged: 'Changed',
    columnShared: 'Shared',
    editing: (names: string) => `Editing now: ${names}`,
    older: 'Show older',
    newest: 'Back to the newest',
    emptyTitle: 'No documents yet',
    emptyText: 'Create a document, or drop files anywhere on this page.',
    noneTitle: 'Nothing found',
    noneText: (query: string) => `No document title contains “${query}”.`,
    showAll: 'Show all documents',
    drop: 'Drop to upload',
    dropText: 'The files are added to your documents.',
    uploads: 'Uploads',
  },

  wizard: {
    title: 'New from a template',
    filter: 'Filter templates',
    groups: 'Groups',
    favorites: 'Favourites',
    unnamedGroup: 'Group without a name',
    all: 'All templates',
    templates: 'Templates',
    columnTitle: 'Template',
    columnGroup: 'Group',
    notChosen: 'No template chosen yet',
    name: 'Name of the document',
    create: 'Create',
    nothingText: 'No template in this group matches.',
    searchAll: 'Search all templates',
    emptyTitle: 'There are no templates for you yet',
    emptyText: 'The template library has published none for you. Please ask whoever manages it.',
    missing: 'Why is a template missing?',
    missingText: 'You see the templates that the template library has published for you.',
    leftOutKind: (n: number) =>
      n === 1
        ? '1 template has a format that Kontor cannot use.'
        : `${n} templates have a format that Kontor cannot use.`,
    leftOutUnnamed: (n: number) =>
      n === 1 ? '1 template has no name.' : `${n} templates have no name.`,
    leftOutUnreadable: (n: number) =>
      n === 1
        ? '1 entry of the template library is damaged. Please tell whoever manages it.'
        : `${n} entries of the template library are damaged. Please tell whoever manages it.`,
    leftOutNone: 'Kontor left none of them out.',
    failedList: {
      favorites: 'Your favourites could not be loaded. All other templates are shown.',
      groups: 'The template library returned only your favourites. Please try again later.',
    },
    creationError: {
      badTitle: 'This name cannot be used. Use letters and digits, without / and \\.',
      noTemplate: 'Please choose a template.',
      failed: 'The document could not be created. Please try again.',
    },
    failed: 'The templates cannot be displayed',
    failure: {
      transient: 'The template library does not answer. Please try again in a minute.',
      permanent: 'The template library refuses the connection. Please tell your administrator.',
      unknownPerson:
        'The directory does not know you, so the template library cannot identify you.',
    },
  },

  kind: {
    word: 'Text document',
    cell: 'Spreadsheet',
    slide: 'Presentation',
    pdf: 'PDF',
    diagram: 'Diagram',
    other: 'File',
  },

  document: {
    back: 'Documents',
    rename: 'Title',
    renameSave: 'Rename',
    open: 'Open',
    view: 'View',
    opensNowhere: 'No editor can open this type of file. You can download it.',
    download: 'Download',
    downloadAs: 'Download as …',
    notConverted: (to: string) =>
      `No ${to} file can be made of this document. Open it to see whether it is damaged.`,
    notConvertedNow: (to: string) =>
      `The ${to} file cannot be made at the moment, because the Document Server does not answer. Please try again later.`,
    notKept: (wanted: string, came: string) =>
      `This save could not be kept as .${wanted}. The version is .${came}; its content is complete.`,
    preview: 'Preview',
    previewOf: (title: string) => `Preview of ${title}`,
    previewAlone: 'Show the preview alone',
    previewMaking: 'The preview is being prepared.',
    converted: (version: number) =>
      `Version ${version} has the new format. The original stays as the version before.`,
    passwordGone: 'The new version is no longer protected by the password.',
    continueWhy: {
      old: ({ from, to }: { from: string; to: string }) =>
        `This document is in the old format .${from}. The editor saves changes as .${to}.`,
      lossy: ({ from, to }: { from: string; to: string }) =>
        `The editor cannot save everything it offers in .${from}. Nothing is lost in .${to}.`,
    },
    continueAs: (to: string) => `Continue as .${to}`,
    exportHolds: {
      page: 'only the first page',
      sheet: 'only the values of one sheet',
      text: 'only the text, without formatting',
    },
    downloadVersionAs: (version: number) => `Download version ${version} as …`,
    downloadIn: (format: string) => `Download as ${format}`,
    filePassword: 'Password of the file',
    passwordNeeded:
      'This file is protected by a password. It is used for this conversion only and is not kept.',
    passwordWrong: 'This password does not open the file. Try again.',
    convertedTooLarge: (to: string) =>
      `The ${to} file would be larger than what is kept here. The document stays as it is.`,
    notConvertedSize: 'This document is too large for the Document Server to convert.',
    office: 'Open in Office',
    uploadNext: 'Upload new version',
    uploadFirst: 'Upload the file',
    dropNext: 'The file becomes the new version. Earlier versions stay in the list.',
    dropFirst: 'The file becomes the content of this document.',
    replaced: (n: number) => `Uploaded as version ${n}.`,
    changedMeanwhile:
      'Somebody saved a newer version in the meantime. View it, then upload yours again.',
    checkedOut: 'Somebody is working on this document on their desktop. Please try again later.',
    share: 'Share',
    delete: 'Delete',
    deletedNow: 'The document was deleted.',
    undeleted: 'The document was restored.',
    renamed: 'Renamed.',
    changed: (when: string) => `Changed ${when}`,
    history: 'Versions',
    historyEmpty: 'There is no content yet.',
    version: (n: number) => `Version ${n}`,
    current: 'Current',
    quarantined: 'Set aside',
    quarantinedText: 'This version is stored and can be restored.',
    /** Why a version is in quarantine. */
    reason: {
      empty: 'It arrived empty.',
      'cut-off': 'It arrived incomplete.',
      'other-format': 'Its content is in another format than the document.',
      'web-page': 'A web page arrived instead, perhaps a sign-in page.',
      unrecognised: 'Its content does not look like a document of this type.',
      'save-failed': 'The editor could not save it completely.',
      'head-moved': 'It is based on a version that has since been replaced.',
      'not-permitted': 'It came from somebody who may only read the document.',
    },
    moreAuthors: (n: number) => `${n} more`,
    restore: 'Restore',
    restoreOf: (n: number) => `Restore version ${n}`,
    downloadOf: (n: number) => `Download version ${n}`,
    viewVersion: (n: number) => `View version ${n}`,
    viewShort: 'View',
    compare: 'Compare two versions',
    compareShow: 'Show the changes',
    compareVersion: { history: 'Version', from: 'compared with' },
    askedBy: {
      person: 'Saved while editing',
      autosave: 'Saved automatically',
      command: 'Saved by an application',
    },
    changesOf: (n: number) => `Show changes in version ${n}`,
    changesShort: 'Show changes',
    privateChanges:
      'What was changed cannot be shown for a private document: only its people can open the versions. View a version to read it.',
    restored: (n: number) => `Restored as version ${n}.`,
    earlierInSession: (n: number) =>
      n === 1 ? '1 earlier save of this session' : `${n} earlier saves of this session`,
    editing: 'Editing now',
    role: { owner: 'You are the owner', editor: 'You can edit', viewer: 'You can read' },
    ownedBy: (name: string) => `Owned by ${name}`,
    beingEdited: 'Somebody is editing this document. Please try again when the editor is closed.',
    origin: {
      upload: 'Uploaded',
      save: 'Saved',
      'force-save': 'Saved while editing',
      restore: 'Restored',
      recovered: 'Recovered',
      'office-connector': 'Saved from the desktop',
    },
    shardsPresent: (present: number, total: number, required: number) =>
      `${present} of ${total}, ${required} needed`,
  },

  recovered: {
    found: (n: number) => `An earlier, unsaved state was found and stored as version ${n}.`,
    quarantined: (n: number, reason: string) =>
      `Version ${n} was set aside. ${reason} You can restore it from the list of versions.`,
    dismiss: 'OK',
    dismissOf: (n: number) => `Dismiss: version ${n}`,
  },

  unsaved: {
    title: 'Unsaved changes',
    badge: 'Unsaved changes',
    badgeOf: (title: string) => `Open ${title} with its unsaved changes`,
    text: (names: string, when: string) =>
      names === ''
        ? `The editor could not save the last changes (noticed ${when}). They are not lost.`
        : `The editor could not save the last changes by ${names} (noticed ${when}). They are not lost.`,
    hint: 'Open the document to get them back; they are saved when the editor is closed. Until then the content cannot be restored or replaced.',
    hintViewer: 'They are saved when somebody who may edit opens the document.',
    open: 'Open and save',
    discard: 'Discard the changes …',
    discardText: 'Discarded changes cannot be recovered. The editor will open the current version.',
    discardNow: 'Discard permanently',
    discarded: 'The unsaved changes were discarded.',
    openOrDiscard:
      'There are unsaved changes. Open the document to save them, or discard them first.',
  },

  awaitingOffice: {
    title: 'Waiting for Office',
    text: (template: string) =>
      `Office on your computer makes this document from the template “${template}”. It appears here as soon as it is saved.`,
    open: 'Open in Office',
    hint: 'Does nothing happen? Office Connector must be installed on this computer. Then press the button again.',
    orUpload: 'Or upload the finished file here.',
    removed: (when: string) => `If nothing is saved, it is deleted ${when}.`,
    off: 'Templates are switched off at the moment, so it cannot be opened in Office.',
  },

  personField: {
    placeholder: 'Name, mail address or department',
  },

  share: {
    title: 'Share',
    lead: 'Who may open this document?',
    person: 'Person or group',
    role: 'Permission',
    roles: {
      viewer: 'Can read',
      commenter: 'Can comment',
      'form-filler': 'Can fill in forms',
      reviewer: 'Can suggest changes',
      editor: 'Can edit',
    },
    roleTexts: {
      viewer: 'Reads the document.',
      commenter: 'Reads it and writes comments. The text stays as it is.',
      'form-filler': 'Fills in the fields of a PDF form. Other documents can only be read.',
      reviewer: 'Comments, and changes the text so that every change can be accepted or rejected.',
      editor: 'Changes the document, uploads new versions and restores earlier ones.',
    },
    switches: 'Also allowed',
    switchNames: {
      download: 'Download and open on the desktop',
      print: 'Print',
      copy: 'Copy text',
    },
    keptBack: { download: 'downloading', print: 'printing', copy: 'copying' },
    without: (what: string) => `without ${what}`,
    switchesText:
      'Without downloading there is no file, in whatever format. The editor’s server gives none out either once printing is off as well. Whoever may download can print and copy elsewhere. What a person can read, they can still write down.',
    switchesPrivate:
      'Whoever opens a private document gets its key. The switches remove the buttons and stop the download from Kontor; they cannot keep somebody with technical knowledge from storing what they can read.',
    change: 'Change',
    changeOf: (name: string) => `Change what ${name} may do`,
    save: 'Save',
    add: 'Share',
    remove: 'Remove',
    removeOf: (name: string) => `Stop sharing with ${name}`,
    alone: 'Only you can open it.',
    members: (n: number) => (n === 1 ? 'Group, 1 person' : `Group, ${n} people`),
    thisGroup: 'the group',
    group: 'Group',
    others: 'People with access',
    ownerRole: 'Owner',
    shared: (name: string) => `Shared with ${name}.`,
    removed: (name: string) => `No longer shared with ${name}.`,
    unknown: (name: string) =>
      name === ''
        ? 'No person and no group here is called that. Choose from the list.'
        : `No person and no group here is called “${name}”.`,
    isOwner: (name: string) => `“${name}” owns this document already.`,
  },

  give: {
    title: 'Give to somebody else',
    people: 'People',
    lead: 'Somebody else becomes the owner: they decide who may open the document, and may delete it. You go on editing it.',
    leadAdmin: (owner: string) =>
      `The document belongs to ${owner}. Somebody else becomes its owner; ${owner} keeps no access, unless a group of theirs has some.`,
    whom: 'New owner',
    next: 'Next',
    now: 'Give the document',
    nowAnyway: 'Give it all the same',
    other: 'Choose somebody else',
    willOwn: (name: string, title: string | undefined) =>
      title === undefined
        ? `${name} becomes the owner of the document, and decides who may open it.`
        : `${name} becomes the owner of “${title}”, and decides who may open it.`,
    youStay: 'You stay on it as an editor, until the new owner changes that.',
    ownerLoses: (owner: string) =>
      `${owner} keeps no access, unless a group of theirs has some. What they have open ends at once.`,
    canOpen: (name: string) => `The document is private. ${name} has its key and can open it.`,
    cannotOpen: (name: string) =>
      `The document is private, and ${name} will not be able to open it: its key does not go along.`,
    opens: (names: string) => `Who can open it then: ${names}.`,
    nobodyOpens: 'Nobody’s own key opens it then.',
    recoveryOpens: 'The recovery key opens it as well.',
    shareFirst: (name: string) => `For ${name} to read it, share it with them first.`,
    given: (name: string) => `The document belongs to ${name} now. You can go on editing it.`,
    belongsTo: (name: string) => `The document belongs to ${name} now.`,
    refusals: {
      'no-such-person':
        'This person is not known here, or is disabled. Choose somebody from the list.',
      'is-owner': 'The document belongs to this person already.',
      'directory-away': 'The directory does not answer at the moment. Please try again later.',
      'not-now':
        'The change could not be stored at the moment, and nothing was changed. Please try again later.',
      'asked-again':
        'The document has become private meanwhile. Please look again at what happens.',
    },
  },

  edit: {
    title: (title: string) => `${title} – Editor`,
    loading: 'Opening the document…',
    noScript: 'The editor needs JavaScript. Please switch it on, or download the document.',
    back: 'Back to the document',
    download: 'Download',
    retry: 'Try again',
    unreachable: 'The editor is not available',
    unreachableText:
      'The Document Server does not answer. The document is safe; you can download it in the meantime.',
    unopenable: 'No editor can open this document',
    unopenableText: 'You can download it and open it on your computer.',
    silent: 'The editor could not be loaded',
    silentText:
      'Your browser could not load the editor from its address. The document is safe; you can download it in the meantime.',
    silentAdmin: (address: string) =>
      `Browsers must reach ${address} (KONTOR_EDITOR_URL), and it must lead to this server with its name in the Host header.`,
    keyless: 'You cannot open this document yet',
    keylessText: 'Its page says why, and who was asked to let you in.',
    unprotected: 'Private documents do not open here yet',
    unprotectedText:
      'On this server the editor could read the keys of private documents. Your administrator can change that. You can download the document from its page.',
    unprotectedAdmin: {
      'no-editor-address':
        'Give this server a second host name and set KONTOR_EDITOR_URL to it. If you trust the Document Server with all private keys, set KONTOR_EDITOR_SHARES_ORIGIN=accept instead.',
      'document-server-on-our-host':
        'Give the Document Server a host name of its own and set EUROOFFICE_URL to it. If you trust it with all private keys, set KONTOR_EDITOR_SHARES_ORIGIN=accept instead.',
    },
    slow: 'This is taking unusually long. The editor may still open.',
    earlier: (number: number, when: string) => `This is version ${number} of ${when}.`,
    openNewest: 'Open the newest version',
    signIn: 'Sign in',
    ended: 'You can no longer open this document',
    endedText:
      'It was deleted, or is no longer shared with you. What you typed before that is saved.',
    submitted: 'The form was submitted',
    submittedText:
      'What you filled in is now a document of its own. It belongs to the owner of the form, who was told. The form itself is unchanged.',
    openSubmitted: 'Show it',
    fillAgain: 'Fill in the form again',
    backToList: 'To the documents',
  },

  status: {
    title: 'Status',
    allWell: 'Everything works.',
    problems: (n: number) =>
      n === 1 ? 'One thing needs attention.' : `${n} things need attention.`,
    light: { ok: 'Working', attention: 'Needs attention', down: 'Down', unknown: 'Unknown' },
    fix: 'What to do',
    empty: 'Nothing is checked yet.',
    checked: (when: string) => `Checked ${when}`,
    reachable: (version: string | null) =>
      version === null ? 'Answers.' : `Answers, version ${version}.`,
    answers: 'Answers.',
    fails: 'Does not answer.',
    works: 'Works.',
    notTried: 'Not checked yet.',
    notSetUp: 'Not set up.',
    weakness: {
      'folders-not-synced': (code: string) =>
        `Its folders cannot be synced (${code}): what was saved there in the last seconds may be gone after a power failure of that disk or file server, and is then rebuilt from the other providers.`,
      'files-not-synced': (code: string) =>
        `Its files cannot be synced (${code}): what was saved there in the last minutes may be gone after a power failure of that disk or file server. Use other mount options, or count it out in min_durable.`,
    },
    connections: {
      database: 'Database',
      redis: 'Redis',
      'document-server': 'Document Server',
      callback: 'Callbacks from the Document Server',
      'browser-address': 'Addresses for browsers',
      directory: 'Directory',
      oneoffixx: 'Template backend (Oneoffixx)',
      smtp: 'Mail server',
      oidc: 'Sign-in provider',
      storage: 'Storage provider',
    },
    forgotten: {
      name: 'Forgotten files',
      fix: 'These are saved files that the Document Server could not deliver. Kontor fetches them by itself. A file that stays is in use or is not a valid document: the log names its document, and you can copy the file from the Document Server.',
      summary: (waiting: number, unknown: number): string => {
        const none = unknown === 0 ? 'None.' : 'None of documents known here.';
        const here = waiting === 0 ? none : `Still at the Document Server: ${waiting}.`;
        return [here, ...(unknown === 0 ? [] : [`Of documents unknown here: ${unknown}.`])].join(
          ' ',
        );
      },
    },
    unsaved: {
      name: 'Unsaved changes',
      fix: 'Only the Document Server has these changes. The people of these documents see a note in their list: ask them to open the document, which saves the changes.',
      summary: (documents: number): string =>
        documents === 0
          ? 'None.'
          : documents === 1
            ? 'One document has changes that could not be saved.'
            : `${documents} documents have changes that could not be saved.`,
    },
    autosave: {
      name: 'Autosave',
      off: 'Off. Documents are saved when somebody presses Save and when the last person leaves.',
      every: (seconds: number, open: number): string => {
        const span = seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
        return `Saves open documents every ${span}. Open now: ${open}.`;
      },
      paused: 'Paused, because the Document Server does not answer.',
      fix: 'See what is wrong with the Document Server. Autosave continues by itself.',
    },
    mails: {
      name: 'Mail',
      fine: 'Notifications go out by mail, too.',
      late: (waiting: number, minutes: number): string =>
        waiting === 1
          ? `One mail has waited for ${minutes} min.`
          : `${waiting} mails wait, the oldest for ${minutes} min.`,
      lateFix: 'See what is wrong with the mail server; they are sent by themselves then.',
      failed: (failed: number): string =>
        failed === 1
          ? 'One mail of the last seven days did not arrive.'
          : `${failed} mails of the last seven days did not arrive.`,
      failedFix:
        'The mail server refuses the addresses, or could not be reached for too long: its log says more. The notifications are on the desk all the same.',
    },
    webhooks: {
      name: 'Webhooks',
      fine: (webhooks: number): string =>
        webhooks === 1 ? 'One receiver gets events.' : `${webhooks} receivers get events.`,
      late: (waiting: number, minutes: number): string =>
        waiting === 1
          ? `One event has been waiting for ${minutes} min.`
          : `${waiting} events wait, the oldest for ${minutes} min.`,
      lateFix: 'See what is wrong with the receiver: kontor webhook list and test on the server.',
      dead: (dead: number): string =>
        dead === 1 ? 'One event was given up.' : `${dead} events were given up.`,
      deadFix: 'Repair the receiver, then send them again on the page of the application.',
    },
    audit: {
      entries: (entries: number, count: string): string =>
        entries === 0 ? 'No entry yet.' : entries === 1 ? 'One entry.' : `${count} entries.`,
      lastEntry: (when: string) => `Last entry ${when}`,
      verified: (when: string) => `Verified ${when}`,
      notVerified: 'Not verified yet',
      sealed: (when: string) => `Sealed ${when}`,
      notSealed: 'Not sealed yet',
      broken: (fault: string) => `Verification failed: ${fault}.`,
      faults: {
        changed: (entry: string) => `entry ${entry} is not as it was written`,
        removed: (entry: string) => `entries are missing from number ${entry} on`,
        inserted: (entry: string) => `somebody added entry ${entry}`,
        seal: (_entry: string): string => 'a seal is not as it was signed',
        head: (entry: string) => `the signed end is not at entry ${entry}`,
        reported: (_entry: string): string => 'a server noticed that entries were changed',
      },
      reported: 'A server found entries that were changed, removed or added by somebody else.',
      brokenFix:
        'Somebody changed the database. kontor audit verify on the server names every broken place; keep a copy of the database before you change anything.',
      late: (waiting: number): string =>
        waiting === 1
          ? 'One entry has waited for its place for over a minute.'
          : `${waiting} entries wait for their place, for over a minute.`,
      lateFix: 'See in the log of the servers why they cannot write to the database.',
    },
    storage: {
      title: 'Storage',
      providers: 'Storage providers',
      summary: (versions: string, waiting: number, underRepair: number) => {
        const all = versions === '1' ? '1 version' : `${versions} versions`;
        if (waiting === 0) return versions === '1' ? `${all}, complete.` : `${all}, all complete.`;
        return `${all}; to repair: ${waiting}, of these being repaired now: ${underRepair}.`;
      },
      counted: (when: string) => `Counted ${when}`,
      kept: (shards: string, size: string) =>
        shards === '1' ? `1 shard, ${size}` : `${shards} shards, ${size}`,
      missing: (shards: string) => `${shards} missing`,
      filled: (name: string, whole: string, missing: string) =>
        `${name}: shards present ${whole}, missing ${missing}`,
      state: {
        active: 'In use',
        draining: 'Being emptied',
        drained: 'Empty; can be removed',
        gone: 'No longer configured',
      },
      verified: (when: string) => `Oldest verification: ${when}`,
      drain: (name: string) => `Empty ${name}`,
      undrain: (name: string) => `Use ${name} again`,
      fewest: (needed: number) =>
        `A version needs ${needed} storage providers. Add one to the settings before you empty another.`,
      scrub: 'Verification',
      scrubbed: (done: string, total: string) => `${done} of ${total} shards verified.`,
      scrubNow: 'Verify everything now',
      atRisk: 'Versions at risk',
      noRisk: 'None: every version can lose one more shard.',
      shardsLeft: (present: number, total: number, required: number) =>
        present < required
          ? `${present} of ${total} shards; ${required} are needed. Bring a storage provider back.`
          : `${present} of ${total} shards; ${required} are needed.`,
      orphans: (n: string) =>
        n === '1'
          ? '1 shard belongs to no version; it is deleted after a waiting period.'
          : `${n} shards belong to no version; they are deleted after a waiting period.`,
      unknownOrphans: (n: string) =>
        n === '1'
          ? '1 shard belongs to a document that the database does not know. It is kept: kontor reindex adds it to the database.'
          : `${n} shards belong to documents that the database does not know. They are kept: kontor reindex adds them to the database.`,
      thinning: 'Intermediate versions',
      thinned: (n: string, size: string) =>
        `Older ones are thinned out. Removed so far: ${n}; freed: ${size}.`,
      notThinned: 'All of them are kept (KONTOR_THINNING=off).',
      lastThinned: (when: string) => `Last pass: ${when}`,
    },
  },

  activity: {
    title: 'Activity',
    link: 'Activity',
    back: 'To the document',
    lead: 'Who did what with this document, as the audit log has it. Only its owner sees this.',
    none: 'Nothing has happened yet.',
    somebody: 'Somebody unknown',
    theServer: 'The server',
    sentences: {
      'document.created': ({ who }: Happened) => `${who} created the document.`,
      'document.opened': ({ who, version }: Happened) =>
        `${who} opened version ${version} in the editor.`,
      'document.downloaded': ({ who, version }: Happened) =>
        `${who} downloaded version ${version}.`,
      'document.exported': ({ who, as }: Happened) => `${who} downloaded it as ${as}.`,
      'document.renamed': ({ who }: Happened) => `${who} renamed the document.`,
      'document.shared': ({ who, person }: Happened) => `${who} shared it with ${person}.`,
      'document.unshared': ({ who, person }: Happened) => `${who} ended sharing it with ${person}.`,
      'document.deleted': ({ who }: Happened) => `${who} deleted the document.`,
      'document.restored': ({ who }: Happened) => `${who} restored the document.`,
      'document.owner-changed': ({ who, person }: Happened) => `${who} made ${person} its owner.`,
      'version.saved': ({ who, version }: Happened) => `${who} saved version ${version}.`,
      'version.quarantined': ({ version }: Happened) =>
        `Version ${version} was put into quarantine.`,
      'version.restored': ({ who, version }: Happened) =>
        `${who} restored an earlier version as version ${version}.`,
      'version.recovered': ({ version }: Happened) =>
        `Version ${version} was recovered from the editor.`,
      'custody.changed': ({ who }: Happened) => `${who} changed who can open what is stored.`,
      'key.released': ({ who }: Happened) => `${who} gave the server the key for the editor.`,
    },
  },

  admin: {
    title: 'Administration',
    menu: {
      people: 'People',
      groups: 'Groups',
      applications: 'Applications',
      connections: 'Connections',
      settings: 'Settings',
      audit: 'Audit log',
      status: 'Status and storage',
    },
    more: 'Show more',
    copy: 'Copy',
    show: 'Show',
    people: {
      you: 'you',
      search: 'Beginning of a name or mail address',
      none: 'Nobody is found.',
      administrator: 'Administrator',
      disabled: 'Disabled',
      makeAdministrator: 'Make administrator',
      noAdministrator: 'Remove as administrator',
      disable: 'Disable',
      enable: 'Enable',
    },
    person: {
      origins: {
        local: 'Account of this server',
        directory: 'Account of the directory',
        openid: 'Account of a sign-in provider',
        playground: 'Account of the playground',
        awaited: 'Has not signed in yet',
        client: 'Application',
      },
      standing: 'Rights',
      standingText:
        'Whoever is disabled is signed out everywhere within five seconds; documents and shares stay.',
      signIn: 'Signing in',
      linkText:
        'With a link the person chooses a new password. It works once and for a day; a new one ends the last.',
      makeLink: 'Make a link for a new password',
      link: 'Link for a new password',
      linkOnce:
        'It is shown only now. Give it to the person in a way that nobody else can read: whoever has it can sign in as this person.',
      passwordElsewhere:
        'This password is not kept here: it is changed in the directory or at the provider.',
      mail: 'Mail address',
      mailField: 'Address for notifications',
      mailText:
        'Notifications go there, too, if this server sends mail. Only administrators set it. Leave it empty for none.',
      saveMail: 'Save the address',
      unusableMail: 'This is no mail address. Give one such as anna@example.org.',
      noMail: 'None',
      mailFrom: {
        directory: 'It comes from the directory, and is changed there.',
        openid: 'It comes from the sign-in provider, and is changed there.',
        awaited: 'It comes with the first sign-in.',
      },
      noSecondFactor: 'No second factor is set up.',
      resetSecondFactor: 'Remove the second factors …',
      resetText:
        'For somebody who has lost everything. Apps, passkeys and recovery codes are removed, and the person is signed out everywhere.',
      resetNow: 'Remove them',
      handOver: 'Hand over the documents',
      handOverText:
        'All documents of this person get another owner, also deleted ones; this person keeps nothing. For somebody who leaves.',
      newOwner: 'New owner',
      acceptPrivate: 'Also private documents that the new owner cannot open then',
      handOverNow: 'Hand over all',
      chooseSingle: 'Choose single documents',
      single: 'Single documents',
      singleText:
        'Titles are not shown: an administrator cannot read the documents of others. Ask the person, or whoever they are shared with, which ones are meant; the address of a document ends with its id.',
      documents: (n: number): string =>
        n === 1
          ? 'One document, in the order of creation.'
          : `${n} documents, in the order of creation.`,
      documentNumber: (n: number, type: string) => `No. ${n}, ${type}`,
      noDocuments: 'This person owns no documents.',
      noMoreDocuments: 'There are no more documents.',
      noContent: 'No content yet',
      sharedWith: (n: number): string =>
        n === 0 ? 'not shared' : n === 1 ? 'shared once' : `shared ${n} times`,
      madeAt: (when: string) => `Created ${when}`,
      isDeleted: 'Deleted',
      isAwaited: 'Waits for its content',
      handOverTicked: 'Hand over the ticked ones',
      activity: 'What this person did, in the audit log',
    },
    groups: {
      lead: 'Documents are shared with a group as with a person. Groups of the directory and of sign-in providers are changed there.',
      search: 'Part of a name',
      empty:
        'There are no groups yet. Create one below, or let people of the directory sign in: their groups follow.',
      none: 'No group has such a name.',
      members: (n: number) => (n === 0 ? 'No members' : n === 1 ? '1 person' : `${n} people`),
      sources: { local: 'Local', directory: 'Directory' },
      newTitle: 'New group',
      name: 'Name of the group',
      make: 'Create',
      elsewhere:
        'This group is kept elsewhere. Who is in it is changed there, and follows here within five minutes.',
      addTitle: 'Add people',
      find: 'Find',
      add: 'Add',
      isIn: 'Already in it',
      membersTitle: 'Members',
      nobody: 'Nobody is in this group yet. Find people above and add them.',
      nobodyElsewhere: 'Nobody of this group has signed in here yet.',
      remove: 'Remove',
      removeGroup: 'Delete this group …',
      removeText: (name: string) =>
        `What was shared with “${name}” will not be shared with its members any more, and open editors of theirs end. This cannot be undone.`,
      removeNow: 'Delete the group',
    },
    outcomes: {
      'group-added': 'The group has been created.',
      'group-removed': 'The group has been deleted.',
      'member-added': 'The person is now in the group.',
      'member-removed': 'The person is no longer in the group.',
      'second-factor-reset':
        'The second factors are removed. The person signs in with the password alone and can set up new ones.',
      'mail-saved': 'The mail address is saved.',
      'mail-removed': 'The mail address is removed.',
      'application-changed': 'It is changed, and applies from the next request on.',
      'not-saved': 'Nothing is saved: see what is said beside the fields.',
      'application-removed': 'The application is removed.',
      'credential-removed': 'It is removed. Whatever still uses it is refused.',
      'too-many-client-secrets':
        'It has as many secrets and keys as there can be. Remove one first.',
      'no-such-client-secret': 'This secret or key was removed already.',
      'test-arrived': 'The test arrived.',
      'test-failed':
        'The test did not arrive. The first delivery below says why; see what is wrong with the receiver.',
      'delivery-waits': 'It is sent again in a moment.',
      'still-waiting': 'It waits already and is sent by itself.',
      'webhook-disabled':
        'This webhook is switched off: nothing is sent. The application can switch it on.',
      'no-such-delivery': 'This delivery is not kept any more.',
      'handed-over': 'The documents have been handed over.',
      'none-chosen': 'No document is ticked. Tick those that get another owner.',
      'not-theirs':
        'One of the documents belongs to somebody else by now; nothing was handed over. Choose again.',
      'handed-over-partly': 'There are many: some are handed over. Do it again, and it goes on.',
      'directory-away': 'The directory does not answer at the moment. Please try again later.',
      'no-such-person': 'The new owner is not known. Check the user name.',
      'owner-cannot-open':
        'Some documents are private, and the new owner could not open them. Share them first, or tick the box to hand them over all the same. Nothing was handed over.',
      'group-name-taken': 'A local group has this name already. Choose another one.',
      'invalid-group-name':
        'This cannot be the name of a group. Choose one of 1 to 256 visible characters.',
      'group-of-source': 'This group is kept elsewhere. Change it there.',
      'no-such-group': 'This group does not exist any more.',
      'last-administrator':
        'This is the last administrator. Make somebody else an administrator first.',
      'unknown-account': 'This person is not known or not in the group any more.',
    },
    applications: {
      lead: 'Programs that use Kontor through its API, for themselves or for the people who work with them.',
      none: 'No application has access yet. Make one below.',
      noScopes: 'May do nothing yet',
      newTitle: 'New application',
      name: 'Name',
      nameHint: 'Small letters and digits, and between them the characters . _ and -',
      make: 'Make the application',
      scopes: 'What it may do',
      scopeTexts: {
        'documents:read': 'Read documents: its own, and those shared with it',
        'documents:write': 'Create documents, change, share and delete them',
        sessions: 'Open documents in the editor',
        'people:read': 'Look up people and groups',
        'act-for-people': 'Act for people: with the rights of each person that it names',
        webhooks: 'Be told of changes (webhooks)',
        admin: 'Administer Kontor, as you do here',
      },
      origins: 'Web pages that may use it, one on each line',
      originsHint:
        'Scheme, host and port, such as https://app.example.ch. Without one, only servers can use it.',
      groups: 'For whose people it may act',
      groupsHint: 'Tick groups to allow only the people in them. With none ticked: everybody.',
      noGroups: 'There is no group: it may act for everybody.',
      removedGroup: 'A group that was removed',
      otherGroups: 'Find other groups',
      findGroups: 'Find',
      keysTitle: 'Keys of its own',
      keysText:
        'With a key pair of its own it needs no secret: it signs, and Kontor checks that with its public keys. Give the address or the keys.',
      keysAddress: 'Address of its public keys',
      addressHint: 'With https, such as https://app.example.ch/jwks. Empty: none.',
      keySet: 'Or its public keys (JSON Web Key Set)',
      keySetHint: 'Only public keys. The private key never leaves the application.',
      issuerTitle: 'People of its own',
      issuerText:
        'If the application signs in its people itself, Kontor believes the tokens of this issuer about who they are. A change signs out those who came this way.',
      issuer: 'Issuer (iss)',
      issuerKeys: 'Address of the issuer’s public keys',
      audience: 'Audience (aud)',
      usernameClaim: 'Claim with the user name',
      displayNameClaim: 'Claim with the display name',
      mailClaim: 'Claim with the mail address',
      faults: {
        'client-name-taken': 'An application has or had this name. Choose another one.',
        'invalid-client-name':
          'This cannot be the name of an application. Use small letters and digits, and between them the characters . _ and -',
        'invalid-origin':
          'One of the web pages is not possible. Give scheme, host and port only, such as https://app.example.ch.',
        'no-such-group': 'One of these groups does not exist any more. Remove its tick.',
        'invalid-keys':
          'These are not public keys. Paste a JSON Web Key Set with RSA, elliptic curve or Ed25519 keys, without their private part.',
        'both-keys': 'Give the address or the keys, not both.',
        'invalid-keys-address':
          'No keys can be fetched from this address. Give an https address, or http on this computer.',
        'private-keys-address':
          'This address is in a private network, where no keys are fetched. Give a public one, or set KONTOR_WEBHOOK_ALLOW_PRIVATE=true on the server.',
        'issuer-of-another':
          'Another application has this issuer with keys at another address. Give the same address, or another issuer.',
        'issuer-incomplete':
          'Issuer, address of the keys and audience go together. Fill in all three, or none.',
      },
      added: (when: string) => `Made ${when}`,
      clientId: 'Client id:',
      credentials: 'Secrets and keys',
      credentialsText:
        'To replace one without an interruption: make a new one, change the application to it, then remove the old one.',
      ownKeys: 'It signs with keys of its own.',
      noCredentials: 'It has none: nobody can use it.',
      secret: 'Secret',
      key: 'API key',
      shownOnce: 'It is shown only now. Put it where the application reads it, and nowhere else.',
      made: (when: string) => `Made ${when}`,
      neverUsed: 'Never used',
      lastUsed: (when: string) => `Last used ${when}`,
      expires: (when: string) => `Expires ${when}`,
      makeSecret: 'Make a secret',
      keyUntil: 'Last day of the key (empty: it does not expire)',
      makeKey: 'Make an API key',
      removeCredential: 'Remove …',
      removeCredentialText: 'Whatever still uses it is refused from now on.',
      removeNow: 'Remove now',
      rights: 'Rights',
      ending: 'Stop',
      endingText: 'While it is disabled, everything that it sends is refused.',
      remove: 'Remove this application …',
      removeText: (name: string) =>
        `“${name}” loses its secrets, keys and tokens for ever, and nobody else can get its name. Its documents stay. This cannot be undone.`,
    },
    webhooks: {
      title: 'Webhooks',
      one: 'Webhook',
      noWebhooks: 'None. The application registers the addresses that are told of changes.',
      subscribedTo: 'Events:',
      gone: 'Switched off: the receiver answered that it is gone for ever.',
      disabled: 'Switched off: nothing is sent.',
      test: 'Send a test',
      testText: 'Sends one event now and says what came of it.',
      deliveries: 'Deliveries',
      all: 'All',
      onlyDead: 'Given up',
      none: 'Nothing was sent yet.',
      noneDead: 'Nothing was given up.',
      states: { waiting: 'waiting', delivered: 'delivered', dead: 'given up' },
      attempts: (n: number) => (n === 1 ? '1 attempt' : `${n} attempts`),
      answered: (status: number) => `answered ${status}`,
      noAnswer: (fault: string) => `no answer: ${fault}`,
      resend: 'Send again',
    },
    connections: {
      lead: 'The systems that Kontor works with. Each is tried the way it is really used, by itself and when you ask.',
      states: {
        ok: 'Works',
        warned: 'Works, needs attention',
        failing: 'Does not work',
        unknown: 'Not known',
        off: 'Not set up',
      },
      fix: 'What to change',
      code: 'Cause for programs:',
      checked: (when: string) => `Checked ${when}`,
      test: 'Test now',
      result: (name: string, state: string) => `${name}: ${state}`,
    },
    settings: {
      lead: 'Changes act on all servers within five seconds.',
      refused: (name: string) => `The value for “${name}” is not possible. Nothing was changed.`,
      save: 'Save',
      reset: 'Back to the default',
      initial: (value: string) => `Default: ${value}.`,
      changed: (who: string, when: string) => `Changed by ${who} ${when}.`,
      commandLine: 'the command line',
      empty: 'none',
      names: {
        oneoffixx_cache_timeout: 'Template lists are kept for (seconds; 0: never)',
        oneoffixx_fake_sid: 'One SID for everybody, while trying out',
        autosave_seconds: 'Autosave every (seconds; 0: never)',
        shadow_days: 'Documents from templates without content are removed after (days)',
        audit_days: 'Audit log is kept for (days)',
        max_file_bytes: 'Largest file (bytes)',
        uploads_per_person: 'Resumable uploads of one person at a time',
      },
    },
    audit: {
      none: 'There are no such entries.',
      nobody: 'nobody known',
      all: 'All',
      fields: {
        from: 'From',
        to: 'To',
        actor: 'Person',
        actorId: 'Account (id)',
        action: 'Action',
        document: 'Document (id)',
        result: 'Result',
        client: 'Application',
      },
      results: {
        ok: 'done',
        refused: 'refused',
        failed: 'failed',
      },
    },
  },

  error: {
    home: 'Go to the documents',
    retry: 'Try again',
    reference: 'For your administrator:',
    notFound: {
      title: 'This page does not exist',
      text: 'It may have been deleted, or it is not shared with you. Ask the person who sent you here.',
    },
    forbidden: {
      title: 'You are not allowed to do this',
      text: 'You can view it, but not change it. Please ask the owner.',
    },
    conflict: {
      title: 'Somebody else was faster',
      text: 'It has changed in the meantime. Please check it and try again.',
    },
    invalid: {
      title: 'That did not work',
      text: 'Something was missing or invalid. Please go back and check.',
    },
    tooLarge: {
      title: 'This file is too large',
      text: 'Please choose a smaller one, or ask your administrator to raise the limit.',
    },
    unsupported: {
      title: 'This type of file is not accepted',
      text: 'Kontor accepts documents, spreadsheets, presentations and PDF.',
    },
    mismatch: {
      title: 'The content does not match the file name',
      text: 'The file is of another type than its extension says, or it is damaged. Please check it in its own program.',
    },
    unavailable: {
      title: 'Not available at the moment',
      text: 'Please try again in a minute.',
    },
    tooMany: {
      title: 'Too many requests',
      text: 'Too many requests came from you or your network within a minute. Please wait a minute, then try again.',
    },
    unexpected: {
      title: 'Something went wrong',
      text: 'It is not your fault, and nothing was lost. Please try again. If it happens again, give your administrator the number below.',
    },
  },

  account: {
    title: 'My account',
    byMail: {
      title: 'Notifications by mail',
      on: (address: string) => `What you find under Notifications also goes to ${address}.`,
      off: (address: string) => `Nothing is sent to ${address}.`,
      noAddress: 'Your account has no mail address, so no mail is sent to you.',
      switchOff: 'Send no mail',
      switchOn: 'Send mail, too',
    },
    devices: 'Signed-in devices',
    devicesText:
      'You are signed in here. If you do not recognise one of them, sign out there and change your password.',
    thisDevice: 'this device',
    unknownDevice: 'Unknown browser',
    unknownProgram: 'Unknown program',
    begun: (when: string) => `Signed in ${when}`,
    lastUsed: (when: string) => `Last used ${when}`,
    signOutThere: 'Sign out there',
    signOutOf: (device: string) => `Sign out there: ${device}`,
    signOutEverywhere: 'Sign out everywhere',
  },

  notifications: {
    title: 'Notifications',
    none: 'Nothing new',
    noneText:
      'When somebody mentions you in a comment or asks you for something, you find it here.',
    somebody: 'Somebody',
    count: (count: number) => (count === 1 ? '1 notification' : `${count} notifications`),
    remove: (title: string) => `Remove the notification about ${title}`,
    removeAll: 'Remove all',
    kind: {
      mention: ({ name, title }: Told) => `${name} mentioned you in “${title}”`,
      'edit-rights': ({ name, title }: Told) => `${name} would like to edit “${title}”`,
      'not-converted-back': ({ title, text }: Told) =>
        `“${title}” could not be saved in its format any more; it is now a .${text} file`,
      'key-requested': ({ title, text }: Told) => {
        const { people, group } = waitingIn(text);
        const who = people === 1 ? 'One person' : `${people} people`;
        const where = group === '' ? '' : ` in the group ${group}`;
        return `${who}${where} ${people === 1 ? 'waits' : 'wait'} for access to “${title}”: open it to let them in`;
      },
      'documents-given': ({ name, title, text }: Told) =>
        text === '1' ? `${name} gave you “${title}”` : `${name} gave you ${text} documents`,
      'form-submitted': ({ name, text }: Told) => `${name} filled in your form “${text}”`,
    },
  },

  private: {
    title: 'Private documents',
    lead: 'Only you and the people you share it with can open a private document. Not even the administrator of this server can read what is stored.',
    sign: 'Private',
    signText: 'Only the people it is shared with can open it',
    needsScript: 'This page needs JavaScript: your key is created and used only in this browser.',
    needsHttps: 'Your browser allows this only over https. Please ask your administrator.',
    make: 'Create my key',
    makeText:
      'Your key is created in this browser and locked with a passphrase that only you know. Nobody can reset it.',
    passphrase: 'Passphrase',
    newPassphrase: 'New passphrase',
    repeat: 'Repeat the passphrase',
    passphraseHint: 'At least 12 characters. Four or five random words are good.',
    choice: 'New documents',
    choices: {
      private: 'Private: only people can open them',
      ordinary: 'Ordinary: the server can open them, too',
    },
    kit: 'Recovery kit',
    kitText:
      'A page with your key in plain text. It lets you, or anybody who finds it, open your documents without the passphrase. Print it and keep it as safe as a passport.',
    kitMissing:
      'You have not stored your recovery kit yet. Without it, nobody can open your documents if you lose the passphrase.',
    kitCheckedAt: (when: string) => `Checked ${when}.`,
    kitShow: 'Show the recovery kit',
    kitFor: (name: string) => `Kontor recovery kit for ${name}`,
    kitUse:
      'Forgotten the passphrase? Open “Private documents” in Kontor, choose “I have the recovery kit”, and type this key. Without Kontor, the program “age” opens the documents with this key.',
    kitPrint: 'Print',
    kitCheck: 'Type the last six characters of the key from the paper',
    kitChecked: 'Check',
    kitLater: 'Not now',
    unlockMethods: 'What opens your key',
    unlockMethodKinds: { passphrase: 'Passphrase', passkey: 'Passkey' },
    removeUnlockMethod: (label: string) => `Remove ${label}`,
    changePassphrase: 'Change the passphrase',
    addPasskey: 'Add a passkey of this device',
    noPasskeys: 'This browser offers no passkeys.',
    lost: 'I have the recovery kit',
    lostText: 'Type the key from the kit and choose a new passphrase.',
    kitAgain:
      'Has Kontor lost your key? Type it from the kit and choose a passphrase. It opens the same documents as before.',
    kitUseKey: 'Use this key',
    kitKey: 'Key from the kit',
    lockNow: 'Lock now',
    unlockTitle: 'Unlock your key',
    unlockText: 'Private documents are opened in this browser, with your key.',
    unlock: 'Unlock',
    unlockPasskey: 'Use a passkey',
    unlockWrong: 'This is not your passphrase. Please try again.',
    unlockPasskeyFailed: 'No passkey of this device opens your key.',
    unlockLost: 'Passphrase lost?',
    privacy: 'Privacy',
    isPrivate:
      'Private: only the people it is shared with can open what is stored. While somebody edits it, the editor’s server can read it.',
    waiting: (n: number) =>
      n === 1
        ? 'One person waits for the key of this document.'
        : `${n} people wait for the key of this document.`,
    waitingText: (n: number): string =>
      n === 1
        ? 'You shared it with this person, or with a group they are in. They can open it once you give them the key; nobody else can give it.'
        : 'You shared it with these people, or with a group they are in. They can open it once you give them the key; nobody else can give it.',
    shareNoKey: 'No key of their own yet: cannot open it',
    shareWaiting: 'Waits for the key',
    sharedKeyless: (name: string) =>
      `Shared with ${name}, who has no key yet and cannot open it. Once they create one under “Private documents”, you are notified, and let them in by opening this page.`,
    cannotOpen: 'You cannot open this document yet',
    makeKeyFirst: (owner: string) =>
      `It is private, and you have no key of your own yet. Create one; then ${owner} is asked to let you in.`,
    wasAsked: (name: string, when: string) =>
      `It is private, and its key still has to be given to you. ${name} was asked ${when}, and does it by opening the page of the document. You need not do anything.`,
    nobodyLetsIn: (owner: string) =>
      `It is private, and only ${owner}, who owns it, could give you its key, but cannot at the moment. Ask ${owner}, or somebody who can open it for a copy.`,
    ownerCannotOpen:
      'It is private, and its key was never given to you. Ask somebody who can open it for a copy.',
    awaitsKey: 'Not open to you yet',
    awaitsKeyText: 'Its page says why, and what happens next.',
    awaitsKeyOf: (title: string) => `“${title}” is not open to you yet; see why`,
    giveKey: 'Give them the key',
    isOrdinary: 'Ordinary: this server can open it for the people it is shared with.',
    makePrivate: 'Make private',
    makeOrdinary: 'Let the server open it again',
    madePrivate: 'The document is now private.',
    noOwnKey: 'You need a key of your own first. Create it under “Private documents”.',
    notYetPrivate: 'The document is not private yet.',
    couldNotOpen: (n: number) =>
      n === 1 ? 'One person could not open it any more' : `${n} people could not open it any more`,
    couldNotOpenText: (n: number): string =>
      n === 1
        ? 'This person has no key of their own. The document stays shared with them, and opens for them again once they have created a key under “Private documents”: you are notified then, and let them in by opening this page.'
        : 'These people have no key of their own. The document stays shared with them, and opens for each of them again once they have created a key under “Private documents”: you are notified then, and let them in by opening this page.',
    norInGroups: (n: number): string =>
      n === 1
        ? 'Nor could one member of the groups it is shared with.'
        : `Nor could ${n} members of the groups it is shared with.`,
    andMore: (n: number) => `and ${n} more`,
    makePrivateAnyway: 'Make private anyway',
    stayOrdinary: 'Leave it as it is',
    unshareText:
      'People you remove cannot open what is saved from now on. They may have kept copies of what they could read before.',
    keyReleases: 'When the server could read it',
    keyReleasesText: 'Each time somebody opened it in the editor, from opening to closing.',
    keyRelease: (version: number, from: string, until: string) =>
      `Version ${version}, ${from} to ${until}`,
    fetched: (n: number) =>
      n === 0 ? 'not fetched' : n === 1 ? 'fetched once' : `fetched ${n} times`,
  },
  pick: {
    title: {
      image: 'Choose an image',
      document: 'Choose a document',
      spreadsheet: 'Choose a spreadsheet',
    },
    fromComputer: 'Image from this computer',
    imageKept: 'It goes into the document, and is kept among your documents.',
    empty: {
      image: 'You have no images here yet.',
      document: 'You have no other text documents here.',
      spreadsheet: 'You have no other spreadsheets here.',
    },
    refusal: {
      private: 'Private: the server cannot decrypt it. Download it and insert the file.',
      download: 'Its owner does not allow you to download it.',
    },
  },
  client: {
    untitled: 'New document',
    openIt: 'Open',
    fillingStarted:
      'The form can be filled in now. Its owner can share it with those who are to do so.',
    fillingShare: 'The form can be filled in now. Share it with those who are to do so.',
    nothingSubmitted: 'Nothing was submitted yet that you may see.',
    submittedSoFar: 'Submitted so far: {n}. The newest is “{title}”.',
    privateForm:
      'This form is private: it can be read here, but not filled in, because the server could read what it becomes. Ask its owner for a form that is not private.',
    compared: 'Version {n} compared with version {from}.',
    comparedPlainly:
      'This is version {n} as it is: the editor can mark changes only since the version that an editing session began with. Between version {from} and this one, changes were made by {who}.',
    comparedSession: 'Changes of the last session',
    fillingAlone:
      'No other person sees what you fill in before you submit it. If you leave earlier, it is not kept.',
    notSubmitted: 'You have not submitted what you filled in. If you leave now, it is lost.',
    leaveAnyway: 'Leave without submitting',
    madeDocument: '“{title}” is a new document of yours.',
    copied: 'Copied.',
    copyFailed: 'Select the text and copy it yourself, please.',
    testing: 'Testing …',
    downloadedAs: '“{name}” was downloaded.',
    noSource: 'There is no such spreadsheet for you any more, or it may not be used here.',
    noImage: 'choose a picture of one of these types: {types}',
    makingFile: 'Being made for download …',
    waiting: 'Waiting',
    finishing: 'Storing',
    cancel: 'Cancel',
    cancelOf: 'Cancel {name}',
    retry: 'Retry',
    retryOf: 'Upload {name} again',
    dismiss: 'Dismiss',
    dismissOf: 'Dismiss {name}',
    open: 'Open',
    uploaded: '{name} was uploaded.',
    uploadCancelled: 'The upload of {name} was cancelled.',
    uploadFailed: '{name} could not be uploaded: {reason}',
    uploadOld: 'Old format: the editor saves changes in the new one.',
    convertTo: 'Convert to .{to}',
    convertOf: 'Convert {name} to .{to}',
    uploadConverting: 'Being converted to .{to}',
    uploadConverted: 'Version 2 is .{to}. The original stays as version 1.',
    offline: 'No connection. This page may be out of date.',
    online: 'Connected again.',
    connectionLost: 'the connection was lost',
    tooLarge: 'the file is too large',
    unsupported: 'this type of file is not accepted',
    mismatch: 'the content does not match the file name',
    oneFileOnly: 'Please choose one file: it becomes the new version of this document.',
    otherKind: 'this document is a .{type} file; please choose a file of that type',
    changedMeanwhile: 'somebody saved a newer version in the meantime; view it, then upload again',
    editedMeanwhile: 'somebody is editing the document; try again when the editor is closed',
    heldOnDesktop: 'somebody is working on the document on their desktop; try again later',
    unsavedWait: 'there are unsaved changes; open the document to save them, or discard them first',
    notNow: 'the document cannot be replaced at the moment; check its page, then try again',
    notYoursNow: 'you can no longer edit this document',
    editedNow: 'Somebody is working on this document. Please try again later.',
    signedOut: 'you are no longer signed in',
    signedOutKept:
      'You are signed out. Nothing was saved, and what you typed stays here. Sign in, then try again.',
    signInAgain: 'Sign in in a new tab',
    failed: 'something went wrong, please try again',
    found: '{n} found',
    savedAs: 'Saved as version {n}.',
    nowEditing: 'Editing now: {names}.',
    nobodyEditing: 'Nobody is editing any more.',
    renamed: 'Renamed.',
    renameFailed: 'The title could not be changed. Please try again.',
    emptyTitle: 'A document needs a title.',
    done: 'Done.',
    notDone: 'That did not work. Please try again.',
    refreshed: 'The document was saved elsewhere. This is the newest content.',
    onTheirDesktop: '{name} is working on it on their desktop. You can read it, but not edit it.',
    editorOf: 'Editor: {title}',
    titleStays: 'The title could not be changed. It stays “{title}”.',
    newestShown: 'There was a newer version. It is shown now.',
    newerVersion: 'There is a newer version.',
    showNewest: 'Show it',
    replacedElsewhere:
      'The document was replaced elsewhere. Reload to continue with the newest version.',
    beingStored: 'The document is being stored. One moment, please.',
    checkedOutNow:
      '{name} is working on it on their desktop now. What you typed before that is saved.',
    mayOnlyLook: 'You can only read this document now. What you typed before that is saved.',
    rightsChanged:
      'What you may do with this document has changed. What you typed before that is saved.',
    notCommentable: 'You may comment, but not in a .{type} document: it is shown for reading.',
    notFillable:
      'You may fill in forms, but this .{type} document is none: it is shown for reading.',
    notReviewable: 'Changes cannot be tracked in a .{type} document.',
    historyFailed: 'This version could not be shown. Please try again.',
    historyOtherKind:
      'Version {n} is in another kind of format. Open it on the page of the document.',
    restoredAs: 'Restored as version {n}.',
    restoreNotAllowed: 'Nothing was restored: you may not edit this document any more.',
    restoreCheckedOut:
      'Nothing was restored: somebody is working on this document on their desktop.',
    restoreAway: 'The editor did not hand out this step. Please try to restore it again.',
    mayEditNow: 'You can edit this document now.',
    convertsFirst:
      'This document is in an old format (.{from}). Changes are saved as .{to}; the original stays as an earlier version.',
    editConverted: 'Edit as .{to}',
    lossyWord:
      'Not everything can be kept in .{from}: content controls, form fields and some formatting may be lost when the document is saved.',
    lossyCell:
      'Not everything can be kept in .{from}: pivot tables, some functions and some formatting may be lost when the spreadsheet is saved.',
    lossySlide:
      'Not everything can be kept in .{from}: some animations, transitions and effects may be lost when the presentation is saved.',
    continueIn: 'Continue as .{to}',
    continuing:
      'The document is being converted to .{to}. The original stays as an earlier version.',
    notContinued: 'This document could not be converted to .{to}. It stays as it is.',
    preparing: 'The {name} file is being prepared. The download begins by itself.',
    editRightsAsked: 'The owner was told that you would like to edit this document.',
    mentionedNobody: 'Nobody was notified: the people mentioned cannot open this document.',
    shareHere: 'You change who may open the document on its page.',
    shareOpen: 'Open',
    openedReadOnly: 'The editor opened it read-only. Too many people may be editing at the moment.',
    signedOutEditing: 'You are signed out. Sign in again in another tab; then this page continues.',
    editorFailed: 'The editor reports a problem: {reason}',
    saveTrouble:
      'The editor lost its connection. Leave this page open; it will reconnect by itself.',
    reload: 'Reload',
    templates: 'Templates: {n}',
    chooseTemplate: 'Please choose a template.',
    creating: 'Creating…',
    openingOffice: 'Office is being opened on your computer.',
    downloaded: '{name} was decrypted in this browser and downloaded.',
    restoredNow: 'Restored.',
    sharedWith: 'Shared with {name}.',
    sharedWithSome:
      'Shared with {name}. Without a key of their own, and unable to open it: {people}. They create one under “Private documents”; you are notified then, and let them in by opening this page.',
    nobodyFound: 'Nobody found. Type another part of the name.',
    morePeople: 'The first {n} of more. Type a bit more of the name.',
    peopleUnreachable:
      'The server cannot be reached. What you typed stays; the search goes on with the next letter.',
    peopleIncomplete: 'The directory does not answer at the moment: there may be others.',
    personChosen: 'Chosen: {name} ({about})',
    groupMembers: 'Group · {n}',
    keysGiven: 'They can open it now.',
    sharedKeyless:
      'Shared with {name}, who has no key yet and cannot open it. Once they create one under “Private documents”, you are notified, and let them in by opening this page.',
    noSuchPerson: 'There is nobody with this name. Choose the person from the list.',
    ownerAlready: 'This is the owner, who has access already.',
    unsavedChanges:
      'There are unsaved changes. Open the document to save them, or discard them first.',
    beingEdited: 'Somebody is editing this document. Please try again when the editor is closed.',
    passphraseShort: 'Please choose at least 12 characters.',
    passphraseDiffers: 'The two passphrases differ.',
    kitWrong: 'These are not the last six characters of the key. Please check the paper.',
    kitChecked: 'Correct. You can put the paper away now.',
    keyRestored: 'Your key was restored.',
    kitNoKey: 'This is not the key from your recovery kit.',
    passphraseChanged: 'The passphrase was changed.',
    passkeyAdded: 'The passkey was added.',
    passkeyFailed: 'This device could not create a passkey. Please use the passphrase.',
    locked: 'Your key is locked.',
    lastUnlockMethod: 'This is the only thing that opens your key. Add another one first.',
    newArePrivate: 'New documents are private from now on.',
    newAreOrdinary: 'New documents are ordinary from now on.',
  },
};
