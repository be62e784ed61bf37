import type { StorageWords } from './english-storage.js';

export const storageFrench: StorageWords = {
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
};
