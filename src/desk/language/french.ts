import type { Messages } from './english.js';
import { causesFrench } from './french-causes.js';
import { clientFrench } from './french-client.js';
import { privateFrench } from './french-private.js';
import { forgottenFrench } from './french-forgotten.js';
import { storageFrench } from './french-storage.js';

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
    causes: causesFrench,
    forgotten: forgottenFrench,
    storage: storageFrench,
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

  private: privateFrench,
  client: clientFrench,
};
