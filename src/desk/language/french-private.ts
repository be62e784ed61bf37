import type { privateEnglish } from './english-private.js';

export const privateFrench: typeof privateEnglish = {
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
  kitCheck: 'Saisissez les six derniers caractères de la clé, pour être sûr qu’elle est sur papier',
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
};
