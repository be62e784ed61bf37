import type { Cause, Messages } from './dictionary.js';

const cause = (said: string, fix: string): Cause => ({ cause: said, fix });
const CLOCKS = 'Synchronisez les horloges des deux machines (NTP).';

export const french: Messages = {
  language: 'Français',
  product: 'Kontor',
  skip: 'Aller au contenu',
  mainMenu: 'Menu principal',
  languages: 'Langue',
  you: 'vous',
  close: 'Fermer',
  undo: 'Annuler',
  notices: 'Messages',

  menu: {
    documents: 'Documents',
    status: 'État',
    signOut: 'Se déconnecter',
    account: 'Votre compte',
  },

  login: {
    title: 'Connexion',
    lead: 'Vos documents vous attendent.',
    username: 'Nom d’utilisateur',
    password: 'Mot de passe',
    submit: 'Se connecter',
    local: 'Avec votre compte Kontor.',
    wrong: 'Le nom et le mot de passe ne correspondent pas. Veuillez réessayer.',
    knownPassword:
      'Tout le monde connaît ce mot de passe ; il n’est pas accepté ici. Veuillez demander à votre administration d’en définir un autre.',
    notYourName:
      'Votre mot de passe est correct, mais vous ne pouvez pas avoir de compte sous ce nom ici. Veuillez en demander un à votre administration.',
    forAdministrator: 'Pour votre administration :',
    tooMany: 'Trop d’essais. Veuillez patienter un instant.',
    failed: 'La connexion est impossible en ce moment. Veuillez réessayer sous peu.',
    playground: 'Terrain de jeu : alice, bob ou admin ; le mot de passe est le nom.',
  },

  list: {
    title: 'Documents',
    search: 'Chercher un document',
    searchAction: 'Chercher',
    searchHint: 'Appuyez sur / pour chercher',
    upload: 'Envoyer',
    uploadPick: 'Choisir un fichier à envoyer',
    new: 'Nouveau',
    fromTemplate: 'D’après un modèle',
    newOf: { word: 'Document', cell: 'Tableau', slide: 'Présentation', text: 'Texte simple' },
    untitled: {
      word: 'Nouveau document',
      cell: 'Nouveau tableau',
      slide: 'Nouvelle présentation',
      text: 'Nouveau texte',
    },
    changed: (when, by) => `${when} par ${by}`,
    sharedBy: (name) => `de ${name}`,
    sharedWith: (names) => `Partagé avec ${names}`,
    columnTitle: 'Titre',
    columnChanged: 'Modifié',
    columnShared: 'Partagé',
    editing: (names) => `Modifie en ce moment : ${names}`,
    older: 'Afficher les plus anciens',
    newest: 'Retour aux plus récents',
    emptyTitle: 'Rien pour l’instant',
    emptyText:
      'Commencez un nouveau document, ou déposez des fichiers n’importe où sur cette page.',
    noneTitle: 'Rien trouvé',
    noneText: (query) => `Aucun document n’a « ${query} » dans son titre.`,
    showAll: 'Afficher tous les documents',
    drop: 'Lâchez pour envoyer',
    dropText: 'Les fichiers rejoignent vos documents.',
    uploads: 'Envois',
  },

  wizard: {
    title: 'Nouveau d’après un modèle',
    filter: 'Filtrer les modèles',
    groups: 'Groupes',
    favorites: 'Favoris',
    all: 'Tous les modèles',
    templates: 'Modèles',
    columnTitle: 'Modèle',
    columnGroup: 'Groupe',
    notChosen: 'Aucun modèle choisi',
    name: 'Nom du document',
    create: 'Créer',
    nothingText: 'Aucun modèle de ce groupe ne correspond.',
    searchAll: 'Chercher dans tous les modèles',
    emptyTitle: 'Il n’y a pas encore de modèles pour vous',
    emptyText:
      'La bibliothèque de modèles n’en a publié aucun pour vous. Adressez-vous à la personne responsable.',
    missing: 'Pourquoi un modèle manque-t-il ?',
    missingText: 'Vous voyez ce que la bibliothèque de modèles a publié pour vous.',
    leftOutKind: (n) =>
      n === 1
        ? '1 modèle est d’un genre dont on ne peut pas tirer de document ici.'
        : `${n} modèles sont d’un genre dont on ne peut pas tirer de document ici.`,
    leftOutUnnamed: (n) =>
      n === 1 ? '1 modèle n’a pas de nom.' : `${n} modèles n’ont pas de nom.`,
    leftOutUnreadable: (n) =>
      n === 1
        ? '1 entrée de la bibliothèque de modèles est défectueuse ; la personne responsable peut la réparer.'
        : `${n} entrées de la bibliothèque de modèles sont défectueuses ; la personne responsable peut les réparer.`,
    leftOutNone: 'Aucun n’a été écarté ici.',
    failedList: {
      favorites: 'Vos favoris n’ont pas pu être lus à l’instant. Tous les autres modèles sont là.',
      groups:
        'La bibliothèque de modèles n’a fourni que vos favoris à l’instant. Réessayez plus tard pour les autres.',
    },
    trouble: {
      badTitle: 'Ce nom ne convient pas. Utilisez des lettres et des chiffres, sans / ni \\.',
      noTemplate: 'Veuillez choisir un modèle.',
      failed: 'Le document n’a pas pu être créé. Rien n’est perdu ; veuillez réessayer.',
    },
    failed: 'Les modèles ne peuvent pas être affichés',
    failure: {
      passing:
        'La bibliothèque de modèles ne répond pas. Cela peut passer : veuillez réessayer dans une minute.',
      lasting:
        'La bibliothèque de modèles est inutilisable ainsi. Votre administration peut y remédier.',
      unknownPerson:
        'L’annuaire ne vous connaît pas ; la bibliothèque de modèles ne sait donc pas qui vous êtes.',
    },
  },

  kind: {
    word: 'Document texte',
    cell: 'Tableau',
    slide: 'Présentation',
    pdf: 'PDF',
    diagram: 'Diagramme',
    other: 'Fichier',
  },

  document: {
    back: 'Documents',
    rename: 'Titre',
    renameSave: 'Renommer',
    open: 'Ouvrir',
    view: 'Consulter',
    opensNowhere: 'Aucun éditeur n’ouvre ce type de fichier. Vous pouvez le télécharger.',
    download: 'Télécharger',
    office: 'Ouvrir dans Office',
    uploadNext: 'Envoyer une nouvelle version',
    uploadFirst: 'Envoyer le fichier',
    dropNext: 'Le fichier devient la nouvelle version. Les précédentes restent dans la liste.',
    dropFirst: 'Le fichier devient le contenu de ce document.',
    replaced: (n) => `Envoyé comme version ${n}.`,
    changedMeanwhile:
      'Quelqu’un a enregistré une version plus récente entre-temps. Consultez-la, puis envoyez la vôtre à nouveau.',
    checkedOut:
      'Quelqu’un travaille sur ce document depuis son ordinateur. Veuillez réessayer plus tard.',
    share: 'Partager',
    delete: 'Supprimer',
    deletedNow: 'Le document a été supprimé.',
    takenBack: 'Le document est de retour.',
    renamed: 'Renommé.',
    changed: (when) => `Modifié ${when}`,
    history: 'Versions',
    historyEmpty: 'Il n’y a pas encore de contenu.',
    version: (n) => `Version ${n}`,
    current: 'Actuelle',
    keptAside: 'Mise de côté',
    keptAsideText: 'Elle est conservée et peut être rétablie.',
    reason: {
      empty: 'Elle est arrivée vide.',
      'cut-off': 'Elle est arrivée incomplète.',
      'other-format': 'Son contenu n’est pas dans le format du document.',
      'web-page': 'Une page web est arrivée à sa place, peut-être une page de connexion.',
      unrecognised: 'Son contenu n’a aucune des formes habituelles de ces documents.',
      'save-failed': 'L’éditeur n’a pas pu l’enregistrer entièrement.',
      'head-moved': 'Elle repose sur une version qui a été remplacée entre-temps.',
    },
    moreAuthors: (n) => `${n} de plus`,
    restore: 'Rétablir',
    restoreOf: (n) => `Rétablir la version ${n}`,
    downloadOf: (n) => `Télécharger la version ${n}`,
    lookAtOf: (n) => `Consulter la version ${n}`,
    look: 'Consulter',
    restored: (n) => `Rétabli comme version ${n}.`,
    earlierInSession: (n) =>
      n === 1
        ? '1 enregistrement antérieur de cette session'
        : `${n} enregistrements antérieurs de cette session`,
    editing: 'Modifie en ce moment',
    role: {
      owner: 'Il vous appartient',
      editor: 'Vous pouvez modifier',
      viewer: 'Vous pouvez lire',
    },
    ownedBy: (name) => `Appartient à ${name}`,
    beingEdited: 'Quelqu’un modifie ce document. Veuillez réessayer quand l’éditeur sera fermé.',
    origin: {
      upload: 'Envoyé',
      save: 'Enregistré',
      'force-save': 'Enregistré entre-temps',
      restore: 'Rétabli',
      recovered: 'Récupéré',
      'office-connector': 'Enregistré depuis l’ordinateur',
    },
    safe: (present, total, required) => `${present} sur ${total}, ${required} nécessaires`,
  },

  recovered: {
    found: (n: number) =>
      `Un état antérieur, non enregistré, a été retrouvé et conservé comme version ${n}.`,
    setApart: (n: number, reason: string) =>
      `La version ${n} a été mise de côté. ${reason} Elle figure dans l’historique, où elle peut être rétablie.`,
    putAway: 'Compris',
    putAwayOf: (n: number) => `Fermer l’avis : version ${n}`,
  },

  unsaved: {
    title: 'Modifications non enregistrées',
    badge: 'Non enregistré',
    badgeOf: (title) => `Ouvrir ${title} avec ses modifications non enregistrées`,
    text: (names, when) =>
      names === ''
        ? `L’éditeur n’a pas pu enregistrer les dernières modifications (constaté ${when}). Elles ne sont pas perdues.`
        : `L’éditeur n’a pas pu enregistrer les dernières modifications de ${names} (constaté ${when}). Elles ne sont pas perdues.`,
    hint: 'Ouvrez le document pour les retrouver ; elles sont enregistrées à la fermeture de l’éditeur. D’ici là, le contenu ne peut être ni rétabli ni remplacé.',
    hintViewer:
      'Elles seront enregistrées quand une personne autorisée à modifier le document l’ouvrira.',
    open: 'Ouvrir et enregistrer',
    giveUp: 'Abandonner les modifications …',
    giveUpText:
      'Une fois abandonnées, elles ne peuvent plus être récupérées. La prochaine ouverture partira de la version actuelle.',
    giveUpNow: 'Abandonner définitivement',
    givenUp: 'Les modifications non enregistrées ont été abandonnées.',
    wait: 'Des modifications non enregistrées sont en attente. Ouvrez le document pour les enregistrer, ou abandonnez-les d’abord.',
  },

  waiting: {
    title: 'En attente d’Office',
    text: (template) =>
      `Office crée ce document sur votre ordinateur d’après le modèle « ${template} ». Il apparaît ici dès qu’il est enregistré.`,
    open: 'Ouvrir dans Office',
    hint: 'Rien ne se passe ? Office Connector doit être installé sur cet ordinateur. Appuyez ensuite de nouveau sur le bouton.',
    orUpload: 'Ou envoyez ici le fichier terminé.',
    removed: (when) => `Si rien n’est enregistré, il sera supprimé ${when}.`,
    off: 'Les modèles sont désactivés en ce moment ; Office ne peut pas l’ouvrir.',
  },

  share: {
    title: 'Partager',
    lead: 'Qui peut ouvrir ce document ?',
    person: 'Nom d’utilisateur',
    role: 'Peut',
    roles: { viewer: 'lire', editor: 'modifier' },
    add: 'Partager',
    remove: 'Retirer',
    removeOf: (name) => `Ne plus partager avec ${name}`,
    alone: 'Vous seul pouvez l’ouvrir.',
    others: 'Personnes ayant accès',
    ownerRole: 'propriétaire',
    shared: (name) => `Partagé avec ${name}.`,
    removed: (name) => `N’est plus partagé avec ${name}.`,
    unknown: (name) => `Personne ne s’appelle « ${name} » ici.`,
  },

  edit: {
    title: (title) => `${title} – Éditeur`,
    loading: 'Ouverture du document…',
    noScript: 'L’éditeur a besoin de JavaScript. Veuillez l’activer, ou télécharger le document.',
    back: 'Retour au document',
    download: 'Télécharger',
    retry: 'Réessayer',
    unreachable: 'L’éditeur n’est pas disponible',
    unreachableText:
      'Le Document Server ne répond pas. Le document est en sûreté ; vous pouvez le télécharger en attendant.',
    unreachableAdmin: 'Comment le démarrer',
    unopenable: 'Aucun éditeur n’ouvre ce document',
    unopenableText: 'Vous pouvez le télécharger et l’ouvrir sur votre ordinateur.',
    silent: 'L’éditeur ne vient pas',
    silentText:
      'Votre navigateur n’a pas reçu l’éditeur de son adresse. Le document est en sûreté ; vous pouvez le télécharger en attendant.',
    silentAdmin: (address) =>
      `Les navigateurs doivent atteindre ${address} (KONTOR_EDITOR_URL), et cette adresse doit mener à ce serveur avec son nom dans l’en-tête Host.`,
    unprotected: 'Les documents privés ne s’ouvrent pas encore ici',
    unprotectedText:
      'Sur ce serveur, l’éditeur pourrait lire les clés des documents privés. La personne qui s’occupe du serveur peut changer cela. Vous pouvez télécharger le document sur sa page.',
    unprotectedAdmin: {
      'no-editor-address':
        'Donnez à ce serveur un second nom d’hôte et indiquez-le dans KONTOR_EDITOR_URL. Si vous confiez toutes les clés privées au Document Server, mettez plutôt KONTOR_EDITOR_SHARES_ORIGIN=accept.',
      'document-server-on-our-host':
        'Donnez au Document Server un nom d’hôte à lui et indiquez-le dans EUROOFFICE_URL. Si vous lui confiez toutes les clés privées, mettez plutôt KONTOR_EDITOR_SHARES_ORIGIN=accept.',
    },
    slow: 'C’est plus long que d’habitude. L’éditeur peut encore venir.',
    earlier: (number, when) => `Voici la version ${number} du ${when}.`,
    openNewest: 'Ouvrir la plus récente',
    signIn: 'Se connecter',
    ended: 'Vous ne pouvez plus ouvrir ce document',
    endedText:
      'Il a été supprimé, ou n’est plus partagé avec vous. Ce que vous aviez écrit jusque-là est conservé.',
    backToList: 'Vers les documents',
  },

  status: {
    title: 'État',
    allWell: 'Tout va bien.',
    troubles: (n) => (n === 1 ? 'Un point demande attention.' : `${n} points demandent attention.`),
    light: { ok: 'Bien', attention: 'Demande attention', down: 'En panne', unknown: 'Inconnu' },
    fix: 'Que faire',
    empty: 'Rien n’est encore surveillé.',
    checked: (when) => `Vérifié ${when}`,
    reachable: (version) => (version === null ? 'Répond.' : `Répond, version ${version}.`),
    answers: 'Répond.',
    fails: 'Ne répond pas.',
    works: 'Fonctionne.',
    notTried: 'Pas encore vérifié.',
    connections: {
      database: 'Base de données',
      redis: 'Redis',
      'document-server': 'Document Server',
      callback: 'Retour du Document Server',
      'browser-address': 'Adresses pour les navigateurs',
      directory: 'Annuaire',
      oneoffixx: 'Système de modèles (Oneoffixx)',
      storage: 'Emplacement de stockage',
    },
    forgotten: {
      name: 'Fichiers oubliés',
      fix: 'Fichiers que le Document Server n’a pas pu livrer. Kontor les récupère de lui-même ; celui qui reste est en cours d’utilisation ou n’est pas un document valable : le journal nomme son document, le fichier est sur le Document Server.',
      says: (waiting, unknown) => {
        const none = unknown === 0 ? 'Aucun.' : 'Aucun des nôtres.';
        const here = waiting === 0 ? none : `Encore sur le Document Server : ${waiting}.`;
        return [here, ...(unknown === 0 ? [] : [`De documents inconnus ici : ${unknown}.`])].join(
          ' ',
        );
      },
    },
    storage: {
      title: 'Stockage',
      providers: 'Fournisseurs',
      summary: (versions, waiting, underRepair) =>
        waiting === 0
          ? `${versions} versions, toutes complètes.`
          : `${versions} versions ; ${waiting} attendent une réparation, dont ${underRepair} en cours.`,
      counted: (when) => `Compté ${when}`,
      kept: (shards, size) => `${shards} shards, ${size}`,
      missing: (shards) => `${shards} manquants`,
      filled: (name, whole, missing) => `${name} : ${whole} shards présents, ${missing} manquants`,
      state: {
        active: 'En service',
        draining: 'En train d’être vidé',
        drained: 'Vide ; peut être retiré',
        gone: 'N’est plus configuré',
      },
      verified: (when) => `Vérification la plus ancienne : ${when}`,
      drain: (name) => `Vider ${name}`,
      undrain: (name) => `Réutiliser ${name}`,
      fewest: (needed) =>
        `Une version a besoin de ${needed} fournisseurs. Ajoutez-en un avant d’en vider un autre.`,
      scrub: 'Vérification',
      scrubbed: (done, total) => `${done} shards sur ${total} vérifiés.`,
      scrubNow: 'Tout vérifier maintenant',
      atRisk: 'Versions menacées',
      noRisk: 'Aucune : chaque version peut encore perdre un shard.',
      shardsLeft: (present, total, required) =>
        present < required
          ? `${present} shards sur ${total} ; il en faut ${required}. Rétablissez un fournisseur.`
          : `${present} shards sur ${total} ; il en faut ${required}.`,
      strays: (n) =>
        `${n} entrées n’appartiennent à aucune version ; elles sont supprimées après un délai sûr.`,
      adoptable: (n) =>
        `${n} entrées appartiennent à des documents que la base de données ne connaît pas. Elles restent : kontor reindex les reprend.`,
    },
  },

  error: {
    home: 'Aller aux documents',
    retry: 'Réessayer',
    reference: 'Pour votre administration',
    notFound: {
      title: 'Cette page n’existe pas',
      text: 'Elle a peut-être été supprimée, ou n’est pas partagée avec vous. Demandez à la personne qui vous a envoyé ici.',
    },
    forbidden: {
      title: 'Cela ne vous est pas permis',
      text: 'Vous pouvez consulter, mais pas modifier. Adressez-vous au propriétaire.',
    },
    conflict: {
      title: 'Quelqu’un a été plus rapide',
      text: 'Cela a changé entre-temps. Veuillez regarder à nouveau et réessayer.',
    },
    invalid: {
      title: 'Cela n’a pas fonctionné',
      text: 'Quelque chose manquait ou ne convenait pas. Veuillez revenir en arrière et vérifier.',
    },
    tooLarge: {
      title: 'Ce fichier est trop grand',
      text: 'Choisissez-en un plus petit, ou demandez à l’administration de relever la limite.',
    },
    unsupported: {
      title: 'Ce type de fichier n’est pas accepté',
      text: 'Documents, tableaux, présentations et PDF sont les bienvenus.',
    },
    mismatch: {
      title: 'Le fichier n’est pas ce que dit son nom',
      text: 'Le contenu ne correspond pas à l’extension, ou le fichier est endommagé. Veuillez le vérifier dans son propre programme.',
    },
    unavailable: {
      title: 'Indisponible en ce moment',
      text: 'Cela devrait passer. Veuillez réessayer dans une minute.',
    },
    unexpected: {
      title: 'Une erreur est survenue ici',
      text: 'Ce n’est pas votre faute, et rien n’a été perdu. Veuillez réessayer ; si cela persiste, donnez le numéro ci-dessous à votre administration.',
    },
  },

  private: {
    title: 'Documents privés',
    lead: 'Un document privé s’ouvre pour les personnes avec qui vous le partagez, et pour personne d’autre. Même la personne qui gère ce serveur ne peut pas lire ce qui est conservé.',
    sign: 'Privé',
    signText: 'S’ouvre seulement pour les personnes avec qui il est partagé',
    needsScript:
      'Cette page a besoin de JavaScript : votre clé est créée et utilisée dans ce navigateur seulement.',
    needsHttps:
      'Votre navigateur ne le permet qu’en https. Veuillez vous adresser à votre administration.',
    make: 'Créer ma clé',
    makeText:
      'Votre clé est créée dans ce navigateur et fermée par une phrase secrète que vous seul connaissez. Personne ne peut la réinitialiser.',
    passphrase: 'Phrase secrète',
    newPassphrase: 'Nouvelle phrase secrète',
    repeat: 'Encore une fois',
    passphraseHint: 'Au moins 12 caractères. Quatre ou cinq mots au hasard conviennent bien.',
    choice: 'Nouveaux documents',
    choices: {
      private: 'Privés : seules les personnes les ouvrent',
      ordinary: 'Ordinaires : le serveur peut aussi les ouvrir',
    },
    kit: 'Fiche de secours',
    kitText:
      'Une page avec votre clé en toutes lettres. Elle vous fait revenir quand la phrase secrète est perdue ; et de même quiconque la trouve. Imprimez-la et gardez-la comme un passeport.',
    kitMissing:
      'Vous n’avez pas encore gardé votre fiche de secours. Sans elle, une phrase secrète perdue l’est pour toujours.',
    kitKept: (when: string) => `Vérifiée ${when}.`,
    kitShow: 'Afficher la fiche de secours',
    kitFor: (name: string) => `Fiche de secours Kontor de ${name}`,
    kitUse:
      'Phrase secrète oubliée ? Ouvrez « Documents privés » dans Kontor, choisissez « J’ai la fiche de secours » et saisissez cette clé. Sans Kontor, le programme « age » ouvre les documents avec elle.',
    kitPrint: 'Imprimer',
    kitCheck:
      'Saisissez les six derniers caractères de la clé, pour être sûr qu’elle est sur papier',
    kitChecked: 'Vérifier',
    kitLater: 'Pas maintenant',
    ways: 'Ce qui ouvre votre clé',
    wayKinds: { passphrase: 'Phrase secrète', passkey: 'Clé d’accès' },
    removeWay: (label: string) => `Retirer ${label}`,
    changePassphrase: 'Changer la phrase secrète',
    addPasskey: 'Ajouter une clé d’accès de cet appareil',
    noPasskeys: 'Ce navigateur n’offre pas de clés d’accès.',
    lost: 'J’ai la fiche de secours',
    lostText: 'Saisissez la clé de la fiche et choisissez une nouvelle phrase secrète.',
    kitAgain:
      'Kontor connaissait votre clé et ne la connaît plus ? Saisissez celle de la fiche et choisissez une phrase secrète. Elle ouvre ce qu’elle ouvrait auparavant.',
    kitTake: 'Utiliser cette clé',
    kitKey: 'Clé de la fiche',
    lockNow: 'Verrouiller maintenant',
    unlockTitle: 'Déverrouiller votre clé',
    unlockText: 'Les documents privés s’ouvrent dans ce navigateur, avec votre clé.',
    unlock: 'Déverrouiller',
    unlockPasskey: 'Utiliser une clé d’accès',
    unlockWrong: 'Ce n’est pas votre phrase secrète. Veuillez réessayer.',
    unlockPasskeyFailed: 'Aucune clé d’accès de cet appareil ne l’ouvre.',
    unlockLost: 'Phrase secrète perdue ?',
    privacy: 'Confidentialité',
    isPrivate:
      'Privé : il est conservé de sorte que seules les personnes avec qui il est partagé peuvent l’ouvrir. Pendant que quelqu’un le modifie, le serveur de l’éditeur y travaille.',
    isOrdinary: 'Ordinaire : ce serveur peut l’ouvrir, pour les personnes avec qui il est partagé.',
    makePrivate: 'Rendre privé',
    makeOrdinary: 'Laisser le serveur l’ouvrir à nouveau',
    madePrivate: 'Le document est maintenant privé.',
    noOwnKey:
      'Toutes les personnes qui y ont accès ont d’abord besoin d’une clé. Elle se crée sous « Documents privés ».',
    unshareText:
      'La personne retirée ne peut pas ouvrir ce qui est enregistré dès maintenant. Ce qu’elle pouvait lire avant, elle peut l’avoir gardé.',
    readings: 'Quand il pouvait être lu',
    readingsText: 'Chaque fois que quelqu’un l’a ouvert dans l’éditeur.',
    reading: (version: number, from: string, until: string) =>
      `Version ${version}, de ${from} à ${until}`,
    fetched: (n: number) =>
      n === 0 ? 'pas récupéré' : n === 1 ? 'récupéré une fois' : `récupéré ${n} fois`,
  },
  client: {
    waiting: 'En attente',
    finishing: 'Mise en sûreté',
    cancel: 'Annuler',
    cancelOf: 'Annuler {name}',
    retry: 'Réessayer',
    retryOf: 'Envoyer {name} à nouveau',
    dismiss: 'Masquer',
    dismissOf: 'Masquer {name}',
    open: 'Ouvrir',
    uploaded: '{name} est arrivé.',
    uploadCancelled: '{name} a été annulé.',
    uploadFailed: '{name} n’a pas pu être envoyé : {reason}',
    offline: 'Pas de connexion. L’affichage n’est peut-être plus à jour.',
    online: 'Connexion rétablie.',
    connectionLost: 'la connexion a été perdue',
    tooLarge: 'le fichier est trop grand',
    unsupported: 'ce type de fichier n’est pas accepté',
    mismatch: 'le contenu ne correspond pas au nom',
    oneFileOnly: 'Choisissez un seul fichier : il devient la nouvelle version de ce document.',
    otherKind: 'ce document est un fichier .{type} ; choisissez un fichier de ce type',
    changedMeanwhile:
      'quelqu’un a enregistré une version plus récente entre-temps ; consultez-la, puis envoyez la vôtre à nouveau',
    editedMeanwhile: 'quelqu’un modifie le document ; réessayez quand l’éditeur sera fermé',
    heldOnDesktop:
      'quelqu’un travaille sur le document depuis son ordinateur ; réessayez plus tard',
    unsavedWait:
      'des modifications non enregistrées attendent ; ouvrez le document pour les enregistrer, ou abandonnez-les d’abord',
    notNow:
      'le document ne peut pas être remplacé en ce moment ; consultez sa page, puis réessayez',
    notYoursNow: 'vous ne pouvez plus modifier ce document',
    editedNow: 'Quelqu’un travaille sur ce document. Veuillez réessayer plus tard.',
    signedOut: 'vous n’êtes plus connecté',
    failed: 'une erreur est survenue, veuillez réessayer',
    found: '{n} trouvés',
    savedAs: 'Enregistré comme version {n}.',
    nowEditing: '{names} modifie en ce moment.',
    nobodyEditing: 'Plus personne ne modifie.',
    renamed: 'Renommé.',
    renameFailed: 'Le titre n’a pas pu être changé. Veuillez réessayer.',
    emptyTitle: 'Un document a besoin d’un titre.',
    done: 'C’est fait.',
    notDone: 'Cela n’a pas fonctionné. Veuillez réessayer.',
    refreshed:
      'Le document a été enregistré ailleurs. Vous voyez maintenant le contenu le plus récent.',
    onTheirDesktop: '{name} y travaille sur son poste. Vous pouvez le consulter seulement.',
    editorOf: 'Éditeur : {title}',
    titleStays: 'Le titre n’a pas pu être changé. Il reste « {title} ».',
    newestShown: 'Il y a une version plus récente. Vous la voyez maintenant.',
    newerVersion: 'Il y a une version plus récente.',
    showNewest: 'L’afficher',
    replacedElsewhere:
      'Le document a été remplacé ailleurs. Rechargez pour continuer avec la version la plus récente.',
    beingStored: 'Le document est en cours d’enregistrement. Un instant, s’il vous plaît.',
    checkedOutNow:
      '{name} y travaille maintenant sur son poste. Ce que vous aviez écrit jusque-là est conservé.',
    mayOnlyLook:
      'Vous pouvez maintenant seulement consulter ce document. Ce que vous aviez écrit jusque-là est conservé.',
    mayEditNow: 'Vous pouvez maintenant modifier ce document.',
    openedReadOnly:
      'L’éditeur l’a ouvert en lecture seule. Trop de personnes modifient peut-être des documents en ce moment.',
    signedOutEditing:
      'Vous n’êtes plus connecté. Connectez-vous de nouveau dans un autre onglet ; cette page continuera alors.',
    editorFailed: 'L’éditeur signale un problème : {reason}',
    saveTrouble:
      'L’éditeur a perdu la connexion. Laissez cette page ouverte ; il réessaie de lui-même.',
    reload: 'Recharger',
    templates: 'Modèles : {n}',
    chooseTemplate: 'Veuillez choisir un modèle.',
    creating: 'Création…',
    handedOver: 'Office s’ouvre sur votre ordinateur.',
    downloaded: '{name} est téléchargé, déchiffré dans ce navigateur.',
    restoredNow: 'Restauré.',
    sharedWith: 'Partagé avec {name}.',
    theyHaveNoKey: 'Personne de ce nom n’a de clé. Elle se crée sous « Documents privés ».',
    unsavedChanges:
      'Des modifications non enregistrées sont en attente. Ouvrez le document pour les enregistrer, ou abandonnez-les d’abord.',
    beingEdited: 'Quelqu’un modifie ce document. Veuillez réessayer quand l’éditeur est fermé.',
    passphraseShort: 'Veuillez choisir au moins 12 caractères.',
    passphraseDiffers: 'Les deux phrases secrètes ne sont pas les mêmes.',
    kitWrong: 'Ce ne sont pas ses six derniers caractères. Veuillez regarder la fiche.',
    kitChecked: 'Bien gardée. Vous pouvez ranger la fiche.',
    kitTaken: 'Votre clé est de nouveau connue.',
    kitNoKey: 'Ce n’est pas la clé de votre fiche de secours.',
    passphraseChanged: 'La phrase secrète est changée.',
    passkeyAdded: 'La clé d’accès est ajoutée.',
    passkeyFailed: 'Cet appareil n’a pas créé de clé d’accès. Veuillez utiliser la phrase secrète.',
    locked: 'Votre clé est verrouillée.',
    lastWay: 'C’est la seule chose qui ouvre votre clé. Ajoutez-en d’abord une autre.',
    newArePrivate: 'Les nouveaux documents sont privés dès maintenant.',
    newAreOrdinary: 'Les nouveaux documents sont ordinaires dès maintenant.',
  },

  causes: {
    'connection-refused': cause(
      'Rien ne répond à {address}.',
      'Démarrez le système ou corrigez {setting}.',
    ),
    'unknown-host': cause(
      'Le nom d’hôte de {address} est inconnu ici.',
      'Corrigez {setting} ou ajoutez le nom au DNS de ce serveur.',
    ),
    timeout: cause(
      '{address} ne répond pas à temps.',
      'Vérifiez {setting}, le pare-feu entre les deux machines et la charge du système.',
    ),
    unreachable: cause(
      '{address} est injoignable ({word}).',
      'Vérifiez {setting}, le réseau et le pare-feu entre les deux machines.',
    ),
    'connection-reset': cause(
      '{address} ferme la connexion avant d’avoir répondu.',
      'Vérifiez {setting} (http ou https, port) et le journal du système ; un proxy peut aussi fermer des connexions.',
    ),
    'certificate-untrusted': cause(
      'Le certificat de {address} n’est pas reconnu ici.',
      'Indiquez son autorité avec {authority} ou utilisez un certificat d’une autorité connue.',
    ),
    'certificate-expired': cause(
      'Le certificat de {address} n’est pas valable aujourd’hui.',
      'Renouvelez le certificat ; s’il l’a déjà été, vérifiez l’horloge de ce serveur.',
    ),
    'certificate-wrong-name': cause(
      'Le certificat de {address} est établi pour un autre nom.',
      'Utilisez le nom du certificat dans {setting} ou faites-en établir un pour ce nom.',
    ),
    'certificate-expires': cause(
      'Le certificat de {address} expire dans {days} jours.',
      'Renouvelez-le avant cette date.',
    ),
    'not-tls': cause(
      '{address} ne parle pas TLS.',
      'Corrigez {setting} : le port, ou le schéma sans TLS dans votre propre réseau.',
    ),
    'not-http': cause(
      'Ce qui répond à {address} ne parle pas HTTP.',
      'Corrigez {setting} : le port, ou https au lieu de http.',
    ),
    'web-page': cause(
      'Une page web répond à {address}, par exemple une connexion devant le système.',
      'Corrigez {setting} ou laissez ce serveur passer sans connexion.',
    ),
    redirected: cause(
      '{address} renvoie à une autre adresse, qui n’est pas suivie.',
      'Indiquez l’adresse définitive dans {setting}.',
    ),
    'server-error': cause(
      '{address}, ou un proxy placé devant, répond avec le statut {status}.',
      'Consultez le journal du système ; il est peut-être encore en train de démarrer.',
    ),
    'wrong-answer': cause(
      '{address} répond, mais pas comme attendu ({word}).',
      'Vérifiez {setting}, avec son chemin s’il y en a un, et le journal du système.',
    ),
    'settings-invalid': cause(
      'Ses réglages ne sont pas corrects : {word}.',
      'Corrigez les réglages indiqués.',
    ),
    'no-document-server': cause(
      'Aucun Document Server ne répond à {address} (statut 404).',
      'Corrigez {setting} : hôte, port et chemin.',
    ),
    'secret-refused': cause(
      'Le Document Server n’accepte pas notre signature.',
      'Donnez ici à EUROOFFICE_JWT_SECRET la valeur qu’a là-bas JWT_SECRET (ou JWT_SECRET_INBOX).',
    ),
    'signature-expired': cause(
      'Pour le Document Server, nos signatures ont expiré : les deux horloges diffèrent.',
      CLOCKS,
    ),
    'clock-differs': cause(
      'L’horloge de {address} diffère de celle-ci de {seconds} secondes.',
      CLOCKS,
    ),
    'jwt-off': cause(
      'Le Document Server ne vérifie pas les signatures : quiconque l’atteint peut s’en servir, et ce qu’il enregistre est refusé ici.',
      'Activez-y JWT : JWT_ENABLED=true, avec JWT_SECRET égal à EUROOFFICE_JWT_SECRET d’ici.',
    ),
    'other-header': cause(
      'Le Document Server signe dans l’en-tête {word}, qui n’est pas lu ici.',
      'Réglez EUROOFFICE_JWT_HEADER sur {word}, ou là-bas JWT_HEADER sur Authorization.',
    ),
    'document-server-unhealthy': cause(
      'Le Document Server signale que sa base de données, sa file ou son cache ne fonctionne pas.',
      'Consultez son journal et les services dont il a besoin (PostgreSQL, RabbitMQ, Redis).',
    ),
    'document-server-first': cause(
      'Impossible à vérifier tant que le Document Server ne répond pas.',
      'Rétablissez d’abord la connexion au Document Server.',
    ),
    'callback-loopback': cause(
      'Pour le Document Server, {address} est sa propre machine, pas celle-ci.',
      'Réglez EUROOFFICE_CALLBACK_URL sur une adresse par laquelle le Document Server atteint Kontor.',
    ),
    'callback-unreachable': cause(
      'Le Document Server n’a rien pu chercher à {address}, qui ne répond pas non plus d’ici ({word}).',
      'Corrigez EUROOFFICE_CALLBACK_URL et vérifiez qu’un proxy la transmet à Kontor.',
    ),
    'callback-not-kontor': cause(
      'Autre chose que Kontor répond à {address}.',
      'Corrigez EUROOFFICE_CALLBACK_URL ; les proxys doivent transmettre /api/eurooffice sans changement ni connexion.',
    ),
    'callback-other-kontor': cause(
      'Un autre Kontor répond à {address} : son secret n’est pas celui utilisé ici.',
      'Corrigez EUROOFFICE_CALLBACK_URL ; les instances d’une installation ont besoin du même KONTOR_SECRET_FILE.',
    ),
    'host-refused': cause(
      'Kontor répond à {address}, mais on le demande sous un nom qui n’est pas le sien.',
      'Faites transmettre par le proxy le nom qu’utilisent les gens (Host), ou indiquez l’autre dans KONTOR_HOSTS.',
    ),
    'private-address': cause(
      'Le Document Server n’a rien cherché à {address}, une adresse privée qui répond d’ici : son filtre d’adresses privées l’en empêche, ou aucun chemin n’y mène.',
      'Autorisez-la là-bas (JWT activé, ou ALLOW_PRIVATE_IP_ADDRESS=true ; pas d’allowList sans cette adresse), vérifiez le nom et le pare-feu, ou réglez EUROOFFICE_CALLBACK_URL sur une autre adresse.',
    ),
    'callback-not-reached': cause(
      'Le Document Server n’a rien pu chercher à {address}, qui répond pourtant d’ici.',
      'Vérifiez qu’il connaît le nom, reconnaît le certificat et passe le pare-feu ; ou réglez EUROOFFICE_CALLBACK_URL sur une autre adresse.',
    ),
    'fetched-but-failed': cause(
      'Le Document Server a cherché à {address} et dit ne pas y être parvenu.',
      'Un proxy sur le chemin vers Kontor modifie ou coupe peut-être les réponses ; consultez le journal du Document Server.',
    ),
    'token-missing': cause(
      'Le Document Server s’adresse à Kontor sans signature.',
      'Activez-y JWT aussi pour ce qu’il envoie (JWT_ENABLED_OUTBOX=true) ; les proxys doivent transmettre son en-tête.',
    ),
    'outbox-secret': cause(
      'Le Document Server signe ce qu’il envoie avec un autre secret.',
      'Donnez ici à EUROOFFICE_JWT_SECRET (ou EUROOFFICE_JWT_SECRET_OUTBOX) la valeur qu’a là-bas JWT_SECRET (ou JWT_SECRET_OUTBOX).',
    ),
    'outbox-expired': cause(
      'Les signatures du Document Server ont expiré ici : les deux horloges diffèrent.',
      CLOCKS,
    ),
    'converter-missing': cause(
      'Le Document Server n’offre pas de conversion à {address}.',
      'Faites transmettre /converter par le proxy placé devant lui.',
    ),
    'converter-failed': cause(
      'La conversion du Document Server échoue (erreur {code}).',
      'Consultez le journal de son convertisseur, vérifiez disque et mémoire, puis redémarrez-le.',
    ),
    'converter-timeout': cause(
      'La conversion du Document Server n’aboutit pas pour un fichier minuscule (erreur {code}).',
      'Vérifiez la charge et le journal de son convertisseur ; il est peut-être arrêté.',
    ),
    'converter-queue': cause(
      'Le Document Server ne peut pas utiliser sa file ou sa base de tâches (erreur {code}).',
      'Vérifiez son RabbitMQ et son PostgreSQL.',
    ),
    'converter-storage': cause(
      'Le Document Server échoue à enregistrer ou pour une raison inconnue (erreur {code}).',
      'Consultez son journal et vérifiez si son disque est plein ou en lecture seule.',
    ),
    'result-unreachable': cause(
      'Le résultat du Document Server ne peut pas être cherché à {address} ({word}).',
      'Vérifiez que EUROOFFICE_INTERNAL_URL sert aussi /cache/files, ainsi que SECURE_LINK_SECRET de son proxy.',
    ),
    'result-wrong': cause(
      'Le résultat du Document Server à {address} est vide ou une page web.',
      'Laissez ce serveur l’atteindre sans connexion par EUROOFFICE_INTERNAL_URL.',
    ),
    'mixed-content': cause(
      'Kontor est en https, le Document Server à {address} en http : les navigateurs refusent de le charger.',
      'Donnez au Document Server une adresse https et réglez EUROOFFICE_URL dessus.',
    ),
    'api-script-missing': cause(
      'Le script de l’éditeur ne se trouve pas à {address}.',
      'Corrigez EUROOFFICE_URL : hôte, port et chemin du Document Server tels que les navigateurs l’atteignent.',
    ),
    'public-unreachable': cause(
      'Kontor est injoignable à sa propre adresse publique {address} ({word}).',
      'Corrigez KONTOR_PUBLIC_URL ou faites connaître le nom ici aussi.',
    ),
    'public-not-kontor': cause(
      'Autre chose que ce Kontor répond à l’adresse publique {address}.',
      'Corrigez KONTOR_PUBLIC_URL et vérifiez où le proxy la transmet.',
    ),
    'no-editor-address': cause(
      'L’éditeur n’a pas de nom d’hôte propre : les scripts du Document Server peuvent agir au nom de qui modifie et lire les clés des documents privés.',
      'Dirigez un second nom d’hôte vers ce serveur et réglez KONTOR_EDITOR_URL dessus.',
    ),
    'document-server-on-our-host': cause(
      'Le Document Server a le nom d’hôte de ce serveur : il reçoit les sessions de qui modifie, et ses scripts peuvent lire les clés des documents privés.',
      'Donnez au Document Server un nom d’hôte propre et réglez EUROOFFICE_URL dessus.',
    ),
    'redis-password': cause(
      'Redis refuse le mot de passe ou l’utilisateur ({word}).',
      'Corrigez l’utilisateur et le mot de passe dans REDIS_URL.',
    ),
    'redis-read-only': cause(
      'Redis est une réplique en lecture seule.',
      'Réglez REDIS_URL sur le serveur primaire ou sur une adresse qui le suit après une bascule.',
    ),
    'redis-memory': cause(
      'Redis n’a plus de mémoire et n’accepte rien de nouveau.',
      'Augmentez-y maxmemory et réglez maxmemory-policy sur volatile-lru.',
    ),
    'redis-refuses': cause(
      'Redis refuse de travailler ({word}).',
      'Consultez le journal de Redis.',
    ),
    'database-none': cause(
      'Il n’y a pas encore de base de données dans {address}.',
      'Démarrez Kontor : il la crée au premier démarrage. Sinon, corrigez KONTOR_DATA_DIR.',
    ),
    'database-password': cause(
      'PostgreSQL refuse l’utilisateur ou le mot de passe.',
      'Corrigez DATABASE_URL, ou pg_hba.conf là-bas.',
    ),
    'database-missing': cause(
      'La base de données nommée par DATABASE_URL n’existe pas.',
      'Créez-la ou corrigez DATABASE_URL.',
    ),
    'database-permission': cause(
      'La base de données ne permet pas à son utilisateur d’écrire ({word}).',
      'Faites de l’utilisateur de DATABASE_URL le propriétaire de la base.',
    ),
    'database-read-only': cause(
      'La base de données est en lecture seule.',
      'Indiquez le serveur primaire dans DATABASE_URL ; avec SQLite, vérifiez propriétaire, droits et montage de KONTOR_DATA_DIR.',
    ),
    'database-full': cause(
      'Le disque de la base de données est plein.',
      'Libérez de la place sur le disque de la base de données.',
    ),
    'database-connections': cause(
      'PostgreSQL n’a plus de connexion libre.',
      'Augmentez-y max_connections ou réduisez KONTOR_DATABASE_CONNECTIONS.',
    ),
    'database-not-migrated': cause(
      'Il manque à la base de données {count} migrations de cette version.',
      'Démarrez cette version de Kontor : elle met la base à jour.',
    ),
    'database-newer': cause(
      'La base de données a été utilisée par un Kontor plus récent ({word}).',
      'Reprenez la version plus récente ou restaurez la sauvegarde d’avant la mise à jour.',
    ),
    'database-damaged': cause(
      'La base de données est endommagée ({word}).',
      'Arrêtez Kontor et restaurez la sauvegarde, ou reconstruisez l’index avec kontor reindex.',
    ),
    'database-busy': cause(
      'La base de données est trop occupée pour écrire à temps.',
      'Vérifiez sa charge et les transactions restées ouvertes.',
    ),
    'database-refuses': cause(
      'La base de données refuse de travailler ({word}).',
      'Consultez le journal de la base de données.',
    ),
    'bind-refused': cause(
      'L’annuaire refuse le nom ou le mot de passe de notre compte.',
      'Corrigez LDAP_BIND_DN et LDAP_BIND_PASSWORD.',
    ),
    'bind-account': cause(
      'L’annuaire ne laisse pas entrer notre compte ({word}).',
      'Déverrouillez ou renouvelez dans l’annuaire le compte de LDAP_BIND_DN.',
    ),
    'directory-wants-tls': cause(
      'L’annuaire n’accepte pas de mot de passe sans TLS.',
      'Utilisez ldaps:// dans LDAP_URL, ou LDAP_START_TLS=true.',
    ),
    'no-start-tls': cause(
      'L’annuaire n’offre pas StartTLS.',
      'Utilisez ldaps:// dans LDAP_URL sans LDAP_START_TLS, ou donnez un certificat à l’annuaire.',
    ),
    'base-dn': cause('LDAP_BASE_DN n’existe pas dans l’annuaire.', 'Corrigez LDAP_BASE_DN.'),
    'search-permission': cause(
      'Notre compte n’a pas le droit de chercher dans l’annuaire.',
      'Donnez au compte de LDAP_BIND_DN le droit de lire sous LDAP_BASE_DN.',
    ),
    'filter-finds-nobody': cause(
      'LDAP_USER_FILTER ne trouve personne sous LDAP_BASE_DN.',
      'Corrigez les attributs dans LDAP_USER_FILTER, ou LDAP_BASE_DN.',
    ),
    'filter-refused': cause('L’annuaire refuse LDAP_USER_FILTER.', 'Corrigez LDAP_USER_FILTER.'),
    'directory-refuses': cause(
      'L’annuaire refuse de travailler (code {code}).',
      'Consultez le journal de l’annuaire.',
    ),
    'credentials-missing': cause(
      'Le fichier d’identifiants {address} manque ou n’est pas lisible ici.',
      'Déposez-le là, ou corrigez ONEOFFIXX_CREDENTIALS_FILE ; vérifiez propriétaire et droits.',
    ),
    'credentials-not-json': cause(
      'Le fichier d’identifiants {address} n’est pas un objet JSON.',
      'Corrigez le fichier.',
    ),
    'credentials-incomplete': cause(
      'Il manque {word} dans le fichier d’identifiants {address}.',
      'Complétez le fichier.',
    ),
    'client-refused': cause(
      'Le système de modèles refuse client_id ou client_secret.',
      'Corrigez-les dans le fichier d’identifiants.',
    ),
    'impersonation-refused': cause(
      'Le système de modèles refuse que nous agissions pour la personne : preshared_key, SID ou horloge ne convient pas.',
      'Corrigez preshared_key dans le fichier d’identifiants ; vérifiez ONEOFFIXX_FAKE_SID et les horloges des deux serveurs.',
    ),
    'scope-refused': cause('Le système de modèles refuse le scope.', 'Corrigez ONEOFFIXX_SCOPE.'),
    'grant-type-refused': cause(
      'Le système de modèles ne connaît pas ce type d’accès.',
      'Inversez ONEOFFIXX_DOUBLE_ENCODE_BUG ; son client doit pouvoir agir pour autrui.',
    ),
    'grant-refused': cause(
      'Le système de modèles ne donne pas d’accès ({word}).',
      'Vérifiez le fichier d’identifiants et l’enregistrement du client dans ce système.',
    ),
    'library-missing': cause(
      'Le système de modèles n’a pas de bibliothèque pour la personne essayée.',
      'Donnez-lui-en une, ou vérifiez ONEOFFIXX_API.',
    ),
    'nobody-to-ask-for': cause(
      'Les identifiants sont acceptés ; la venue des modèles n’a pas pu être vérifiée : aucun compte n’a de SID ici.',
      'Connectez-vous une fois avec un compte de l’annuaire, ou réglez ONEOFFIXX_FAKE_SID pour un essai.',
    ),
    'provider-full': cause(
      'L’emplacement de stockage {name} est plein.',
      'Libérez-y de la place ou augmentez son quota.',
    ),
    'provider-read-only': cause(
      'L’emplacement de stockage {name} est en lecture seule.',
      'Montez-le en écriture ; le journal du système en dit la raison.',
    ),
    'provider-permission': cause(
      'Kontor n’a pas le droit d’écrire à l’emplacement de stockage {name}.',
      'Vérifiez propriétaire et droits de son dossier, ou les droits des clés.',
    ),
    'provider-missing': cause(
      'Le dossier de l’emplacement de stockage {name} n’est pas là.',
      'Montez-le ou corrigez son url dans KONTOR_STORAGE.',
    ),
    'provider-sync': cause(
      'L’emplacement de stockage {name} ne peut pas rendre les écritures durables ({word}).',
      'Utilisez un autre système de fichiers ou d’autres options de montage ; rien n’y est enregistré entre-temps.',
    ),
    'provider-io': cause(
      'Le disque de l’emplacement de stockage {name} signale des erreurs ({word}).',
      'Remplacez le disque ; Kontor reconstitue ce qui s’y trouvait.',
    ),
    'provider-hangs': cause(
      'L’emplacement de stockage {name} ne répond pas.',
      'Vérifiez son montage ou son serveur ; les autres continuent entre-temps.',
    ),
    'bucket-missing': cause(
      'Le bucket de l’emplacement de stockage {name} n’existe pas.',
      'Créez-le ou corrigez son url dans KONTOR_STORAGE.',
    ),
    'bucket-keys': cause(
      'L’emplacement de stockage {name} refuse les clés ({word}).',
      'Corrigez KONTOR_S3_{upper}_ACCESS_KEY_ID et KONTOR_S3_{upper}_SECRET_ACCESS_KEY.',
    ),
    'bucket-clock': cause('L’horloge de l’emplacement de stockage {name} diffère trop.', CLOCKS),
    'provider-other-bytes': cause(
      'L’emplacement de stockage {name} rend autre chose que ce qu’il a reçu.',
      'Mettez-le hors service et cherchez la raison.',
    ),
    'provider-failed': cause(
      'L’emplacement de stockage {name} ne fonctionne pas ({word}).',
      'Vérifiez son url dans KONTOR_STORAGE, son montage ou son serveur.',
    ),
  },
};
