/** The catalogue that defines which texts there are; German and French have to say them all. */
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

  menu: { documents: 'Documents', status: 'Status', signOut: 'Sign out', account: 'Your account' },

  login: {
    title: 'Sign in',
    lead: 'Your documents are waiting.',
    username: 'User name',
    password: 'Password',
    submit: 'Sign in',
    local: 'Use your Kontor account.',
    wrong: 'User name and password do not match. Please try again.',
    knownPassword:
      'This password is known to everybody and cannot be used here. Please ask your administrator to set another one.',
    notYourName:
      'Your password is right, but you cannot have an account under this name here. Please ask your administrator for one.',
    forAdministrator: 'For your administrator:',
    tooMany: 'Too many attempts. Please wait a moment and try again.',
    failed: 'Signing in is not possible at the moment. Please try again shortly.',
    playground: 'Playground: sign in as alice, bob or admin; the password is the name.',
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
    newOf: { word: 'Document', cell: 'Sheet', slide: 'Slides', text: 'Plain text' },
    untitled: { word: 'New document', cell: 'New sheet', slide: 'New slides', text: 'New text' },
    changed: (when: string, by: string) => `${when} by ${by}`,
    sharedBy: (name: string) => `from ${name}`,
    sharedWith: (names: string) => `Shared with ${names}`,
    columnTitle: 'Title',
    columnChanged: 'Changed',
    columnShared: 'Shared',
    editing: (names: string) => `Editing now: ${names}`,
    older: 'Show older',
    newest: 'Back to the newest',
    emptyTitle: 'Nothing here yet',
    emptyText: 'Start a new document, or drop files anywhere on this page.',
    noneTitle: 'Nothing found',
    noneText: (query: string) => `No document has “${query}” in its title.`,
    showAll: 'Show all documents',
    drop: 'Drop to upload',
    dropText: 'The files go to your documents.',
    uploads: 'Uploads',
  },

  wizard: {
    title: 'New from a template',
    filter: 'Filter templates',
    groups: 'Groups',
    favorites: 'Favourites',
    all: 'All templates',
    templates: 'Templates',
    columnTitle: 'Template',
    columnGroup: 'Group',
    notChosen: 'No template chosen yet',
    name: 'Name of the document',
    create: 'Create',
    nothingText: 'No template of this group fits what you typed.',
    searchAll: 'Look in all templates',
    emptyTitle: 'There are no templates for you yet',
    emptyText: 'The template library has released none for you. Ask whoever looks after it.',
    missing: 'Why is a template missing?',
    missingText: 'You see what the template library has released for you.',
    leftOutKind: (n: number) =>
      n === 1
        ? '1 template is of a kind that no document can be made from here.'
        : `${n} templates are of a kind that no document can be made from here.`,
    leftOutUnnamed: (n: number) =>
      n === 1 ? '1 template has no name.' : `${n} templates have no name.`,
    leftOutUnreadable: (n: number) =>
      n === 1
        ? '1 entry of the template library is damaged; whoever looks after it can repair it.'
        : `${n} entries of the template library are damaged; whoever looks after it can repair them.`,
    leftOutNone: 'None of them was left out here.',
    failedList: {
      favorites: 'Your favourites could not be read just now. All other templates are here.',
      groups:
        'The template library handed out only your favourites just now. Please try again later for the others.',
    },
    trouble: {
      badTitle: 'The name does not work. Use letters and digits, without / and \\.',
      noTemplate: 'Please choose a template.',
      failed: 'The document could not be created. Nothing was lost; please try again.',
    },
    failed: 'The templates cannot be shown',
    failure: {
      passing: 'The template library does not answer. It may pass: please try again in a minute.',
      lasting: 'The template library cannot be used like this. Your administrator can mend it.',
      unknownPerson:
        'The directory does not know you, so the template library cannot tell who you are.',
    },
  },

  kind: {
    word: 'Text document',
    cell: 'Sheet',
    slide: 'Slides',
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
    opensNowhere: 'No editor opens this kind of file. You can download it.',
    download: 'Download',
    office: 'Open in Office',
    uploadNext: 'Upload new version',
    uploadFirst: 'Upload the file',
    dropNext: 'The file becomes the new version. Those before stay in the list.',
    dropFirst: 'The file becomes the content of this document.',
    replaced: (n: number) => `Uploaded as version ${n}.`,
    changedMeanwhile:
      'Somebody saved a newer version in the meantime. Look at it, then upload yours again.',
    checkedOut: 'Somebody is working on this document on their desktop. Please try again later.',
    share: 'Share',
    delete: 'Delete',
    deletedNow: 'The document was deleted.',
    takenBack: 'The document is back.',
    renamed: 'Renamed.',
    changed: (when: string) => `Changed ${when}`,
    history: 'Versions',
    historyEmpty: 'There is no content yet.',
    version: (n: number) => `Version ${n}`,
    current: 'Current',
    keptAside: 'Kept aside',
    keptAsideText: 'It is kept, and can be restored.',
    /** Why a version is kept aside. */
    reason: {
      empty: 'It arrived empty.',
      'cut-off': 'It arrived incomplete.',
      'other-format': 'Its content is in another format than the document.',
      'web-page': 'A web page came in its place, perhaps a sign-in page.',
      unrecognised: 'Its content has none of the forms that such documents have.',
      'save-failed': 'The editor could not save it completely.',
      'head-moved': 'It is based on a version that had been replaced meanwhile.',
    },
    moreAuthors: (n: number) => `${n} more`,
    restore: 'Restore',
    restoreOf: (n: number) => `Restore version ${n}`,
    downloadOf: (n: number) => `Download version ${n}`,
    lookAtOf: (n: number) => `Look at version ${n}`,
    look: 'Look',
    restored: (n: number) => `Restored as version ${n}.`,
    earlierInSession: (n: number) =>
      n === 1 ? '1 earlier save of this session' : `${n} earlier saves of this session`,
    editing: 'Editing now',
    role: { owner: 'You own this', editor: 'You can edit', viewer: 'You can read' },
    ownedBy: (name: string) => `Owned by ${name}`,
    beingEdited: 'Somebody is editing this document. Please try again when the editor is closed.',
    origin: {
      upload: 'Uploaded',
      save: 'Saved',
      'force-save': 'Saved in between',
      restore: 'Restored',
      recovered: 'Recovered',
      'office-connector': 'Saved from the desktop',
    },
    safe: (present: number, total: number, required: number) =>
      `${present} of ${total}, ${required} needed`,
  },

  recovered: {
    found: (n: number) => `An earlier, unsaved state was found and kept as version ${n}.`,
    setApart: (n: number, reason: string) =>
      `Version ${n} was kept aside. ${reason} You find it in the history, and can restore it there.`,
    putAway: 'Got it',
    putAwayOf: (n: number) => `Put away: version ${n}`,
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
    giveUp: 'Give up the changes …',
    giveUpText:
      'Given up, they cannot be brought back. The next opening starts from the current version.',
    giveUpNow: 'Give up for good',
    givenUp: 'The unsaved changes were given up.',
    wait: 'Unsaved changes are waiting. Open the document to save them, or give them up first.',
  },

  waiting: {
    title: 'Waiting for Office',
    text: (template: string) =>
      `Office on your computer makes this document from the template “${template}”. It appears here as soon as it is saved.`,
    open: 'Open in Office',
    hint: 'Nothing happens? Office Connector has to be installed on this computer. Then press the button again.',
    orUpload: 'Or upload the finished file here.',
    removed: (when: string) => `If nothing is saved, it is removed ${when}.`,
    off: 'Templates are switched off at the moment, so it cannot be opened in Office.',
  },

  share: {
    title: 'Share',
    lead: 'Who may open this document?',
    person: 'User name',
    role: 'May',
    roles: { viewer: 'read', editor: 'edit' },
    add: 'Share',
    remove: 'Remove',
    removeOf: (name: string) => `Stop sharing with ${name}`,
    alone: 'Only you can open it.',
    others: 'People with access',
    ownerRole: 'owner',
    shared: (name: string) => `Shared with ${name}.`,
    removed: (name: string) => `No longer shared with ${name}.`,
    unknown: (name: string) => `Nobody here is called “${name}”.`,
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
    unreachableAdmin: 'How to start it',
    unopenable: 'This document opens in no editor',
    unopenableText: 'You can download it and open it on your computer.',
    silent: 'The editor does not come',
    silentText:
      'Your browser did not get the editor from its own address. The document is safe; you can download it in the meantime.',
    silentAdmin: (address: string) =>
      `Browsers must reach ${address} (KONTOR_EDITOR_URL), and it must lead to this server with its name in the Host header.`,
    unprotected: 'Private documents do not open here yet',
    unprotectedText:
      'On this server the editor could read the keys of private documents. Whoever looks after the server can change that. You can download the document on its page.',
    unprotectedAdmin: {
      'no-editor-address':
        'Give this server a second host name and set KONTOR_EDITOR_URL to it. Whoever trusts the Document Server with every private key sets KONTOR_EDITOR_SHARES_ORIGIN=accept instead.',
      'document-server-on-our-host':
        'Give the Document Server a host name of its own and set EUROOFFICE_URL to it. Whoever trusts it with every private key sets KONTOR_EDITOR_SHARES_ORIGIN=accept instead.',
    },
    slow: 'This takes unusually long. It may still come.',
    earlier: (number: number, when: string) => `This is version ${number} of ${when}.`,
    openNewest: 'Open the newest',
    signIn: 'Sign in',
    ended: 'You can no longer open this document',
    endedText:
      'It was deleted, or is no longer shared with you. What you had typed until then is kept.',
    backToList: 'To the documents',
  },

  status: {
    title: 'Status',
    allWell: 'Everything is well.',
    troubles: (n: number) =>
      n === 1 ? 'One thing needs attention.' : `${n} things need attention.`,
    light: { ok: 'Well', attention: 'Needs attention', down: 'Down', unknown: 'Not known' },
    fix: 'What to do',
    empty: 'Nothing is being watched yet.',
    checked: (when: string) => `Checked ${when}`,
    reachable: (version: string | null) =>
      version === null ? 'Answers.' : `Answers, version ${version}.`,
    answers: 'Answers.',
    fails: 'Does not answer.',
    works: 'Works.',
    notTried: 'Not tried yet.',
    connections: {
      database: 'Database',
      redis: 'Redis',
      'document-server': 'Document Server',
      callback: 'Way back from the Document Server',
      'browser-address': 'Addresses for browsers',
      directory: 'Directory',
      oneoffixx: 'Template backend (Oneoffixx)',
      storage: 'Storage place',
    },
    forgotten: {
      name: 'Forgotten files',
      fix: 'Files the Document Server could not deliver. Kontor fetches them by itself; one that stays is in use or no valid document: see the log for its document, and fetch it from the Document Server.',
      says: (waiting: number, unknown: number): string => {
        const none = unknown === 0 ? 'None.' : 'None of ours.';
        const here = waiting === 0 ? none : `Still at the Document Server: ${waiting}.`;
        return [here, ...(unknown === 0 ? [] : [`Of documents unknown here: ${unknown}.`])].join(
          ' ',
        );
      },
    },
    storage: {
      title: 'Storage',
      providers: 'Providers',
      summary: (versions: string, waiting: number, underRepair: number) =>
        waiting === 0
          ? `${versions} versions, all of them whole.`
          : `${versions} versions; ${waiting} wait for repair, ${underRepair} of them at this moment.`,
      counted: (when: string) => `Counted ${when}`,
      kept: (shards: string, size: string) => `${shards} shards, ${size}`,
      missing: (shards: string) => `${shards} missing`,
      filled: (name: string, whole: string, missing: string) =>
        `${name}: ${whole} shards whole, ${missing} missing`,
      state: {
        active: 'In use',
        draining: 'Being emptied',
        drained: 'Empty; may be taken away',
        gone: 'Not configured any more',
      },
      verified: (when: string) => `Oldest verification: ${when}`,
      drain: (name: string) => `Empty ${name}`,
      undrain: (name: string) => `Use ${name} again`,
      fewest: (needed: number) =>
        `A version needs ${needed} providers. Add one to the settings before you empty another.`,
      scrub: 'Verification',
      scrubbed: (done: string, total: string) => `${done} of ${total} shards verified.`,
      scrubNow: 'Verify everything now',
      atRisk: 'Versions at risk',
      noRisk: 'None: every version may lose another shard.',
      shardsLeft: (present: number, total: number, required: number) =>
        present < required
          ? `${present} of ${total} shards; ${required} are needed. Bring a provider back.`
          : `${present} of ${total} shards; ${required} are needed.`,
      strays: (n: string) =>
        `${n} entries belong to no version; they are removed after a safe time.`,
      adoptable: (n: string) =>
        `${n} entries belong to documents that the database does not know. They are kept: kontor reindex adopts them.`,
    },
  },

  error: {
    home: 'Go to the documents',
    retry: 'Try again',
    reference: 'For your administrator',
    notFound: {
      title: 'This page does not exist',
      text: 'It may have been deleted, or it is not shared with you. Ask the person who sent you here.',
    },
    forbidden: {
      title: 'This is not yours to do',
      text: 'You may see it, but not change it. Ask the owner for more.',
    },
    conflict: {
      title: 'Somebody was faster',
      text: 'It has changed in the meantime. Please look again and try once more.',
    },
    invalid: {
      title: 'That did not work',
      text: 'Something was missing or did not fit. Please go back and check.',
    },
    tooLarge: {
      title: 'This file is too large',
      text: 'Please choose a smaller one, or ask your administrator to raise the limit.',
    },
    unsupported: {
      title: 'This kind of file is not accepted',
      text: 'Documents, sheets, slides and PDF are welcome.',
    },
    mismatch: {
      title: 'The file is not what its name says',
      text: 'The content does not match the extension, or the file is damaged. Please check it in its own program.',
    },
    unavailable: {
      title: 'Not available at the moment',
      text: 'This will most likely pass. Please try again in a minute.',
    },
    unexpected: {
      title: 'Something went wrong here',
      text: 'It is not your fault, and nothing was lost. Please try again; if it stays, tell your administrator the number below.',
    },
  },

  private: {
    title: 'Private documents',
    lead: 'A private document opens for the people you share it with, and for nobody else. Not even whoever runs this server can read what is stored.',
    sign: 'Private',
    signText: 'Opens only for the people it is shared with',
    needsScript: 'This page needs JavaScript: your key is made and used in this browser alone.',
    needsHttps: 'Your browser allows this only over https. Please ask your administrator.',
    make: 'Make my key',
    makeText:
      'Your key is made in this browser and locked with a passphrase that only you know. It cannot be reset by anybody.',
    passphrase: 'Passphrase',
    newPassphrase: 'New passphrase',
    repeat: 'Once more',
    passphraseHint: 'At least 12 characters. Four or five random words are good.',
    choice: 'New documents',
    choices: {
      private: 'Private: only people open them',
      ordinary: 'Ordinary: the server can open them, too',
    },
    kit: 'Recovery kit',
    kitText:
      'A page with your key in plain letters. With it you come back in when the passphrase is lost; so does everybody who finds it. Print it, and keep it like a passport.',
    kitMissing:
      'You have not kept your recovery kit yet. Without it, a lost passphrase is lost for good.',
    kitKept: (when: string) => `Checked ${when}.`,
    kitShow: 'Show the recovery kit',
    kitFor: (name: string) => `Kontor recovery kit of ${name}`,
    kitUse:
      'Forgotten the passphrase? Open “Private documents” in Kontor, choose “I have the recovery kit”, and type this key. Without Kontor, the program “age” opens documents with it.',
    kitPrint: 'Print',
    kitCheck: 'Type the last six characters of the key, so that we know it arrived on paper',
    kitChecked: 'Check',
    kitLater: 'Not now',
    ways: 'What opens your key',
    wayKinds: { passphrase: 'Passphrase', passkey: 'Passkey' },
    removeWay: (label: string) => `Remove ${label}`,
    changePassphrase: 'Change the passphrase',
    addPasskey: 'Add a passkey of this device',
    noPasskeys: 'This browser offers no passkeys.',
    lost: 'I have the recovery kit',
    lostText: 'Type the key from the kit and choose a new passphrase.',
    kitAgain:
      'Did Kontor know your key before, and does not any more? Type it from the kit and choose a passphrase. It opens what it opened before.',
    kitTake: 'Use this key',
    kitKey: 'Key from the kit',
    lockNow: 'Lock now',
    unlockTitle: 'Unlock your key',
    unlockText: 'Private documents are opened in this browser, with your key.',
    unlock: 'Unlock',
    unlockPasskey: 'Use a passkey',
    unlockWrong: 'This is not your passphrase. Please try again.',
    unlockPasskeyFailed: 'No passkey of this device opens it.',
    unlockLost: 'Passphrase lost?',
    privacy: 'Privacy',
    isPrivate:
      'Private: it is stored so that only the people it is shared with can open it. While somebody edits, the editor’s server works on it.',
    isOrdinary: 'Ordinary: this server can open it, for the people it is shared with.',
    makePrivate: 'Make it private',
    makeOrdinary: 'Let the server open it again',
    madePrivate: 'The document is private now.',
    noOwnKey: 'Everybody with access needs a key first. It is made under “Private documents”.',
    unshareText:
      'Whoever is removed cannot open what is saved from now on. What they could read before, they may have kept.',
    readings: 'When it could be read',
    readingsText: 'Each time somebody opened it in the editor.',
    reading: (version: number, from: string, until: string) =>
      `Version ${version}, ${from} to ${until}`,
    fetched: (n: number) =>
      n === 0 ? 'not fetched' : n === 1 ? 'fetched once' : `fetched ${n} times`,
  },
  client: {
    waiting: 'Waiting',
    finishing: 'Being stored safely',
    cancel: 'Cancel',
    cancelOf: 'Cancel {name}',
    retry: 'Retry',
    retryOf: 'Upload {name} again',
    dismiss: 'Dismiss',
    dismissOf: 'Dismiss {name}',
    open: 'Open',
    uploaded: '{name} is uploaded.',
    uploadCancelled: '{name} was cancelled.',
    uploadFailed: '{name} could not be uploaded: {reason}',
    offline: 'No connection. What you see may be old.',
    online: 'Connected again.',
    connectionLost: 'the connection was lost',
    tooLarge: 'the file is too large',
    unsupported: 'this kind of file is not accepted',
    mismatch: 'the content is not what the name says',
    oneFileOnly: 'Please choose one file: it becomes the new version of this document.',
    otherKind: 'this document is a .{type} file; please choose a file of that kind',
    changedMeanwhile:
      'somebody saved a newer version in the meantime; look at it, then upload again',
    editedMeanwhile: 'somebody is editing the document; try again when the editor is closed',
    heldOnDesktop: 'somebody is working on the document on their desktop; try again later',
    unsavedWait:
      'unsaved changes are waiting; open the document to save them, or give them up first',
    notNow: 'the document cannot be replaced at the moment; look at its page, then try again',
    notYoursNow: 'you may not change this document any more',
    editedNow: 'Somebody is working on this document. Please try again later.',
    signedOut: 'you are no longer signed in',
    failed: 'something went wrong, please try again',
    found: '{n} found',
    savedAs: 'Saved as version {n}.',
    nowEditing: '{names} is editing now.',
    nobodyEditing: 'Nobody is editing any more.',
    renamed: 'Renamed.',
    renameFailed: 'The title could not be changed. Please try again.',
    emptyTitle: 'A document needs a title.',
    done: 'Done.',
    notDone: 'That did not work. Please try again.',
    refreshed: 'The document was saved elsewhere. You see the newest content now.',
    onTheirDesktop: '{name} is working on it on their desktop. You can look, not edit.',
    editorOf: 'Editor: {title}',
    titleStays: 'The title could not be changed. It stays “{title}”.',
    newestShown: 'There is a newer version. You see it now.',
    newerVersion: 'There is a newer version.',
    showNewest: 'Show it',
    replacedElsewhere:
      'The document was replaced elsewhere. Reload to go on with the newest version.',
    beingStored: 'The document is just being stored. One moment, please.',
    checkedOutNow:
      '{name} is working on it on their desktop now. What you had typed until then is kept.',
    mayOnlyLook: 'You may only look at this document now. What you had typed until then is kept.',
    mayEditNow: 'You may edit this document now.',
    openedReadOnly:
      'The editor opened it for reading only. Too many people may be editing at the moment.',
    signedOutEditing: 'You are signed out. Sign in again in another tab; this page goes on then.',
    editorFailed: 'The editor reports a problem: {reason}',
    saveTrouble: 'The editor lost its connection. Leave this page open; it tries again by itself.',
    reload: 'Reload',
    templates: 'Templates: {n}',
    chooseTemplate: 'Please choose a template.',
    creating: 'Creating…',
    handedOver: 'Office is being opened on your computer.',
    downloaded: '{name} is downloaded, decrypted in this browser.',
    restoredNow: 'Restored.',
    sharedWith: 'Shared with {name}.',
    theyHaveNoKey: 'There is nobody of that name with a key. It is made under “Private documents”.',
    unsavedChanges:
      'Unsaved changes are waiting. Open the document to save them, or give them up first.',
    beingEdited: 'Somebody is editing this document. Please try again when the editor is closed.',
    passphraseShort: 'Please choose at least 12 characters.',
    passphraseDiffers: 'The two passphrases are not the same.',
    kitWrong: 'These are not its last six characters. Please look at the paper.',
    kitChecked: 'Well kept. You can put the paper away now.',
    kitTaken: 'Your key is known again.',
    kitNoKey: 'This is not the key from your recovery kit.',
    passphraseChanged: 'The passphrase is changed.',
    passkeyAdded: 'The passkey is added.',
    passkeyFailed: 'This device made no passkey. Please use the passphrase.',
    locked: 'Your key is locked.',
    lastWay: 'This is the only thing that opens your key. Add another one first.',
    newArePrivate: 'New documents are private from now on.',
    newAreOrdinary: 'New documents are ordinary from now on.',
  },
};
