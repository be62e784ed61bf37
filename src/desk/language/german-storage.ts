import type { StorageWords } from './english-storage.js';

export const storageGerman: StorageWords = {
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
};
