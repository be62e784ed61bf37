import type { Cause, Messages } from './dictionary.js';
import { waitingIn } from './waiting-in.js';

const cause = (text: string, fix: string): Cause => ({ cause: text, fix });
const CLOCKS = 'Synchronisez les horloges des deux serveurs (NTP).';

/**
 * French as an office in Geneva writes it: « guillemets » and a no-break space before : ; ? !; vous; infinitives on
 * buttons.
 *
 * One word for one thing: document, version, contenu, enregistrer, téléverser (upload), télécharger (download),
 * restaurer, partager; modèle (de la bibliothèque de modèles); document privé ou ordinaire; clé, phrase secrète, clé
 * d’accès (passkey), fiche de secours; mettre de côté (quarantine); abandonner (discard); emplacement de stockage
 * (storage provider), fragment (shard); service informatique (administrator); ordinateur (desktop), modifier (edit),
 * consulter (view).
 */
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
    status: 'État du système',
    admin: 'Administration',
    signOut: 'Se déconnecter',
    account: 'Votre compte',
    notifications: 'Notifications',
  },

  login: {
    title: 'Connexion',
    lead: 'Connectez-vous pour accéder à vos documents.',
    username: 'Nom d’utilisateur',
    password: 'Mot de passe',
    submit: 'Se connecter',
    local: 'Utilisez votre compte Kontor.',
    wrong: 'Le nom d’utilisateur ou le mot de passe est incorrect. Veuillez réessayer.',
    knownPassword:
      'Ce mot de passe est connu de tous et n’est pas accepté ici. Veuillez en demander un autre à votre service informatique.',
    notYourName:
      'Votre mot de passe est correct, mais aucun compte n’est possible ici sous ce nom. Veuillez vous adresser à votre service informatique.',
    forAdministrator: 'Pour votre service informatique :',
    tooMany: 'Trop de tentatives. Veuillez patienter un instant, puis réessayer.',
    failed: 'La connexion est impossible en ce moment. Veuillez réessayer sous peu.',
    with: (label) => `Se connecter avec ${label}`,
    or: 'ou',
    providerFailed:
      'Le service avec lequel vous vous connectez ne répond pas en ce moment. Veuillez réessayer sous peu.',
    providerRefused:
      'La connexion n’y a pas été confirmée. Veuillez réessayer ou vous adresser à votre service informatique.',
    notProved:
      'La réponse reçue n’a pas pu être vérifiée. Veuillez vous reconnecter ; si cela persiste, adressez-vous à votre service informatique.',
    signInOver:
      'Cette connexion a duré trop longtemps, a déjà servi ou a commencé dans un autre navigateur. Veuillez vous reconnecter.',
    accountDisabled:
      'Votre compte est désactivé ici. Veuillez vous adresser à votre service informatique.',
    playground:
      'Environnement de test : connectez-vous comme alice, bob ou admin ; le mot de passe est le nom.',
    withPasskey: 'Se connecter avec une clé d’accès',
    passkey: 'Cette clé d’accès n’ouvre aucun compte ici. Veuillez utiliser votre mot de passe.',
  },

  secondStep: {
    title: 'Encore une étape',
    lead: 'Saisissez le code affiché par votre application d’authentification.',
    leadPasskey: 'Utilisez votre clé d’accès ou saisissez un code de secours.',
    code: 'Code',
    recoveryCode: 'Code de secours',
    recoveryHint:
      'Pas de téléphone sous la main ? Un code de secours convient aussi. Chacun ne sert qu’une fois.',
    submit: 'Continuer',
    usePasskey: 'Utiliser une clé d’accès',
    passkeyFailed: 'Cela n’a pas fonctionné. Veuillez réessayer ou choisir une autre méthode.',
    wrong: 'Ce code n’est pas valable ou a déjà été utilisé. Veuillez essayer le suivant.',
    tooMany: 'Trop d’essais. Veuillez patienter un instant et réessayer.',
    back: 'Se connecter avec un autre compte',
  },

  secondFactor: {
    title: 'Second facteur',
    lead: 'Avec un second facteur, connaître votre mot de passe ne suffit pas pour se connecter.',
    required: 'Votre compte exige un second facteur. Veuillez en configurer un avant de continuer.',
    elsewhere: 'Vous vous connectez ailleurs. Veuillez y configurer le second facteur.',
    notice: {
      removed: 'Supprimé.',
      added: 'Ajouté.',
      last: 'Votre compte exige un second facteur, et celui-ci est le dernier. Ajoutez-en d’abord un autre.',
      failed: 'Cela n’a pas fonctionné. Veuillez réessayer.',
    },
    remove: 'Supprimer',
    removeOf: (name) => `Supprimer ${name}`,
    app: 'Application d’authentification',
    appText:
      'Une application sur votre téléphone affiche un nouveau code toutes les trente secondes.',
    appSince: (when) => `Configurée ${when}`,
    appAdd: 'Configurer une application',
    appReplace: 'Configurer une autre application',
    scan: 'Scannez ceci avec l’application d’authentification de votre téléphone.',
    qrCode: 'Code QR pour l’application d’authentification',
    typeSecret: 'Ou saisissez cette clé dans l’application :',
    firstCode: 'Code affiché par l’application',
    wrongCode:
      'L’application affiche un autre code. Veuillez vérifier l’heure de votre téléphone et réessayer.',
    passkeys: 'Clés d’accès',
    passkeysText:
      'Votre appareil ou une clé de sécurité prouve qui vous êtes, par empreinte, visage ou code PIN. Une telle clé d’accès suffit aussi sans mot de passe.',
    passkeySince: (when) => `ajoutée ${when}`,
    passkeyName: 'Nom de la clé d’accès',
    passkeyDefault: 'Cet appareil',
    passkeyAdd: 'Ajouter une clé d’accès',
    passkeysNeedHost:
      'Les clés d’accès exigent un nom d’hôte, et ce serveur n’a qu’une adresse. Veuillez vous adresser à votre administrateur.',
    codes: 'Codes de secours',
    codesText:
      'Pour les cas où vous n’avez ni téléphone ni clé d’accès. Chaque code ne sert qu’une fois.',
    codesLeft: (n) => `Codes restants : ${n}`,
    codesRenew: 'Créer dix nouveaux codes',
    codesOnce:
      'Ces codes ne sont affichés que maintenant. Imprimez-les ou conservez-les dans un gestionnaire de mots de passe.',
    codesKept: 'Je les ai conservés',
  },

  ownPassword: {
    confirmTitle: 'Votre mot de passe, s’il vous plaît',
    confirmText:
      'Ceci change votre façon de vous connecter ; nous le demandons donc encore une fois.',
    password: 'Mot de passe',
    changeTitle: 'Changer le mot de passe',
    changeText: 'Vous serez déconnecté partout ailleurs.',
    changed: 'Le mot de passe est changé. Vous êtes déconnecté partout ailleurs.',
    old: 'Mot de passe actuel',
    fresh: 'Nouveau mot de passe',
    freshHint: 'Au moins 10 caractères. Quatre ou cinq mots au hasard conviennent bien.',
    repeat: 'Répéter le nouveau mot de passe',
    change: 'Changer le mot de passe',
    resetTitle: 'Choisir un mot de passe',
    resetText: (username) =>
      `Pour le compte ${username}. Connectez-vous ensuite avec ce mot de passe.`,
    usedTitle: 'Ce lien n’est plus valable',
    usedText:
      'Il a été utilisé, a expiré ou a été remplacé. Veuillez en demander un nouveau à votre administrateur.',
    errors: {
      wrong: 'Ce n’est pas votre mot de passe. Veuillez réessayer.',
      short: 'Le nouveau mot de passe est trop court. Veuillez choisir au moins 10 caractères.',
      differs: 'Les deux nouveaux mots de passe diffèrent. Veuillez les saisir à nouveau.',
      known: 'Ce mot de passe est connu de tous. Veuillez en choisir un autre.',
      tooMany: 'Trop d’essais. Veuillez patienter un instant et réessayer.',
      elsewhere:
        'Votre mot de passe est géré par l’annuaire de votre organisation. Veuillez le changer là-bas.',
      unusable: 'Ce mot de passe ne peut pas être utilisé. Veuillez en choisir un autre.',
    },
  },

  list: {
    title: 'Documents',
    search: 'Rechercher un document',
    searchAction: 'Rechercher',
    searchHint: 'Appuyez sur / pour rechercher',
    upload: 'Téléverser',
    uploadPick: 'Choisir un fichier à téléverser',
    new: 'Nouveau',
    fromTemplate: 'À partir d’un modèle',
    newOf: {
      word: 'Document',
      cell: 'Feuille de calcul',
      slide: 'Présentation',
      text: 'Texte brut',
      table: 'Tableau en texte',
      markdown: 'Markdown',
      form: 'Formulaire PDF',
    },
    family: 'Format des nouveaux documents',
    families: { ooxml: 'Office Open XML', odf: 'OpenDocument' },
    untitled: {
      word: 'Nouveau document',
      cell: 'Nouvelle feuille de calcul',
      slide: 'Nouvelle présentation',
      text: 'Nouveau texte',
      table: 'Nouveau tableau',
      markdown: 'Nouvelle note',
      form: 'Nouveau formulaire',
    },
    changed: (when, by) => `${when} par ${by}`,
    sharedBy: (name) => `de ${name}`,
    sharedWith: (names) => `Partagé avec ${names}`,
    columnTitle: 'Titre',
    columnChanged: 'Modifié',
    columnShared: 'Partagé',
    editing: (names) => `En cours de modification par ${names}`,
    older: 'Afficher les plus anciens',
    newest: 'Retour aux plus récents',
    emptyTitle: 'Aucun document pour l’instant',
    emptyText: 'Créez un document ou déposez des fichiers sur cette page.',
    noneTitle: 'Aucun résultat',
    noneText: (query) => `Aucun titre de document ne contient « ${query} ».`,
    showAll: 'Afficher tous les documents',
    drop: 'Déposer pour téléverser',
    dropText: 'Les fichiers seront ajoutés à vos documents.',
    uploads: 'Téléversements',
  },

  wizard: {
    title: 'Nouveau document à partir d’un modèle',
    filter: 'Filtrer les modèles',
    groups: 'Groupes',
    favorites: 'Favoris',
    unnamedGroup: 'Groupe sans nom',
    all: 'Tous les modèles',
    templates: 'Modèles',
    columnTitle: 'Modèle',
    columnGroup: 'Groupe',
    notChosen: 'Aucun modèle choisi',
    name: 'Nom du document',
    create: 'Créer',
    nothingText: 'Aucun modèle de ce groupe ne correspond à votre saisie.',
    searchAll: 'Rechercher dans tous les modèles',
    emptyTitle: 'Aucun modèle n’est encore disponible pour vous',
    emptyText:
      'La bibliothèque de modèles n’en met aucun à votre disposition. Veuillez vous adresser à la personne responsable.',
    missing: 'Pourquoi un modèle manque-t-il ?',
    missingText: 'Vous voyez les modèles que la bibliothèque met à votre disposition.',
    leftOutKind: (n) =>
      n === 1
        ? '1 modèle a un format que Kontor ne peut pas utiliser.'
        : `${n} modèles ont un format que Kontor ne peut pas utiliser.`,
    leftOutUnnamed: (n) =>
      n === 1 ? '1 modèle n’a pas de nom.' : `${n} modèles n’ont pas de nom.`,
    leftOutUnreadable: (n) =>
      n === 1
        ? '1 entrée de la bibliothèque de modèles est défectueuse. Veuillez le signaler à la personne responsable.'
        : `${n} entrées de la bibliothèque de modèles sont défectueuses. Veuillez le signaler à la personne responsable.`,
    leftOutNone: 'Kontor n’en a écarté aucun.',
    failedList: {
      favorites: 'Vos favoris n’ont pas pu être chargés. Tous les autres modèles sont affichés.',
      groups:
        'La bibliothèque de modèles n’a fourni que vos favoris. Veuillez réessayer plus tard.',
    },
    creationError: {
      badTitle: 'Ce nom n’est pas possible. Utilisez des lettres et des chiffres, sans / ni \\.',
      noTemplate: 'Veuillez choisir un modèle.',
      failed: 'Le document n’a pas pu être créé. Veuillez réessayer.',
    },
    failed: 'Les modèles ne peuvent pas être affichés',
    failure: {
      transient: 'La bibliothèque de modèles ne répond pas. Veuillez réessayer dans une minute.',
      permanent:
        'La bibliothèque de modèles refuse la connexion. Veuillez vous adresser à votre service informatique.',
      unknownPerson:
        'Vous ne figurez pas dans l’annuaire ; la bibliothèque de modèles ne peut donc pas vous identifier.',
    },
  },

  kind: {
    word: 'Document texte',
    cell: 'Feuille de calcul',
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
    opensNowhere: 'Aucun éditeur ne peut ouvrir ce type de fichier. Vous pouvez le télécharger.',
    download: 'Télécharger',
    downloadAs: 'Télécharger en …',
    notConverted: (to) =>
      `Aucun fichier ${to} ne peut être créé à partir de ce document. Ouvrez-le pour voir s’il est endommagé.`,
    notConvertedNow: (to) =>
      `Le fichier ${to} ne peut pas être créé pour le moment, car le Document Server ne répond pas. Veuillez réessayer plus tard.`,
    notKept: (wanted, came) =>
      `Le format .${wanted} n’a pas pu être conservé lors de l’enregistrement. Cette version est en .${came}, son contenu est complet.`,
    preview: 'Aperçu',
    previewOf: (title) => `Aperçu de ${title}`,
    previewAlone: 'Afficher l’aperçu seul',
    previewMaking: 'L’aperçu est en préparation.',
    converted: (version) =>
      `La version ${version} est dans le nouveau format. L’original reste la version précédente.`,
    passwordGone: 'La nouvelle version n’est plus protégée par le mot de passe.',
    continueWhy: {
      old: ({ from, to }) =>
        `Ce document est dans l’ancien format .${from}. L’éditeur enregistre les modifications en .${to}.`,
      lossy: ({ from, to }) =>
        `L’éditeur ne peut pas tout enregistrer en .${from}. En .${to}, rien ne se perd.`,
    },
    continueAs: (to) => `Continuer en .${to}`,
    exportHolds: {
      page: 'la première page seulement',
      sheet: 'les valeurs d’une seule feuille',
      text: 'le texte seul, sans mise en forme',
    },
    downloadVersionAs: (version) => `Télécharger la version ${version} en…`,
    downloadIn: (format) => `Télécharger en ${format}`,
    filePassword: 'Mot de passe du fichier',
    passwordNeeded:
      'Ce fichier est protégé par un mot de passe. Celui-ci ne sert qu’à cette conversion et n’est pas conservé.',
    passwordWrong: 'Ce mot de passe n’ouvre pas le fichier. Essayez encore une fois.',
    convertedTooLarge: (to) =>
      `Le fichier ${to} dépasserait la taille acceptée ici. Le document reste tel quel.`,
    notConvertedSize: 'Ce document est trop volumineux pour être converti par le Document Server.',
    office: 'Ouvrir dans Office',
    uploadNext: 'Téléverser une nouvelle version',
    uploadFirst: 'Téléverser le fichier',
    dropNext:
      'Le fichier devient la nouvelle version. Les versions précédentes restent dans la liste.',
    dropFirst: 'Le fichier devient le contenu de ce document.',
    replaced: (n) => `Téléversé comme version ${n}.`,
    changedMeanwhile:
      'Une version plus récente a été enregistrée entre-temps. Consultez-la, puis téléversez à nouveau la vôtre.',
    checkedOut: 'Quelqu’un modifie ce document sur son ordinateur. Veuillez réessayer plus tard.',
    share: 'Partager',
    delete: 'Supprimer',
    deletedNow: 'Le document a été supprimé.',
    undeleted: 'Le document a été restauré.',
    renamed: 'Renommé.',
    changed: (when) => `Modifié ${when}`,
    history: 'Versions',
    historyEmpty: 'Aucun contenu pour l’instant.',
    version: (n) => `Version ${n}`,
    current: 'Actuelle',
    quarantined: 'Mise de côté',
    quarantinedText: 'Cette version est enregistrée et peut être restaurée.',
    reason: {
      empty: 'Le fichier est arrivé vide.',
      'cut-off': 'Le fichier est arrivé incomplet.',
      'other-format': 'Son contenu n’est pas dans le format du document.',
      'web-page':
        'Une page web est arrivée à la place du fichier, peut-être une page de connexion.',
      unrecognised: 'Son contenu ne ressemble pas à un document de ce type.',
      'save-failed': 'L’éditeur n’a pas pu tout enregistrer.',
      'head-moved': 'Elle repose sur une version qui a été remplacée entre-temps.',
      'not-permitted': 'Elle vient d’une personne qui ne peut que lire le document.',
    },
    moreAuthors: (n) => (n === 1 ? '1 autre' : `${n} autres`),
    restore: 'Restaurer',
    restoreOf: (n) => `Restaurer la version ${n}`,
    downloadOf: (n) => `Télécharger la version ${n}`,
    viewVersion: (n) => `Consulter la version ${n}`,
    viewShort: 'Consulter',
    compare: 'Comparer deux versions',
    compareShow: 'Afficher les modifications',
    compareVersion: { history: 'Version', from: 'comparée à' },
    askedBy: {
      person: 'Enregistré en cours de modification',
      autosave: 'Enregistré automatiquement',
      command: 'Enregistré par une application',
    },
    changesOf: (n) => `Montrer les modifications de la version ${n}`,
    changesShort: 'Montrer les modifications',
    privateChanges:
      'Les modifications d’un document privé ne peuvent pas être montrées : seules ses personnes peuvent ouvrir les versions. Consultez une version pour la lire.',
    restored: (n) => `Restauré comme version ${n}.`,
    earlierInSession: (n) =>
      n === 1 ? '1 état antérieur de cette session' : `${n} états antérieurs de cette session`,
    editing: 'En cours de modification',
    role: {
      owner: 'Votre document',
      editor: 'Vous pouvez modifier',
      viewer: 'Vous pouvez lire',
    },
    ownedBy: (name) => `Document de ${name}`,
    beingEdited: 'Quelqu’un modifie ce document. Veuillez réessayer quand l’éditeur sera fermé.',
    origin: {
      upload: 'Téléversé',
      save: 'Enregistré',
      'force-save': 'Enregistré en cours de modification',
      restore: 'Restauré',
      recovered: 'Retrouvé',
      'office-connector': 'Enregistré sur l’ordinateur',
    },
    shardsPresent: (present, total, required) => `${present} sur ${total}, ${required} nécessaires`,
  },

  recovered: {
    found: (n: number) =>
      `Un état antérieur, non enregistré, a été retrouvé et enregistré comme version ${n}.`,
    quarantined: (n: number, reason: string) =>
      `La version ${n} a été mise de côté. ${reason} Vous pouvez la restaurer dans la liste des versions.`,
    dismiss: 'OK',
    dismissOf: (n: number) => `Masquer l’avis : version ${n}`,
  },

  unsaved: {
    title: 'Modifications non enregistrées',
    badge: 'Non enregistré',
    badgeOf: (title) => `Ouvrir ${title} avec ses modifications non enregistrées`,
    text: (names, when) =>
      names === ''
        ? `L’éditeur n’a pas pu enregistrer les dernières modifications (constaté ${when}). Elles ne sont pas perdues.`
        : `L’éditeur n’a pas pu enregistrer les dernières modifications de ${names} (constaté ${when}). Elles ne sont pas perdues.`,
    hint: 'Ouvrez le document pour les retrouver ; elles sont enregistrées à la fermeture de l’éditeur. D’ici là, le contenu ne peut être ni restauré ni remplacé.',
    hintViewer:
      'Elles seront enregistrées quand une personne autorisée à modifier le document l’ouvrira.',
    open: 'Ouvrir et enregistrer',
    discard: 'Abandonner les modifications…',
    discardText:
      'Une fois abandonnées, les modifications ne peuvent plus être récupérées. L’éditeur ouvrira la version actuelle.',
    discardNow: 'Abandonner définitivement',
    discarded: 'Les modifications non enregistrées ont été abandonnées.',
    openOrDiscard:
      'Il y a des modifications non enregistrées. Ouvrez le document pour les enregistrer, ou abandonnez-les d’abord.',
  },

  awaitingOffice: {
    title: 'En attente d’Office',
    text: (template) =>
      `Office crée ce document sur votre ordinateur à partir du modèle « ${template} ». Il apparaît ici dès qu’il est enregistré.`,
    open: 'Ouvrir dans Office',
    hint: 'Rien ne se passe ? Office Connector doit être installé sur cet ordinateur. Cliquez ensuite de nouveau sur le bouton.',
    orUpload: 'Ou téléversez ici le fichier terminé.',
    removed: (when) => `Si rien n’est enregistré, il sera supprimé ${when}.`,
    off: 'Les modèles sont désactivés en ce moment ; le document ne peut pas être ouvert dans Office.',
  },

  personField: {
    placeholder: 'Nom, e-mail ou service',
  },

  share: {
    title: 'Partager',
    lead: 'Qui peut ouvrir ce document ?',
    person: 'Personne ou groupe',
    role: 'Droit d’accès',
    roles: {
      viewer: 'Lecture',
      commenter: 'Commentaires',
      'form-filler': 'Remplissage de formulaires',
      reviewer: 'Suivi des modifications',
      editor: 'Modification',
    },
    roleTexts: {
      viewer: 'Consulte le document.',
      commenter: 'Consulte le document et y ajoute des commentaires. Le texte reste inchangé.',
      'form-filler':
        'Remplit les champs d’un formulaire PDF. Les autres documents peuvent seulement être consultés.',
      reviewer:
        'Commente et modifie le texte de manière que chaque modification puisse être acceptée ou refusée.',
      editor: 'Modifie le document, dépose de nouvelles versions et rétablit les précédentes.',
    },
    switches: 'Également autorisé',
    switchNames: {
      download: 'Télécharger et ouvrir sur l’ordinateur',
      print: 'Imprimer',
      copy: 'Copier du texte',
    },
    keptBack: { download: 'téléchargement', print: 'impression', copy: 'copie' },
    without: (what) => `sans ${what}`,
    switchesText:
      'Sans téléchargement, aucun fichier n’est remis, pas même dans un autre format. Le serveur de l’éditeur n’en remet aucun non plus dès lors que l’impression est également désactivée. Une personne autorisée à télécharger peut imprimer et copier ailleurs. Ce qu’une personne peut lire, elle peut toujours le recopier.',
    switchesPrivate:
      'Toute personne qui ouvre un document privé en reçoit la clé. Ces réglages retirent les boutons et empêchent le téléchargement depuis Kontor ; ils n’empêchent pas une personne avertie d’enregistrer ce qu’elle peut lire.',
    change: 'Modifier',
    changeOf: (name) => `Modifier les droits de ${name}`,
    save: 'Enregistrer',
    add: 'Partager',
    remove: 'Retirer',
    removeOf: (name) => `Ne plus partager avec ${name}`,
    alone: 'Vous êtes la seule personne à pouvoir l’ouvrir.',
    members: (n) => (n === 1 ? 'Groupe, 1 personne' : `Groupe, ${n} personnes`),
    thisGroup: 'le groupe',
    group: 'Groupe',
    others: 'Personnes ayant accès',
    ownerRole: 'Propriétaire',
    shared: (name) => `Partagé avec ${name}.`,
    removed: (name) => `N’est plus partagé avec ${name}.`,
    unknown: (name) =>
      name === ''
        ? 'Aucune personne et aucun groupe ne porte ici ce nom. Choisissez dans la liste.'
        : `Aucune personne et aucun groupe ne s’appelle ici « ${name} ».`,
    isOwner: (name) => `Ce document appartient déjà à « ${name} ».`,
  },

  give: {
    title: 'Remettre à quelqu’un d’autre',
    people: 'Personnes',
    lead: 'Le document change de propriétaire : cette personne décide qui peut l’ouvrir et peut le supprimer. Vous pourrez continuer à le modifier.',
    leadAdmin: (owner) =>
      `Le document appartient à ${owner}. Il change de propriétaire ; ${owner} n’y a plus accès, sauf par un groupe.`,
    whom: 'Nouveau propriétaire',
    next: 'Continuer',
    now: 'Remettre le document',
    nowAnyway: 'Remettre quand même',
    other: 'Choisir quelqu’un d’autre',
    willOwn: (name, title) =>
      title === undefined
        ? `Le document appartiendra à ${name}, qui décidera qui peut l’ouvrir.`
        : `« ${title} » appartiendra à ${name}, qui décidera qui peut l’ouvrir.`,
    youStay:
      'Vous pourrez continuer à le modifier, tant que son propriétaire n’en décide pas autrement.',
    ownerLoses: (owner) =>
      `${owner} n’y a plus accès, sauf par un groupe. Ce qui est ouvert se ferme aussitôt.`,
    canOpen: (name) => `Le document est privé. ${name} en a la clé et peut l’ouvrir.`,
    cannotOpen: (name) =>
      `Le document est privé, et ${name} ne pourra pas l’ouvrir : la clé ne suit pas.`,
    opens: (names) => `Pourront ensuite l’ouvrir : ${names}.`,
    nobodyOpens: 'Personne ne pourra plus l’ouvrir avec sa propre clé.',
    recoveryOpens: 'La clé de récupération l’ouvre aussi.',
    shareFirst: (name) => `Pour que ${name} puisse le lire, partagez-le d’abord.`,
    given: (name) =>
      `Le document appartient maintenant à ${name}. Vous pouvez continuer à le modifier.`,
    belongsTo: (name) => `Le document appartient maintenant à ${name}.`,
    refusals: {
      'no-such-person':
        'Cette personne n’est pas connue ici ou est désactivée. Choisissez quelqu’un dans la liste.',
      'is-owner': 'Le document appartient déjà à cette personne.',
      'directory-away': 'L’annuaire ne répond pas pour l’instant. Veuillez réessayer plus tard.',
      'not-now':
        'Le changement n’a pas pu être enregistré pour l’instant ; rien n’a été modifié. Veuillez réessayer plus tard.',
      'asked-again': 'Le document est devenu privé entre-temps. Veuillez relire ce qui se passera.',
    },
  },

  edit: {
    title: (title) => `${title} – Éditeur`,
    loading: 'Ouverture du document…',
    noScript: 'L’éditeur nécessite JavaScript. Veuillez l’activer ou télécharger le document.',
    back: 'Retour au document',
    download: 'Télécharger',
    retry: 'Réessayer',
    unreachable: 'L’éditeur n’est pas disponible',
    unreachableText:
      'Le Document Server ne répond pas. Le document est en sécurité ; vous pouvez le télécharger en attendant.',
    unopenable: 'Aucun éditeur ne peut ouvrir ce document',
    unopenableText: 'Vous pouvez le télécharger et l’ouvrir sur votre ordinateur.',
    silent: 'L’éditeur n’a pas pu être chargé',
    silentText:
      'Votre navigateur n’a pas pu charger l’éditeur depuis son adresse. Le document est en sécurité ; vous pouvez le télécharger en attendant.',
    silentAdmin: (address) =>
      `Les navigateurs doivent atteindre ${address} (KONTOR_EDITOR_URL), et cette adresse doit mener à ce serveur avec son nom dans l’en-tête Host.`,
    keyless: 'Vous ne pouvez pas encore ouvrir ce document',
    keylessText: 'Sa page dit pourquoi, et à qui l’accès a été demandé.',
    unprotected: 'Les documents privés ne peuvent pas encore être ouverts ici',
    unprotectedText:
      'Sur ce serveur, l’éditeur pourrait lire les clés des documents privés. Votre service informatique peut y remédier. Vous pouvez télécharger le document depuis sa page.',
    unprotectedAdmin: {
      'no-editor-address':
        'Donnez à ce serveur un second nom d’hôte et indiquez-le dans KONTOR_EDITOR_URL. Si vous confiez toutes les clés privées au Document Server, définissez plutôt KONTOR_EDITOR_SHARES_ORIGIN=accept.',
      'document-server-on-our-host':
        'Donnez au Document Server son propre nom d’hôte et indiquez-le dans EUROOFFICE_URL. Si vous lui confiez toutes les clés privées, définissez plutôt KONTOR_EDITOR_SHARES_ORIGIN=accept.',
    },
    slow: 'L’ouverture est plus longue que d’habitude. L’éditeur s’ouvrira peut-être encore.',
    earlier: (number, when) => `Voici la version ${number} du ${when}.`,
    openNewest: 'Ouvrir la version la plus récente',
    signIn: 'Se connecter',
    ended: 'Vous ne pouvez plus ouvrir ce document',
    endedText:
      'Il a été supprimé, ou n’est plus partagé avec vous. Ce que vous aviez écrit jusque-là est enregistré.',
    submitted: 'Le formulaire a été envoyé',
    submittedText:
      'Ce que vous avez rempli est maintenant un document à part. Il appartient au propriétaire du formulaire, qui a été informé. Le formulaire lui-même est inchangé.',
    openSubmitted: 'L’afficher',
    fillAgain: 'Remplir à nouveau le formulaire',
    backToList: 'Aller aux documents',
  },

  status: {
    title: 'État du système',
    allWell: 'Tout fonctionne.',
    problems: (n) => (n === 1 ? '1 point est à vérifier.' : `${n} points sont à vérifier.`),
    light: { ok: 'Fonctionne', attention: 'À vérifier', down: 'En panne', unknown: 'Inconnu' },
    fix: 'Que faire',
    empty: 'Rien n’est encore vérifié.',
    checked: (when) => `Vérifié ${when}`,
    reachable: (version) => (version === null ? 'Répond.' : `Répond, version ${version}.`),
    answers: 'Répond.',
    fails: 'Ne répond pas.',
    works: 'Fonctionne.',
    notTried: 'Pas encore vérifié.',
    notSetUp: 'Pas configuré.',
    weakness: {
      'folders-not-synced': (code) =>
        `Ses dossiers ne peuvent pas être synchronisés (${code}) : ce qui y a été enregistré dans les dernières secondes peut manquer après une panne de courant du disque ou du serveur de fichiers, et est alors reconstruit à partir des autres emplacements.`,
      'files-not-synced': (code) =>
        `Ses fichiers ne peuvent pas être synchronisés (${code}) : ce qui y a été enregistré dans les dernières minutes peut manquer après une panne de courant du disque ou du serveur de fichiers. Changez les options de montage ou ne le comptez pas dans min_durable.`,
    },
    connections: {
      database: 'Base de données',
      redis: 'Redis',
      'document-server': 'Document Server',
      callback: 'Rappels du Document Server',
      'browser-address': 'Adresses pour les navigateurs',
      directory: 'Annuaire',
      oneoffixx: 'Système de modèles (Oneoffixx)',
      smtp: 'Serveur de messagerie',
      oidc: 'Fournisseur de connexion',
      storage: 'Emplacement de stockage',
    },
    forgotten: {
      name: 'Fichiers non livrés',
      fix: 'Ce sont des fichiers enregistrés que le Document Server n’a pas pu livrer. Kontor les récupère de lui-même. Un fichier qui reste est en cours d’utilisation ou n’est pas un document valable : le journal indique son document, et le fichier peut être copié depuis le Document Server.',
      summary: (waiting, unknown) => {
        const none = unknown === 0 ? 'Aucun.' : 'Aucun de documents connus ici.';
        const here = waiting === 0 ? none : `Encore sur le Document Server : ${waiting}.`;
        return [here, ...(unknown === 0 ? [] : [`De documents inconnus ici : ${unknown}.`])].join(
          ' ',
        );
      },
    },
    unsaved: {
      name: 'Modifications non enregistrées',
      fix: 'Seul le Document Server possède ces modifications. Les personnes concernées voient une indication dans leur liste : demandez-leur d’ouvrir le document, ce qui enregistre les modifications.',
      summary: (documents) =>
        documents === 0
          ? 'Aucune.'
          : documents === 1
            ? 'Un document contient des modifications qui n’ont pas pu être enregistrées.'
            : `${documents} documents contiennent des modifications qui n’ont pas pu être enregistrées.`,
    },
    autosave: {
      name: 'Enregistrement automatique',
      off: 'Désactivé. Les documents sont enregistrés quand quelqu’un clique sur Enregistrer et quand la dernière personne quitte.',
      every: (seconds, open) => {
        const span = seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
        return `Enregistre les documents ouverts toutes les ${span}. Ouverts actuellement : ${open}.`;
      },
      paused: 'Interrompu, car le Document Server ne répond pas.',
      fix: 'Corrigez ce qui manque au Document Server. L’enregistrement automatique reprend ensuite de lui-même.',
    },
    mails: {
      name: 'E-mail',
      fine: 'Les notifications partent aussi par e-mail.',
      late: (waiting, minutes) =>
        waiting === 1
          ? `Un e-mail attend depuis ${minutes} min.`
          : `${waiting} e-mails en attente, le plus ancien depuis ${minutes} min.`,
      lateFix: 'Vérifiez ce qui manque au serveur de messagerie ; l’envoi reprend de lui-même.',
      failed: (failed) =>
        failed === 1
          ? 'Un e-mail des sept derniers jours n’est pas arrivé.'
          : `${failed} e-mails des sept derniers jours ne sont pas arrivés.`,
      failedFix:
        'Le serveur de messagerie refuse les adresses, ou il est resté trop longtemps injoignable : son journal en dit plus. Les notifications figurent tout de même dans Kontor.',
    },
    webhooks: {
      name: 'Webhooks',
      fine: (webhooks) =>
        webhooks === 1
          ? 'Un destinataire est informé des événements.'
          : `${webhooks} destinataires sont informés des événements.`,
      late: (waiting, minutes) =>
        waiting === 1
          ? `Un événement attend depuis ${minutes} min.`
          : `${waiting} événements en attente, le plus ancien depuis ${minutes} min.`,
      lateFix:
        'Vérifiez ce qui manque au destinataire : kontor webhook list et test sur le serveur.',
      dead: (dead) =>
        dead === 1 ? 'Un événement a été abandonné.' : `${dead} événements ont été abandonnés.`,
      deadFix: 'Rétablissez le destinataire, puis renvoyez-les depuis la page de l’application.',
    },
    audit: {
      entries: (entries, count) =>
        entries === 0
          ? 'Aucune entrée pour l’instant.'
          : entries === 1
            ? '1 entrée.'
            : `${count} entrées.`,
      lastEntry: (when) => `Dernière entrée ${when}`,
      verified: (when) => `Vérifié ${when}`,
      notVerified: 'Pas encore vérifié',
      sealed: (when) => `Scellé ${when}`,
      notSealed: 'Pas encore scellé',
      broken: (fault) => `La vérification a échoué : ${fault}.`,
      faults: {
        changed: (entry) => `l’entrée ${entry} n’est plus telle qu’elle a été écrite`,
        removed: (entry) => `des entrées manquent à partir du numéro ${entry}`,
        inserted: (entry) => `quelqu’un a ajouté l’entrée ${entry}`,
        seal: () => 'un sceau n’est plus tel qu’il a été signé',
        head: (entry) => `la fin signée n’est pas à l’entrée ${entry}`,
        reported: () => 'un serveur a remarqué que des entrées ont été modifiées',
      },
      reported: 'Un serveur a remarqué que quelqu’un a modifié, supprimé ou ajouté des entrées.',
      brokenFix:
        'Quelqu’un a modifié la base de données. kontor audit verify sur le serveur nomme chaque endroit touché ; gardez une copie de la base avant d’y changer quoi que ce soit.',
      late: (waiting) =>
        waiting === 1
          ? '1 entrée attend sa place depuis plus d’une minute.'
          : `${waiting} entrées attendent leur place depuis plus d’une minute.`,
      lateFix:
        'Le journal des serveurs dit pourquoi ils ne peuvent pas écrire dans la base de données.',
    },
    storage: {
      title: 'Stockage',
      providers: 'Emplacements de stockage',
      summary: (versions, waiting, underRepair) => {
        const all = versions === '1' ? '1 version' : `${versions} versions`;
        if (waiting === 0)
          return versions === '1' ? `${all}, complète.` : `${all}, toutes complètes.`;
        return `${all} ; à réparer : ${waiting}, dont en cours de réparation : ${underRepair}.`;
      },
      counted: (when) => `Compté ${when}`,
      kept: (shards, size) =>
        shards === '1' ? `1 fragment, ${size}` : `${shards} fragments, ${size}`,
      missing: (shards) => (shards === '1' ? '1 manquant' : `${shards} manquants`),
      filled: (name, whole, missing) =>
        `${name} : fragments présents ${whole}, manquants ${missing}`,
      state: {
        active: 'En service',
        draining: 'En cours de vidage',
        drained: 'Vide ; peut être retiré',
        gone: 'N’est plus configuré',
      },
      verified: (when) => `Vérification la plus ancienne : ${when}`,
      drain: (name) => `Vider ${name}`,
      undrain: (name) => `Réutiliser ${name}`,
      fewest: (needed) =>
        `Une version a besoin de ${needed} emplacements de stockage. Configurez-en un autre avant d’en vider un.`,
      scrub: 'Vérification',
      scrubbed: (done, total) => `Fragments vérifiés : ${done} sur ${total}.`,
      scrubNow: 'Tout vérifier maintenant',
      atRisk: 'Versions menacées',
      noRisk: 'Aucune : chaque version peut encore perdre un fragment.',
      shardsLeft: (present, total, required) =>
        present < required
          ? `Fragments : ${present} sur ${total} ; il en faut ${required}. Remettez en service un emplacement de stockage.`
          : `Fragments : ${present} sur ${total} ; il en faut ${required}.`,
      orphans: (n) =>
        n === '1'
          ? '1 fragment n’appartient à aucune version ; il est supprimé après un délai d’attente.'
          : `${n} fragments n’appartiennent à aucune version ; ils sont supprimés après un délai d’attente.`,
      unknownOrphans: (n) =>
        n === '1'
          ? '1 fragment appartient à un document absent de la base de données. Il reste enregistré : kontor reindex l’ajoute à la base de données.'
          : `${n} fragments appartiennent à des documents absents de la base de données. Ils restent enregistrés : kontor reindex les ajoute à la base de données.`,
      thinning: 'Versions intermédiaires',
      thinned: (n, size) =>
        `Les plus anciennes sont réduites. Supprimées jusqu’ici : ${n} ; espace libéré : ${size}.`,
      notThinned: 'Toutes sont conservées (KONTOR_THINNING=off).',
      lastThinned: (when) => `Dernier passage : ${when}`,
    },
  },

  activity: {
    title: 'Activité',
    link: 'Activité',
    back: 'Vers le document',
    lead: 'Qui a fait quoi avec ce document, selon le journal d’audit. Seule la personne à qui il appartient le voit.',
    none: 'Il ne s’est encore rien passé.',
    somebody: 'Quelqu’un d’inconnu',
    theServer: 'Le serveur',
    sentences: {
      'document.created': ({ who }) => `${who} a créé le document.`,
      'document.opened': ({ who, version }) =>
        `${who} a ouvert la version ${version} dans l’éditeur.`,
      'document.downloaded': ({ who, version }) => `${who} a téléchargé la version ${version}.`,
      'document.exported': ({ who, as }) => `${who} l’a téléchargé en ${as}.`,
      'document.renamed': ({ who }) => `${who} a renommé le document.`,
      'document.shared': ({ who, person }) => `${who} l’a partagé avec ${person}.`,
      'document.unshared': ({ who, person }) => `${who} ne le partage plus avec ${person}.`,
      'document.deleted': ({ who }) => `${who} a supprimé le document.`,
      'document.restored': ({ who }) => `${who} a rétabli le document.`,
      'document.owner-changed': ({ who, person }) => `${who} l’a remis à ${person}.`,
      'version.saved': ({ who, version }) => `${who} a enregistré la version ${version}.`,
      'version.quarantined': ({ version }) => `La version ${version} a été mise en quarantaine.`,
      'version.restored': ({ who, version }) =>
        `${who} a rétabli une version antérieure comme version ${version}.`,
      'version.recovered': ({ version }) => `La version ${version} a été récupérée de l’éditeur.`,
      'custody.changed': ({ who }) => `${who} a changé qui peut ouvrir ce qui est enregistré.`,
      'key.released': ({ who }) => `${who} a donné au serveur la clé pour l’éditeur.`,
    },
  },

  admin: {
    title: 'Administration',
    menu: {
      people: 'Personnes',
      groups: 'Groupes',
      applications: 'Applications',
      connections: 'Connexions',
      settings: 'Réglages',
      audit: 'Journal d’audit',
      status: 'État et stockage',
    },
    more: 'Afficher la suite',
    copy: 'Copier',
    show: 'Afficher',
    people: {
      you: 'vous',
      search: 'Début d’un nom ou d’une adresse',
      none: 'Personne n’a été trouvé.',
      administrator: 'Administration',
      disabled: 'Bloqué',
      makeAdministrator: 'Nommer administrateur',
      noAdministrator: 'Retirer l’administration',
      disable: 'Bloquer',
      enable: 'Débloquer',
    },
    person: {
      origins: {
        local: 'Compte de ce serveur',
        directory: 'Compte de l’annuaire',
        openid: 'Compte d’un fournisseur de connexion',
        playground: 'Compte du terrain d’essai',
        awaited: 'Ne s’est encore jamais connecté',
        client: 'Application',
      },
      standing: 'Droits',
      standingText:
        'Un compte bloqué est déconnecté partout en cinq secondes ; ses documents et ses partages restent.',
      signIn: 'Connexion',
      linkText:
        'Avec un lien, la personne choisit un nouveau mot de passe. Il sert une seule fois et pendant un jour ; un nouveau met fin au précédent.',
      makeLink: 'Créer un lien pour un nouveau mot de passe',
      link: 'Lien pour un nouveau mot de passe',
      linkOnce:
        'Il n’est affiché que maintenant. Transmettez-le de façon que personne d’autre ne puisse le lire : avec ce lien, on se connecte au nom de cette personne.',
      passwordElsewhere:
        'Ce mot de passe n’est pas conservé ici : il se change dans l’annuaire ou chez le fournisseur.',
      mail: 'Adresse e-mail',
      mailField: 'Adresse pour les notifications',
      mailText:
        'Les notifications y sont aussi envoyées si ce serveur envoie des e-mails. Seule l’administration change l’adresse. Laissez vide pour n’en avoir aucune.',
      saveMail: 'Enregistrer l’adresse',
      unusableMail: 'Ce n’est pas une adresse e-mail. Indiquez-en une telle que anna@example.org.',
      noMail: 'Aucune',
      mailFrom: {
        directory: 'Elle vient de l’annuaire et se change là-bas.',
        openid: 'Elle vient du fournisseur de connexion et se change là-bas.',
        awaited: 'Elle viendra avec la première connexion.',
      },
      noSecondFactor: 'Aucun second facteur n’est configuré.',
      resetSecondFactor: 'Supprimer les seconds facteurs …',
      resetText:
        'Pour quelqu’un qui a tout perdu. Les applications, les clés d’accès et les codes de secours sont supprimés, et la personne est déconnectée partout.',
      resetNow: 'Les supprimer',
      handOver: 'Remettre les documents',
      handOverText:
        'Tous les documents de cette personne changent de propriétaire, même les supprimés ; elle ne garde rien. Pour quelqu’un qui quitte la maison.',
      newOwner: 'Nouveau propriétaire',
      acceptPrivate: 'Aussi les documents privés que cette personne ne pourra pas ouvrir',
      handOverNow: 'Tout remettre',
      chooseSingle: 'Choisir certains documents',
      single: 'Choix de documents',
      singleText:
        'Les titres ne sont pas affichés : l’administration ne peut pas lire les documents des autres. Demandez à cette personne, ou à quelqu’un qui y a accès, lesquels sont concernés ; l’adresse d’un document se termine par son identifiant.',
      documents: (n) =>
        n === 1 ? 'Un document, par ordre de création.' : `${n} documents, par ordre de création.`,
      documentNumber: (n, type) => `N° ${n}, ${type}`,
      noDocuments: 'Cette personne ne possède aucun document.',
      noMoreDocuments: 'Il n’y a pas d’autres documents.',
      noContent: 'Pas encore de contenu',
      sharedWith: (n) =>
        n === 0 ? 'pas partagé' : n === 1 ? 'partagé une fois' : `partagé ${n} fois`,
      madeAt: (when) => `Créé ${when}`,
      isDeleted: 'Supprimé',
      isAwaited: 'Attend son contenu',
      handOverTicked: 'Remettre les documents cochés',
      activity: 'Ce que cette personne a fait, dans le journal d’audit',
    },
    groups: {
      lead: 'Un document se partage avec un groupe comme avec une personne. Les groupes de l’annuaire et des fournisseurs de connexion se modifient là-bas.',
      search: 'Partie d’un nom',
      empty:
        'Il n’y a pas encore de groupe. Créez-en un ci-dessous, ou laissez des personnes de l’annuaire se connecter : leurs groupes suivront.',
      none: 'Aucun groupe ne porte un tel nom.',
      members: (n) => (n === 0 ? 'Aucun membre' : n === 1 ? '1 personne' : `${n} personnes`),
      sources: { local: 'Local', directory: 'Annuaire' },
      newTitle: 'Nouveau groupe',
      name: 'Nom du groupe',
      make: 'Créer',
      elsewhere:
        'Ce groupe est géré ailleurs. Ses membres se modifient là-bas ; le changement agit ici en cinq minutes.',
      addTitle: 'Ajouter des personnes',
      find: 'Chercher',
      add: 'Ajouter',
      isIn: 'En fait déjà partie',
      membersTitle: 'Membres',
      nobody: 'Ce groupe est encore vide. Cherchez des personnes ci-dessus et ajoutez-les.',
      nobodyElsewhere: 'Personne de ce groupe ne s’est encore connecté ici.',
      remove: 'Retirer',
      removeGroup: 'Supprimer ce groupe …',
      removeText: (name) =>
        `Ce qui est partagé avec « ${name} » ne le sera plus avec ses membres, et leurs éditeurs ouverts se fermeront. C’est définitif.`,
      removeNow: 'Supprimer le groupe',
    },
    outcomes: {
      'group-added': 'Le groupe est créé.',
      'group-removed': 'Le groupe est supprimé.',
      'member-added': 'La personne fait maintenant partie du groupe.',
      'member-removed': 'La personne ne fait plus partie du groupe.',
      'second-factor-reset':
        'Les seconds facteurs sont supprimés. La personne se connecte avec le seul mot de passe et peut en configurer de nouveaux.',
      'mail-saved': 'L’adresse e-mail est enregistrée.',
      'mail-removed': 'L’adresse e-mail est supprimée.',
      'application-changed': 'C’est modifié et valable dès la prochaine requête.',
      'not-saved': 'Rien n’a été enregistré : la raison est indiquée à côté des champs.',
      'application-removed': 'L’application est supprimée.',
      'credential-removed': 'C’est supprimé. Ce qui l’utilise encore est refusé.',
      'too-many-client-secrets':
        'Elle a déjà le plus grand nombre de secrets et de clés. Supprimez-en un d’abord.',
      'no-such-client-secret': 'Ce secret ou cette clé est déjà supprimé.',
      'test-arrived': 'Le test est arrivé.',
      'test-failed':
        'Le test n’est pas arrivé. Le premier envoi ci-dessous dit pourquoi ; vérifiez le destinataire.',
      'delivery-waits': 'L’envoi repart dans un instant.',
      'still-waiting': 'Il attend déjà et partira de lui-même.',
      'webhook-disabled':
        'Ce webhook est désactivé : rien n’est envoyé. L’application peut l’activer.',
      'no-such-delivery': 'Cet envoi n’est plus conservé.',
      'handed-over': 'Les documents sont remis.',
      'none-chosen': 'Aucun document n’est coché. Cochez ceux qui changent de propriétaire.',
      'not-theirs':
        'L’un des documents appartient désormais à quelqu’un d’autre ; rien n’a été remis. Choisissez de nouveau.',
      'handed-over-partly':
        'Ils sont nombreux : une partie est remise. Recommencez pour continuer.',
      'directory-away': 'L’annuaire ne répond pas pour l’instant. Veuillez réessayer plus tard.',
      'no-such-person':
        'La personne qui doit les recevoir n’est pas connue. Vérifiez le nom d’utilisateur.',
      'owner-cannot-open':
        'Certains documents sont privés, et cette personne ne pourrait pas les ouvrir. Partagez-les d’abord, ou cochez la case pour les remettre quand même. Rien n’a été remis.',
      'group-name-taken': 'Un groupe local porte déjà ce nom. Choisissez-en un autre.',
      'invalid-group-name':
        'Un groupe ne peut pas porter ce nom. Choisissez-en un de 1 à 256 caractères visibles.',
      'group-of-source': 'Ce groupe est géré ailleurs. Modifiez-le là-bas.',
      'no-such-group': 'Ce groupe n’existe plus.',
      'last-administrator':
        'C’est le dernier compte d’administration. Nommez d’abord quelqu’un d’autre.',
      'unknown-account': 'Cette personne n’est pas connue ou ne fait plus partie du groupe.',
    },
    applications: {
      lead: 'Des programmes qui utilisent Kontor par son interface, pour eux-mêmes ou pour les personnes qui travaillent avec eux.',
      none: 'Aucune application n’a encore accès. Créez-en une ci-dessous.',
      noScopes: 'Ne peut encore rien faire',
      newTitle: 'Nouvelle application',
      name: 'Nom',
      nameHint: 'Lettres minuscules et chiffres, et entre eux les caractères . _ et -',
      make: 'Créer l’application',
      scopes: 'Ce qu’elle peut faire',
      scopeTexts: {
        'documents:read': 'Lire des documents : les siens et ceux partagés avec elle',
        'documents:write': 'Créer, modifier, partager et supprimer des documents',
        sessions: 'Ouvrir des documents dans l’éditeur',
        'people:read': 'Consulter les personnes et les groupes',
        'act-for-people': 'Agir pour des personnes : avec les droits de chaque personne nommée',
        webhooks: 'Être informée des changements (webhooks)',
        admin: 'Administrer Kontor, comme vous le faites ici',
      },
      origins: 'Pages web qui peuvent l’utiliser, une par ligne',
      originsHint:
        'Schéma, hôte et port, par exemple https://app.example.ch. Sans elles, seuls des serveurs peuvent l’utiliser.',
      groups: 'Pour quelles personnes elle peut agir',
      groupsHint:
        'Cochez des groupes pour n’admettre que leurs membres. Sans coche : toutes les personnes.',
      noGroups: 'Il n’y a aucun groupe : elle peut agir pour toutes les personnes.',
      removedGroup: 'Un groupe supprimé',
      otherGroups: 'Chercher d’autres groupes',
      findGroups: 'Chercher',
      keysTitle: 'Ses propres clés',
      keysText:
        'Avec sa propre paire de clés, elle n’a pas besoin de secret : elle signe, et Kontor le vérifie avec ses clés publiques. Indiquez l’adresse ou les clés.',
      keysAddress: 'Adresse de ses clés publiques',
      addressHint: 'Avec https, par exemple https://app.example.ch/jwks. Vide : aucune.',
      keySet: 'Ou ses clés publiques (JSON Web Key Set)',
      keySetHint: 'Des clés publiques seulement. La clé privée ne quitte jamais l’application.',
      issuerTitle: 'Ses propres personnes',
      issuerText:
        'Si l’application connecte elle-même ses personnes, Kontor croit les jetons de cet émetteur quant à leur identité. Un changement déconnecte celles qui sont venues ainsi.',
      issuer: 'Émetteur (iss)',
      issuerKeys: 'Adresse des clés publiques de l’émetteur',
      audience: 'Destinataire (aud)',
      usernameClaim: 'Claim du nom d’utilisateur',
      displayNameClaim: 'Claim du nom affiché',
      mailClaim: 'Claim de l’adresse mail',
      faults: {
        'client-name-taken': 'Une application porte ou a porté ce nom. Choisissez-en un autre.',
        'invalid-client-name':
          'Une application ne peut pas porter ce nom. Utilisez des lettres minuscules, des chiffres et, entre eux, les caractères . _ et -',
        'invalid-origin':
          'L’une des pages web n’est pas possible. Indiquez seulement schéma, hôte et port, par exemple https://app.example.ch.',
        'no-such-group': 'Un de ces groupes n’existe plus. Décochez-le.',
        'invalid-keys':
          'Ce ne sont pas des clés publiques. Collez un JSON Web Key Set avec des clés RSA, à courbe elliptique ou Ed25519, sans leur partie privée.',
        'both-keys': 'Indiquez l’adresse ou les clés, pas les deux.',
        'invalid-keys-address':
          'Aucune clé ne peut être obtenue de cette adresse. Indiquez une adresse https, ou http sur cette machine.',
        'private-keys-address':
          'Cette adresse est dans un réseau privé, où aucune clé n’est cherchée. Indiquez une adresse publique, ou définissez KONTOR_WEBHOOK_ALLOW_PRIVATE=true sur le serveur.',
        'issuer-of-another':
          'Une autre application a cet émetteur avec des clés à une autre adresse. Indiquez la même adresse, ou un autre émetteur.',
        'issuer-incomplete':
          'L’émetteur, l’adresse des clés et le destinataire vont ensemble. Remplissez les trois, ou aucun.',
      },
      added: (when) => `Créée ${when}`,
      clientId: 'Identifiant client :',
      credentials: 'Secrets et clés',
      credentialsText:
        'Pour en remplacer un sans interruption : créez-en un nouveau, passez l’application à celui-ci, puis supprimez l’ancien.',
      ownKeys: 'Elle signe avec ses propres clés.',
      noCredentials: 'Elle n’en a pas : personne ne peut l’utiliser.',
      secret: 'Secret',
      key: 'Clé d’API',
      shownOnce:
        'La valeur n’est affichée que maintenant. Placez-la là où l’application la lit, et nulle part ailleurs.',
      made: (when) => `Créé ${when}`,
      neverUsed: 'Jamais utilisé',
      lastUsed: (when) => `Dernière utilisation ${when}`,
      expires: (when) => `Expire ${when}`,
      makeSecret: 'Créer un secret',
      keyUntil: 'Dernier jour de la clé (vide : elle n’expire pas)',
      makeKey: 'Créer une clé d’API',
      removeCredential: 'Supprimer …',
      removeCredentialText: 'Ce qui l’utilise encore est refusé dès maintenant.',
      removeNow: 'Supprimer maintenant',
      rights: 'Droits',
      ending: 'Arrêter',
      endingText: 'Tant qu’elle est bloquée, tout ce qu’elle envoie est refusé.',
      remove: 'Supprimer cette application …',
      removeText: (name) =>
        `« ${name} » perd pour toujours ses secrets, clés et jetons, et personne d’autre n’aura son nom. Ses documents restent. C’est définitif.`,
    },
    webhooks: {
      title: 'Webhooks',
      one: 'Webhook',
      noWebhooks: 'Aucun. C’est l’application qui inscrit les adresses à informer des changements.',
      subscribedTo: 'Événements :',
      gone: 'Désactivé : le destinataire a répondu qu’il n’existe plus.',
      disabled: 'Désactivé : rien n’est envoyé.',
      test: 'Envoyer un test',
      testText: 'Envoie un événement maintenant et dit ce qu’il en est advenu.',
      deliveries: 'Envois',
      all: 'Tous',
      onlyDead: 'Abandonnés',
      none: 'Rien n’a encore été envoyé.',
      noneDead: 'Rien n’a été abandonné.',
      states: { waiting: 'en attente', delivered: 'remis', dead: 'abandonné' },
      attempts: (n) => (n === 1 ? '1 essai' : `${n} essais`),
      answered: (status) => `réponse ${status}`,
      noAnswer: (fault) => `pas de réponse : ${fault}`,
      resend: 'Renvoyer',
    },
    connections: {
      lead: 'Les systèmes avec lesquels Kontor travaille. Chacun est testé comme il est vraiment utilisé : régulièrement, et quand vous le demandez.',
      states: {
        ok: 'Fonctionne',
        warned: 'Fonctionne, demande votre attention',
        failing: 'Ne fonctionne pas',
        unknown: 'Pas connu',
        off: 'Pas configuré',
      },
      fix: 'Ce qu’il faut changer',
      code: 'Cause pour les programmes :',
      checked: (when: string) => `Vérifié ${when}`,
      test: 'Tester maintenant',
      result: (name: string, state: string) => `${name} : ${state}`,
    },
    settings: {
      lead: 'Les changements agissent sur tous les serveurs en cinq secondes.',
      refused: (name: string) =>
        `La valeur pour « ${name} » n’est pas possible. Rien n’a été changé.`,
      save: 'Enregistrer',
      reset: 'Rétablir la valeur initiale',
      initial: (value: string) => `Valeur initiale : ${value}.`,
      changed: (who: string, when: string) => `Changé par ${who} ${when}.`,
      commandLine: 'la ligne de commande',
      empty: 'aucune',
      names: {
        oneoffixx_cache_timeout: 'Les listes de modèles sont gardées (secondes ; 0 : jamais)',
        oneoffixx_fake_sid: 'Un seul SID pour tous, pour essayer',
        autosave_seconds: 'Enregistrement automatique toutes les (secondes ; 0 : jamais)',
        shadow_days: 'Les documents de modèles sans contenu sont supprimés après (jours)',
        audit_days: 'Le journal d’audit est gardé (jours)',
        max_file_bytes: 'Plus grand fichier (octets)',
        uploads_per_person: 'Envois simultanés d’une personne qui peuvent reprendre',
      },
    },
    audit: {
      none: 'Aucune entrée de ce genre.',
      nobody: 'personne de connu',
      all: 'Tout',
      fields: {
        from: 'Du',
        to: 'Au',
        actor: 'Personne',
        actorId: 'Compte (id)',
        action: 'Action',
        document: 'Document (id)',
        result: 'Résultat',
        client: 'Application',
      },
      results: {
        ok: 'exécuté',
        refused: 'refusé',
        failed: 'échoué',
      },
    },
  },

  error: {
    home: 'Aller aux documents',
    retry: 'Réessayer',
    reference: 'Pour votre service informatique :',
    notFound: {
      title: 'Cette page n’existe pas',
      text: 'Elle a peut-être été supprimée, ou n’est pas partagée avec vous. Demandez à la personne qui vous a donné l’adresse.',
    },
    forbidden: {
      title: 'Vous n’avez pas les droits nécessaires',
      text: 'Vous pouvez consulter, mais pas modifier. Veuillez vous adresser à la personne à qui le document appartient.',
    },
    conflict: {
      title: 'Quelqu’un a été plus rapide',
      text: 'Une modification a eu lieu entre-temps. Veuillez la vérifier, puis réessayer.',
    },
    invalid: {
      title: 'Cela n’a pas fonctionné',
      text: 'Une indication manquait ou n’était pas valable. Veuillez revenir en arrière et la vérifier.',
    },
    tooLarge: {
      title: 'Ce fichier est trop volumineux',
      text: 'Veuillez en choisir un plus petit, ou demander au service informatique de relever la limite.',
    },
    unsupported: {
      title: 'Ce type de fichier n’est pas accepté',
      text: 'Kontor accepte les documents, les feuilles de calcul, les présentations et les PDF.',
    },
    mismatch: {
      title: 'Le contenu ne correspond pas au nom du fichier',
      text: 'Le fichier est d’un autre type que son extension, ou il est endommagé. Veuillez le vérifier dans son programme.',
    },
    unavailable: {
      title: 'Indisponible en ce moment',
      text: 'Veuillez réessayer dans une minute.',
    },
    tooMany: {
      title: 'Trop de requêtes',
      text: 'Trop de requêtes sont venues de vous ou de votre réseau en une minute. Veuillez patienter une minute, puis réessayer.',
    },
    unexpected: {
      title: 'Une erreur est survenue',
      text: 'Vous n’y êtes pour rien, et rien n’a été perdu. Veuillez réessayer. Si l’erreur persiste, communiquez le numéro ci-dessous à votre service informatique.',
    },
  },

  account: {
    title: 'Mon compte',
    byMail: {
      title: 'Notifications par e-mail',
      on: (address) => `Ce que vous trouvez sous « Notifications » part aussi à ${address}.`,
      off: (address) => `Rien n’est envoyé à ${address}.`,
      noAddress: 'Votre compte n’a pas d’adresse e-mail ; aucun message ne vous est envoyé.',
      switchOff: 'Ne pas envoyer d’e-mails',
      switchOn: 'Envoyer aussi des e-mails',
    },
    devices: 'Appareils connectés',
    devicesText:
      'Vous êtes connecté ici. Si vous ne reconnaissez pas un appareil, déconnectez-le et changez votre mot de passe.',
    thisDevice: 'cet appareil',
    unknownDevice: 'Navigateur inconnu',
    unknownProgram: 'Programme inconnu',
    begun: (when) => `Connecté ${when}`,
    lastUsed: (when) => `Dernière utilisation ${when}`,
    signOutThere: 'Déconnecter',
    signOutOf: (device) => `Déconnecter : ${device}`,
    signOutEverywhere: 'Déconnecter partout',
  },

  notifications: {
    title: 'Notifications',
    none: 'Rien de nouveau',
    noneText:
      'Quand quelqu’un vous mentionne dans un commentaire ou vous demande quelque chose, vous le trouvez ici.',
    somebody: 'Quelqu’un',
    count: (count) => (count === 1 ? '1 notification' : `${count} notifications`),
    remove: (title) => `Supprimer la notification sur ${title}`,
    removeAll: 'Tout supprimer',
    kind: {
      mention: ({ name, title }) => `${name} vous a mentionné dans « ${title} »`,
      'edit-rights': ({ name, title }) => `${name} souhaite modifier « ${title} »`,
      'not-converted-back': ({ title, text }) =>
        `« ${title} » n’a plus pu être enregistré dans son format ; c’est maintenant un fichier .${text}`,
      'key-requested': ({ title, text }) => {
        const { people, group } = waitingIn(text);
        const who = people === 1 ? 'Une personne' : `${people} personnes`;
        const where = group === '' ? '' : ` du groupe ${group}`;
        return `${who}${where} ${people === 1 ? 'attend' : 'attendent'} l’accès à « ${title} » : ouvrez-le pour ${people === 1 ? 'lui' : 'leur'} donner accès`;
      },
      'documents-given': ({ name, title, text }) =>
        text === '1'
          ? `${name} vous a remis « ${title} »`
          : `${name} vous a remis ${text} documents`,
      'form-submitted': ({ name, text }) => `${name} a rempli votre formulaire « ${text} »`,
    },
  },

  private: {
    title: 'Documents privés',
    lead: 'Vous et les personnes avec qui vous le partagez êtes seuls à pouvoir ouvrir un document privé. Même le service informatique qui gère ce serveur ne peut pas lire le contenu enregistré.',
    sign: 'Privé',
    signText: 'Seules les personnes avec qui il est partagé peuvent l’ouvrir',
    needsScript:
      'Cette page nécessite JavaScript : votre clé n’est créée et utilisée que dans ce navigateur.',
    needsHttps:
      'Votre navigateur ne le permet qu’en https. Veuillez vous adresser à votre service informatique.',
    make: 'Créer ma clé',
    makeText:
      'Votre clé est créée dans ce navigateur et protégée par une phrase secrète que personne d’autre ne connaît. Personne ne peut la réinitialiser.',
    passphrase: 'Phrase secrète',
    newPassphrase: 'Nouvelle phrase secrète',
    repeat: 'Répéter la phrase secrète',
    passphraseHint: 'Au moins 12 caractères. Quatre ou cinq mots au hasard conviennent bien.',
    choice: 'Nouveaux documents',
    choices: {
      private: 'Privés : seules des personnes peuvent les ouvrir',
      ordinary: 'Ordinaires : le serveur peut aussi les ouvrir',
    },
    kit: 'Fiche de secours',
    kitText:
      'Une page avec votre clé en clair. Elle permet à vous, mais aussi à quiconque la trouve, d’ouvrir vos documents sans la phrase secrète. Imprimez-la et conservez-la comme un passeport.',
    kitMissing:
      'Vous n’avez pas encore mis votre fiche de secours en lieu sûr. Sans elle, personne ne pourra ouvrir vos documents si vous perdez la phrase secrète.',
    kitCheckedAt: (when: string) => `Vérifiée ${when}.`,
    kitShow: 'Afficher la fiche de secours',
    kitFor: (name: string) => `Fiche de secours Kontor de ${name}`,
    kitUse:
      'Phrase secrète oubliée ? Ouvrez « Documents privés » dans Kontor, choisissez « J’ai la fiche de secours » et saisissez cette clé. Sans Kontor, le programme « age » ouvre les documents avec cette clé.',
    kitPrint: 'Imprimer',
    kitCheck: 'Saisissez les six derniers caractères de la clé qui figure sur la fiche',
    kitChecked: 'Vérifier',
    kitLater: 'Pas maintenant',
    unlockMethods: 'Ce qui ouvre votre clé',
    unlockMethodKinds: { passphrase: 'Phrase secrète', passkey: 'Clé d’accès' },
    removeUnlockMethod: (label: string) => `Retirer ${label}`,
    changePassphrase: 'Modifier la phrase secrète',
    addPasskey: 'Ajouter une clé d’accès de cet appareil',
    noPasskeys: 'Ce navigateur ne prend pas en charge les clés d’accès.',
    lost: 'J’ai la fiche de secours',
    lostText: 'Saisissez la clé de la fiche et choisissez une nouvelle phrase secrète.',
    kitAgain:
      'Kontor a perdu votre clé ? Saisissez celle de la fiche et choisissez une phrase secrète. Elle ouvre les mêmes documents qu’auparavant.',
    kitUseKey: 'Utiliser cette clé',
    kitKey: 'Clé de la fiche de secours',
    lockNow: 'Verrouiller maintenant',
    unlockTitle: 'Déverrouiller votre clé',
    unlockText: 'Les documents privés s’ouvrent dans ce navigateur, avec votre clé.',
    unlock: 'Déverrouiller',
    unlockPasskey: 'Utiliser une clé d’accès',
    unlockWrong: 'Ce n’est pas votre phrase secrète. Veuillez réessayer.',
    unlockPasskeyFailed: 'Aucune clé d’accès de cet appareil n’ouvre votre clé.',
    unlockLost: 'Phrase secrète perdue ?',
    privacy: 'Confidentialité',
    isPrivate:
      'Privé : seules les personnes avec qui il est partagé peuvent ouvrir le contenu enregistré. Pendant une modification, le serveur de l’éditeur peut le lire.',
    waiting: (n) =>
      n === 1
        ? 'Une personne attend la clé de ce document.'
        : `${n} personnes attendent la clé de ce document.`,
    waitingText: (n) =>
      n === 1
        ? 'Vous l’avez partagé avec cette personne, ou avec un groupe dont elle fait partie. Elle ne pourra l’ouvrir qu’une fois que vous lui aurez transmis la clé ; personne d’autre ne peut le faire.'
        : 'Vous l’avez partagé avec ces personnes, ou avec un groupe dont elles font partie. Elles ne pourront l’ouvrir qu’une fois que vous leur aurez transmis la clé ; personne d’autre ne peut le faire.',
    shareNoKey: 'Pas encore de clé : ne peut pas l’ouvrir',
    shareWaiting: 'Attend la clé',
    sharedKeyless: (name) =>
      `Partagé avec ${name}, qui n’a pas encore de clé et ne peut pas l’ouvrir. Dès qu’une clé sera créée sous « Documents privés », Kontor vous avertira ; ouvrir cette page donnera alors l’accès.`,
    cannotOpen: 'Vous ne pouvez pas encore ouvrir ce document',
    makeKeyFirst: (owner) =>
      `Il est privé, et vous n’avez pas encore de clé. Créez-en une ; l’accès sera alors demandé à ${owner}.`,
    wasAsked: (name, when) =>
      `Il est privé, et sa clé doit encore vous être transmise. Elle a été demandée à ${name} ${when} ; ouvrir la page du document suffit pour vous la transmettre. Vous n’avez rien à faire.`,
    nobodyLetsIn: (owner) =>
      `Il est privé, et seul son propriétaire, ${owner}, pourrait vous transmettre sa clé, mais ne le peut pas pour l’instant. Adressez-vous à ${owner}, ou demandez une copie à une personne qui peut l’ouvrir.`,
    ownerCannotOpen:
      'Il est privé, et sa clé ne vous a jamais été transmise. Demandez une copie à une personne qui peut l’ouvrir.',
    awaitsKey: 'Pas encore accessible',
    awaitsKeyText: 'Sa page dit pourquoi, et quelle est la suite.',
    awaitsKeyOf: (title) => `« ${title} » ne vous est pas encore accessible ; voir pourquoi`,
    giveKey: 'Transmettre la clé',
    isOrdinary: 'Ordinaire : ce serveur peut l’ouvrir pour les personnes avec qui il est partagé.',
    makePrivate: 'Rendre privé',
    makeOrdinary: 'Autoriser de nouveau le serveur à l’ouvrir',
    madePrivate: 'Le document est maintenant privé.',
    noOwnKey: 'Il vous faut d’abord une clé personnelle. Créez-la sous « Documents privés ».',
    notYetPrivate: 'Le document n’est pas encore privé.',
    couldNotOpen: (n: number) =>
      n === 1
        ? 'Une personne ne pourrait plus l’ouvrir'
        : `${n} personnes ne pourraient plus l’ouvrir`,
    couldNotOpenText: (n: number): string =>
      n === 1
        ? 'Cette personne n’a pas de clé personnelle. Le document reste partagé avec elle et s’ouvrira de nouveau pour elle dès qu’elle aura créé une clé sous « Documents privés » : Kontor vous avertira alors, et ouvrir cette page lui donnera accès.'
        : 'Ces personnes n’ont pas de clé personnelle. Le document reste partagé avec elles et s’ouvrira de nouveau pour chacune dès qu’elle aura créé une clé sous « Documents privés » : Kontor vous avertira alors, et ouvrir cette page lui donnera accès.',
    norInGroups: (n: number): string =>
      n === 1
        ? 'Un membre des groupes avec lesquels il est partagé ne le pourrait pas non plus.'
        : `${n} membres des groupes avec lesquels il est partagé ne le pourraient pas non plus.`,
    andMore: (n: number) => `et ${n} de plus`,
    makePrivateAnyway: 'Rendre privé quand même',
    stayOrdinary: 'Laisser tel quel',
    unshareText:
      'Les personnes retirées ne peuvent pas ouvrir ce qui sera enregistré désormais. Elles ont peut-être gardé une copie de ce qu’elles pouvaient lire.',
    keyReleases: 'Quand le serveur pouvait le lire',
    keyReleasesText: 'Chaque modification dans l’éditeur, de l’ouverture à la fermeture.',
    keyRelease: (version: number, from: string, until: string) =>
      `Version ${version}, de ${from} à ${until}`,
    fetched: (n: number) => (n === 0 ? 'pas lu' : n === 1 ? 'lu une fois' : `lu ${n} fois`),
  },
  pick: {
    title: {
      image: 'Choisir une image',
      document: 'Choisir un document',
      spreadsheet: 'Choisir une feuille de calcul',
    },
    fromComputer: 'Image de cet ordinateur',
    imageKept: 'Elle est insérée et reste parmi vos documents.',
    empty: {
      image: 'Vous n’avez pas encore d’image ici.',
      document: 'Vous n’avez pas d’autre document texte ici.',
      spreadsheet: 'Vous n’avez pas d’autre feuille de calcul ici.',
    },
    refusal: {
      private:
        'Privé : le serveur ne peut pas le déchiffrer. Téléchargez-le et insérez le fichier.',
      download: 'Son propriétaire ne vous autorise pas à le télécharger.',
    },
  },
  client: {
    untitled: 'Nouveau document',
    openIt: 'Ouvrir',
    fillingStarted: 'Le formulaire peut maintenant être rempli. Son propriétaire peut le partager.',
    fillingShare:
      'Le formulaire peut maintenant être rempli. Partagez-le avec les personnes concernées.',
    nothingSubmitted: 'Rien n’a encore été envoyé que vous puissiez voir.',
    submittedSoFar: 'Envoyés jusqu’ici : {n}. Le plus récent est « {title} ».',
    privateForm:
      'Ce formulaire est privé : on peut le lire ici, mais pas le remplir, car le serveur pourrait lire ce qu’il devient. Demandez à son propriétaire un formulaire qui n’est pas privé.',
    compared: 'Version {n} comparée à la version {from}.',
    comparedPlainly:
      'Voici la version {n} telle quelle : l’éditeur ne peut marquer les modifications que depuis la version avec laquelle la modification a commencé. Entre la version {from} et celle-ci, ont modifié : {who}.',
    comparedSession: 'Modifications de la dernière session',
    fillingAlone:
      'Personne d’autre ne voit ce que vous remplissez avant que vous l’envoyiez. Si vous partez plus tôt, rien n’est conservé.',
    notSubmitted:
      'Vous n’avez pas encore envoyé ce que vous avez rempli. Si vous partez maintenant, c’est perdu.',
    leaveAnyway: 'Partir sans envoyer',
    madeDocument: '« {title} » est un nouveau document qui vous appartient.',
    copied: 'Copié.',
    copyFailed: 'Veuillez sélectionner le texte et le copier vous-même.',
    testing: 'Test en cours …',
    downloadedAs: '« {name} » a été téléchargé.',
    noSource: 'Cette feuille de calcul n’existe plus pour vous, ou ne peut pas être utilisée ici.',
    noImage: 'choisissez une image d’un de ces types : {types}',
    makingFile: 'En préparation pour le téléchargement…',
    waiting: 'En attente',
    finishing: 'Enregistrement',
    cancel: 'Annuler',
    cancelOf: 'Annuler le téléversement de {name}',
    retry: 'Réessayer',
    retryOf: 'Téléverser {name} à nouveau',
    dismiss: 'Masquer',
    dismissOf: 'Masquer {name}',
    open: 'Ouvrir',
    uploaded: '{name} a été téléversé.',
    uploadCancelled: 'Le téléversement de {name} a été annulé.',
    uploadFailed: '{name} n’a pas pu être téléversé : {reason}',
    uploadOld: 'Ancien format : l’éditeur enregistre les modifications dans le nouveau.',
    convertTo: 'Convertir en .{to}',
    convertOf: 'Convertir {name} en .{to}',
    uploadConverting: 'Conversion en .{to}',
    uploadConverted: 'La version 2 est en .{to}. L’original reste comme version 1.',
    offline: 'Pas de connexion. Cette page n’est peut-être plus à jour.',
    online: 'Connexion rétablie.',
    connectionLost: 'la connexion a été perdue',
    tooLarge: 'le fichier est trop volumineux',
    unsupported: 'ce type de fichier n’est pas accepté',
    mismatch: 'le contenu ne correspond pas au nom du fichier',
    oneFileOnly:
      'Veuillez choisir un seul fichier : il devient la nouvelle version de ce document.',
    otherKind: 'ce document est un fichier .{type} ; veuillez choisir un fichier de ce type',
    changedMeanwhile:
      'une version plus récente a été enregistrée entre-temps ; consultez-la, puis téléversez à nouveau la vôtre',
    editedMeanwhile: 'quelqu’un modifie le document ; réessayez quand l’éditeur sera fermé',
    heldOnDesktop: 'quelqu’un modifie le document sur son ordinateur ; réessayez plus tard',
    unsavedWait:
      'il y a des modifications non enregistrées ; ouvrez le document pour les enregistrer, ou abandonnez-les d’abord',
    notNow:
      'le document ne peut pas être remplacé en ce moment ; consultez sa page, puis réessayez',
    notYoursNow: 'vous ne pouvez plus modifier ce document',
    editedNow: 'Quelqu’un modifie ce document. Veuillez réessayer plus tard.',
    signedOut: 'votre session est terminée',
    signedOutKept:
      'Votre session est terminée. Rien n’a été enregistré et votre saisie reste ici. Connectez-vous, puis réessayez.',
    signInAgain: 'Se connecter dans un nouvel onglet',
    failed: 'une erreur est survenue, veuillez réessayer',
    found: 'Résultats : {n}',
    savedAs: 'Enregistré comme version {n}.',
    nowEditing: 'En cours de modification par {names}.',
    nobodyEditing: 'Le document n’est plus en cours de modification.',
    renamed: 'Renommé.',
    renameFailed: 'Le titre n’a pas pu être modifié. Veuillez réessayer.',
    emptyTitle: 'Un document doit avoir un titre.',
    done: 'C’est fait.',
    notDone: 'Cela n’a pas fonctionné. Veuillez réessayer.',
    refreshed:
      'Le document a été enregistré ailleurs. Vous voyez maintenant le contenu le plus récent.',
    onTheirDesktop:
      '{name} modifie le document sur son ordinateur. Vous pouvez seulement le consulter.',
    editorOf: 'Éditeur : {title}',
    titleStays: 'Le titre n’a pas pu être modifié. Il reste « {title} ».',
    newestShown: 'Il y avait une version plus récente. Elle est maintenant affichée.',
    newerVersion: 'Il y a une version plus récente.',
    showNewest: 'Afficher',
    replacedElsewhere:
      'Le document a été remplacé ailleurs. Rechargez la page pour continuer avec la version la plus récente.',
    beingStored: 'Le document est en cours d’enregistrement. Un instant, s’il vous plaît.',
    checkedOutNow:
      '{name} modifie maintenant le document sur son ordinateur. Ce que vous aviez écrit jusque-là est enregistré.',
    mayOnlyLook:
      'Vous ne pouvez plus que consulter ce document. Ce que vous aviez écrit jusque-là est enregistré.',
    rightsChanged:
      'Vos droits sur ce document ont changé. Ce que vous aviez écrit jusque-là est enregistré.',
    notCommentable:
      'Vous pouvez commenter, mais pas dans un document .{type} : il est affiché en lecture seule.',
    notFillable:
      'Vous pouvez remplir des formulaires, mais ce document .{type} n’en est pas un : il est affiché en lecture seule.',
    notReviewable: 'Le suivi des modifications n’est pas possible dans un document .{type}.',
    historyFailed: 'Cette version n’a pas pu être montrée. Veuillez réessayer.',
    historyOtherKind:
      'La version {n} est d’un autre type de format. Ouvrez-la sur la page du document.',
    restoredAs: 'Restauré comme version {n}.',
    restoreNotAllowed: 'Rien n’a été restauré : vous ne pouvez plus modifier ce document.',
    restoreCheckedOut:
      'Rien n’a été restauré : quelqu’un travaille sur ce document sur son ordinateur.',
    restoreAway:
      'L’éditeur n’a pas fourni cette étape. Veuillez essayer à nouveau de la restaurer.',
    mayEditNow: 'Vous pouvez maintenant modifier ce document.',
    convertsFirst:
      'Ce document est dans un ancien format (.{from}). Les modifications sont enregistrées en .{to} ; l’original reste disponible comme version précédente.',
    editConverted: 'Modifier en .{to}',
    lossyWord:
      'Le format .{from} ne conserve pas tout : des contrôles de contenu, des champs de formulaire et certaines mises en forme peuvent se perdre à l’enregistrement.',
    lossyCell:
      'Le format .{from} ne conserve pas tout : des tableaux croisés dynamiques, certaines fonctions et mises en forme peuvent se perdre à l’enregistrement.',
    lossySlide:
      'Le format .{from} ne conserve pas tout : certaines animations, transitions et certains effets peuvent se perdre à l’enregistrement.',
    continueIn: 'Continuer en .{to}',
    continuing:
      'Le document est en cours de conversion en .{to}. L’original reste disponible comme version précédente.',
    notContinued: 'Le document n’a pas pu être converti en .{to}. Il reste tel quel.',
    preparing:
      'Le fichier est en préparation ({name}). Le téléchargement commencera automatiquement.',
    editRightsAsked: 'Le propriétaire sait maintenant que vous souhaitez modifier ce document.',
    mentionedNobody:
      'Personne n’a été averti : les personnes mentionnées ne peuvent pas ouvrir ce document.',
    shareHere: 'C’est sur la page du document que vous changez qui peut l’ouvrir.',
    shareOpen: 'Ouvrir',
    openedReadOnly:
      'L’éditeur a ouvert le document en lecture seule. Trop de personnes modifient peut-être des documents en ce moment.',
    signedOutEditing:
      'Votre session est terminée. Connectez-vous de nouveau dans un autre onglet ; vous pourrez ensuite continuer sur cette page.',
    editorFailed: 'L’éditeur signale un problème : {reason}',
    saveTrouble:
      'L’éditeur a perdu la connexion. Laissez cette page ouverte ; il se reconnecte de lui-même.',
    reload: 'Recharger',
    templates: 'Modèles : {n}',
    chooseTemplate: 'Veuillez choisir un modèle.',
    creating: 'Création…',
    openingOffice: 'Office s’ouvre sur votre ordinateur.',
    downloaded: '{name} a été déchiffré dans ce navigateur et téléchargé.',
    restoredNow: 'Restauré.',
    sharedWith: 'Partagé avec {name}.',
    sharedWithSome:
      'Partagé avec {name}. Sans clé personnelle, et donc sans accès au contenu : {people}. Ces personnes créent leur clé sous « Documents privés » ; Kontor vous en avertira, et ouvrir cette page leur donnera accès.',
    nobodyFound: 'Aucun résultat. Saisissez une autre partie du nom.',
    morePeople: 'Les {n} premiers résultats. Précisez le nom.',
    peopleUnreachable:
      'Le serveur est injoignable. Votre saisie est conservée ; la recherche reprendra à la prochaine lettre.',
    peopleIncomplete:
      'L’annuaire ne répond pas pour l’instant : il peut y avoir d’autres personnes.',
    personChosen: 'Choix : {name} ({about})',
    groupMembers: 'Groupe · {n}',
    keysGiven: 'L’accès est ouvert.',
    sharedKeyless:
      'Partagé avec {name}, qui n’a pas encore de clé et ne peut pas l’ouvrir. Dès qu’une clé sera créée sous « Documents privés », Kontor vous avertira ; ouvrir cette page donnera alors l’accès.',
    noSuchPerson: 'Il n’y a personne de ce nom. Choisissez la personne dans la liste.',
    ownerAlready: 'Cette personne est propriétaire du document ; elle y a déjà accès.',
    unsavedChanges:
      'Il y a des modifications non enregistrées. Ouvrez le document pour les enregistrer, ou abandonnez-les d’abord.',
    beingEdited: 'Quelqu’un modifie ce document. Veuillez réessayer quand l’éditeur sera fermé.',
    passphraseShort: 'Veuillez choisir au moins 12 caractères.',
    passphraseDiffers: 'Les deux phrases secrètes ne correspondent pas.',
    kitWrong: 'Ce ne sont pas les six derniers caractères de la clé. Veuillez vérifier la fiche.',
    kitChecked: 'C’est juste. Vous pouvez maintenant ranger la fiche.',
    keyRestored: 'Votre clé a été restaurée.',
    kitNoKey: 'Ce n’est pas la clé de votre fiche de secours.',
    passphraseChanged: 'La phrase secrète a été modifiée.',
    passkeyAdded: 'La clé d’accès a été ajoutée.',
    passkeyFailed:
      'Cet appareil n’a pas pu créer de clé d’accès. Veuillez utiliser la phrase secrète.',
    locked: 'Votre clé est verrouillée.',
    lastUnlockMethod: 'C’est le seul moyen d’ouvrir votre clé. Ajoutez-en d’abord un autre.',
    newArePrivate: 'Les nouveaux documents sont privés désormais.',
    newAreOrdinary: 'Les nouveaux documents sont ordinaires désormais.',
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
      'Vérifiez {setting}, le pare-feu entre les deux serveurs et la charge du système.',
    ),
    unreachable: cause(
      '{address} est injoignable ({word}).',
      'Vérifiez {setting}, le réseau et le pare-feu entre les deux serveurs.',
    ),
    'connection-reset': cause(
      '{address} ferme la connexion avant d’avoir répondu.',
      'Vérifiez {setting} (http ou https, port) et le journal du système ; un proxy peut aussi fermer des connexions.',
    ),
    'certificate-untrusted': cause(
      'Le certificat de {address} n’est pas reconnu ici.',
      'Indiquez son autorité avec {authority} ou utilisez un certificat d’une autorité connue.',
    ),
    'certificate-expired': cause(
      'Le certificat de {address} n’est pas valable aujourd’hui.',
      'Renouvelez le certificat ; s’il l’a déjà été, vérifiez l’horloge de ce serveur.',
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
      'Corrigez {setting} : le port, ou le schéma sans TLS dans votre propre réseau.',
    ),
    'not-http': cause(
      'Ce qui répond à {address} ne parle pas HTTP.',
      'Corrigez {setting} : le port, ou https au lieu de http.',
    ),
    'web-page': cause(
      'Une page web répond à {address}, par exemple une connexion devant le système.',
      'Corrigez {setting} ou dispensez ce serveur de la connexion.',
    ),
    redirected: cause(
      '{address} redirige vers une autre adresse ; Kontor ne suit pas la redirection.',
      'Indiquez l’adresse définitive dans {setting}.',
    ),
    'server-error': cause(
      '{address}, ou un proxy placé devant, répond avec le statut {status}.',
      'Consultez le journal du système ; il est peut-être encore en train de démarrer.',
    ),
    'wrong-answer': cause(
      '{address} répond, mais pas comme attendu ({word}).',
      'Vérifiez {setting}, avec son chemin s’il y en a un, et le journal du système.',
    ),
    'settings-invalid': cause(
      'Ses réglages ne sont pas corrects : {word}.',
      'Corrigez les réglages indiqués.',
    ),
    'no-document-server': cause(
      'Aucun Document Server ne répond à {address} (statut 404).',
      'Corrigez {setting} : hôte, port et chemin.',
    ),
    'secret-refused': cause(
      'Le Document Server n’accepte pas notre signature.',
      'Donnez ici à EUROOFFICE_JWT_SECRET la valeur qu’a là-bas JWT_SECRET (ou JWT_SECRET_INBOX).',
    ),
    'signature-expired': cause(
      'Pour le Document Server, nos signatures ont expiré : les deux horloges diffèrent.',
      CLOCKS,
    ),
    'clock-differs': cause(
      'L’horloge de {address} diffère de celle-ci de {seconds} secondes.',
      CLOCKS,
    ),
    'jwt-off': cause(
      'Le Document Server ne vérifie pas les signatures : quiconque l’atteint peut s’en servir, et ce qu’il enregistre est refusé ici.',
      'Activez-y JWT : JWT_ENABLED=true, avec JWT_SECRET égal à EUROOFFICE_JWT_SECRET d’ici.',
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
      'Pour le Document Server, {address} est son propre serveur, pas celui-ci.',
      'Réglez EUROOFFICE_CALLBACK_URL sur une adresse par laquelle le Document Server atteint Kontor.',
    ),
    'callback-unreachable': cause(
      'Le Document Server n’a rien pu récupérer à {address}, qui ne répond pas non plus d’ici ({word}).',
      'Corrigez EUROOFFICE_CALLBACK_URL et vérifiez qu’un proxy la transmet à Kontor.',
    ),
    'callback-not-kontor': cause(
      'Autre chose que Kontor répond à {address}.',
      'Corrigez EUROOFFICE_CALLBACK_URL ; les proxys doivent transmettre /api/eurooffice sans changement ni connexion.',
    ),
    'callback-other-kontor': cause(
      'Un autre Kontor répond à {address} : son secret n’est pas celui utilisé ici.',
      'Corrigez EUROOFFICE_CALLBACK_URL ; les instances d’une installation ont besoin du même KONTOR_SECRET_FILE.',
    ),
    'host-refused': cause(
      'Kontor répond à {address}, mais le nom d’hôte de la requête n’est pas le sien.',
      'Faites transmettre par le proxy le nom qu’utilisent les navigateurs (Host), ou indiquez l’autre dans KONTOR_HOSTS.',
    ),
    'private-address': cause(
      'Le Document Server n’a rien récupéré à {address}, une adresse privée qui répond d’ici : son filtre d’adresses privées l’en empêche, ou le réseau ne relie pas les deux serveurs.',
      'Autorisez-la là-bas (JWT activé, ou ALLOW_PRIVATE_IP_ADDRESS=true ; pas d’allowList sans cette adresse), vérifiez le nom et le pare-feu, ou réglez EUROOFFICE_CALLBACK_URL sur une autre adresse.',
    ),
    'callback-not-reached': cause(
      'Le Document Server n’a rien pu récupérer à {address}, qui répond pourtant d’ici.',
      'Vérifiez qu’il connaît le nom, reconnaît le certificat et passe le pare-feu ; ou réglez EUROOFFICE_CALLBACK_URL sur une autre adresse.',
    ),
    'fetched-but-failed': cause(
      'Le Document Server a récupéré le fichier à {address}, mais signale une erreur.',
      'Un proxy sur le chemin vers Kontor modifie ou coupe peut-être les réponses ; consultez le journal du Document Server.',
    ),
    'token-missing': cause(
      'Le Document Server s’adresse à Kontor sans signature.',
      'Activez-y JWT aussi pour ce qu’il envoie (JWT_ENABLED_OUTBOX=true) ; les proxys doivent transmettre son en-tête.',
    ),
    'outbox-secret': cause(
      'Le Document Server signe ce qu’il envoie avec un autre secret.',
      'Donnez ici à EUROOFFICE_JWT_SECRET (ou EUROOFFICE_JWT_SECRET_OUTBOX) la valeur qu’a là-bas JWT_SECRET (ou JWT_SECRET_OUTBOX).',
    ),
    'outbox-expired': cause(
      'Les signatures du Document Server ont expiré ici : les deux horloges diffèrent.',
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
      'Le Document Server ne convertit pas à temps un très petit fichier (erreur {code}).',
      'Vérifiez la charge et le journal de son convertisseur ; il est peut-être arrêté.',
    ),
    'converter-queue': cause(
      'Le Document Server ne peut pas utiliser sa file ou sa base de tâches (erreur {code}).',
      'Vérifiez son RabbitMQ et son PostgreSQL.',
    ),
    'converter-storage': cause(
      'Le Document Server ne peut pas enregistrer, ou il échoue pour une raison inconnue (erreur {code}).',
      'Consultez son journal et vérifiez si son disque est plein ou en lecture seule.',
    ),
    'result-unreachable': cause(
      'Le résultat du Document Server ne peut pas être récupéré à {address} ({word}).',
      'Vérifiez que EUROOFFICE_INTERNAL_URL sert aussi /cache/files, ainsi que SECURE_LINK_SECRET de son proxy.',
    ),
    'result-wrong': cause(
      'Le résultat du Document Server à {address} est vide ou une page web.',
      'Laissez ce serveur l’atteindre sans connexion par EUROOFFICE_INTERNAL_URL.',
    ),
    'mixed-content': cause(
      'Kontor est en https, le Document Server à {address} en http : les navigateurs refusent de le charger.',
      'Donnez au Document Server une adresse https et réglez EUROOFFICE_URL dessus.',
    ),
    'api-script-missing': cause(
      'Le script de l’éditeur ne se trouve pas à {address}.',
      'Corrigez EUROOFFICE_URL : hôte, port et chemin du Document Server tels que les navigateurs l’atteignent.',
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
      'L’éditeur n’a pas de nom d’hôte propre : les scripts du Document Server peuvent agir au nom de la personne qui modifie et lire les clés des documents privés.',
      'Dirigez un second nom d’hôte vers ce serveur et réglez KONTOR_EDITOR_URL dessus.',
    ),
    'document-server-on-our-host': cause(
      'Le Document Server a le nom d’hôte de ce serveur : il reçoit les sessions des personnes qui modifient, et ses scripts peuvent lire les clés des documents privés.',
      'Donnez au Document Server un nom d’hôte propre et réglez EUROOFFICE_URL dessus.',
    ),
    'redis-password': cause(
      'Redis refuse le mot de passe ou l’utilisateur ({word}).',
      'Corrigez l’utilisateur et le mot de passe dans REDIS_URL.',
    ),
    'redis-permission': cause(
      'L’utilisateur de Redis n’a pas le droit d’exécuter toutes les commandes dont Kontor a besoin ({word}).',
      'Donnez-lui les commandes +@all, ou indiquez dans REDIS_URL un utilisateur qui les a : ACL SETUSER name +@all ~kontor:*.',
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
      'Redis refuse les commandes ({word}).',
      'Consultez le journal de Redis.',
    ),
    'database-none': cause(
      'Il n’y a pas encore de base de données dans {address}.',
      'Démarrez Kontor : il la crée au premier démarrage. Sinon, corrigez KONTOR_DATA_DIR.',
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
      'Indiquez le serveur primaire dans DATABASE_URL ; avec SQLite, vérifiez propriétaire, droits et montage de KONTOR_DATA_DIR.',
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
      'Démarrez cette version de Kontor : elle met la base à jour.',
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
      'La base de données est surchargée et n’écrit pas à temps.',
      'Vérifiez sa charge et les transactions restées ouvertes.',
    ),
    'database-encoding': cause(
      'La base de données est dans l’encodage {word} et refuse tout texte qui contient un autre caractère.',
      'Créez une base de données avec ENCODING UTF8 et transférez-y celle-ci avec pg_dump et psql.',
    ),
    'database-refuses': cause(
      'La base de données refuse les demandes ({word}).',
      'Consultez le journal de la base de données.',
    ),
    'bind-refused': cause(
      'L’annuaire refuse le nom ou le mot de passe de notre compte.',
      'Corrigez LDAP_BIND_DN et LDAP_BIND_PASSWORD.',
    ),
    'bind-account': cause(
      'L’annuaire refuse la connexion de notre compte ({word}).',
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
      'L’annuaire refuse les demandes (code {code}).',
      'Consultez le journal de l’annuaire.',
    ),
    'no-identity-provider': cause(
      'Aucun fournisseur d’identité ne répond à {address} (statut 404).',
      'Corrigez issuer de {name} dans OIDC_PROVIDERS.',
    ),
    'issuer-differs': cause(
      'Le fournisseur d’identité à {address} se nomme {word}.',
      'Écrivez issuer dans OIDC_PROVIDERS exactement comme le fournisseur.',
    ),
    'provider-client-refused': cause(
      'Le fournisseur d’identité {name} refuse client_id ou le secret.',
      'Corrigez client_id dans OIDC_PROVIDERS et {word} ; le secret y est peut-être périmé.',
    ),
    'smtp-no-start-tls': cause(
      'Le serveur de messagerie à {address} ne chiffre pas la connexion ({word}).',
      'Écrivez smtps:// dans SMTP_URL, ou donnez un certificat au serveur ; SMTP_START_TLS=false seulement dans votre propre réseau.',
    ),
    'smtp-credentials': cause(
      'Le serveur de messagerie refuse l’utilisateur ou le mot de passe ({word}).',
      'Corrigez SMTP_USER et SMTP_PASSWORD.',
    ),
    'smtp-no-sign-in': cause(
      'Le serveur de messagerie à {address} n’accepte que les messages de qui s’identifie, ou n’offre pas d’identification ({word}).',
      'Définissez SMTP_USER et SMTP_PASSWORD, ou supprimez les deux s’il n’en veut pas ; on s’identifie le plus souvent au port 587.',
    ),
    'smtp-sender-refused': cause(
      'Le serveur de messagerie refuse l’expéditeur {sender} ({word}).',
      'Donnez à KONTOR_MAIL_FROM une adresse au nom de laquelle l’utilisateur de SMTP_URL peut écrire.',
    ),
    'smtp-refuses': cause(
      'Le serveur de messagerie à {address} refuse les demandes ({word}).',
      'Consultez son journal ; il n’accepte peut-être pas de connexions de ce serveur.',
    ),
    'not-smtp': cause(
      'Ce qui répond à {address} ne parle pas SMTP ({word}).',
      'Corrigez SMTP_URL : hôte, port, ou smtps:// au lieu de smtp://.',
    ),
    'credentials-missing': cause(
      'Le fichier d’identifiants {address} manque ou n’est pas lisible ici.',
      'Déposez-le là, ou corrigez ONEOFFIXX_CREDENTIALS_FILE ; vérifiez propriétaire et droits.',
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
      'Le système de modèles refuse que nous agissions pour la personne : preshared_key, SID ou horloge ne convient pas.',
      'Corrigez preshared_key dans le fichier d’identifiants ; vérifiez ONEOFFIXX_FAKE_SID et les horloges des deux serveurs.',
    ),
    'scope-refused': cause('Le système de modèles refuse le scope.', 'Corrigez ONEOFFIXX_SCOPE.'),
    'grant-type-refused': cause(
      'Le système de modèles ne connaît pas ce type d’accès.',
      'Changez ONEOFFIXX_DOUBLE_ENCODE_BUG ; le client du système de modèles doit pouvoir agir pour autrui.',
    ),
    'grant-refused': cause(
      'Le système de modèles ne donne pas d’accès ({word}).',
      'Vérifiez le fichier d’identifiants et l’enregistrement du client dans ce système.',
    ),
    'library-missing': cause(
      'Le système de modèles n’a pas de bibliothèque pour la personne vérifiée.',
      'Donnez-lui-en une, ou vérifiez ONEOFFIXX_API.',
    ),
    'nobody-to-ask-for': cause(
      'Les identifiants sont acceptés ; la livraison des modèles n’a pas pu être vérifiée : aucun compte n’a de SID ici.',
      'Connectez-vous une fois avec un compte de l’annuaire, ou réglez ONEOFFIXX_FAKE_SID pour un essai.',
    ),
    'provider-full': cause(
      'L’emplacement de stockage {name} est plein.',
      'Libérez-y de la place ou augmentez son quota.',
    ),
    'provider-read-only': cause(
      'L’emplacement de stockage {name} est en lecture seule.',
      'Montez-le en écriture ; le journal du système en dit la raison.',
    ),
    'provider-permission': cause(
      'Kontor n’a pas le droit d’écrire à l’emplacement de stockage {name}.',
      'Vérifiez propriétaire et droits de son dossier, ou les droits des clés.',
    ),
    'provider-missing': cause(
      'Le dossier de l’emplacement de stockage {name} manque.',
      'Montez-le ou corrigez son url dans KONTOR_STORAGE.',
    ),
    'provider-sync': cause(
      'L’emplacement de stockage {name} ne peut pas enregistrer durablement les données ({word}).',
      'Utilisez un autre système de fichiers ou d’autres options de montage ; rien n’y est enregistré entre-temps.',
    ),
    'provider-io': cause(
      'Le disque de l’emplacement de stockage {name} signale des erreurs ({word}).',
      'Remplacez le disque ; Kontor reconstitue les fragments.',
    ),
    'provider-hangs': cause(
      'L’emplacement de stockage {name} ne répond pas.',
      'Vérifiez son montage ou son serveur ; les autres continuent entre-temps.',
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
      'L’emplacement de stockage {name} fournit d’autres données que celles qui ont été enregistrées.',
      'Mettez-le hors service et cherchez la raison.',
    ),
    'provider-failed': cause(
      'L’emplacement de stockage {name} ne fonctionne pas ({word}).',
      'Vérifiez son url dans KONTOR_STORAGE, son montage ou son serveur.',
    ),
  },
};
