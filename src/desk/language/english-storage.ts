/** The storage on the status page. */
export const storageEnglish = {
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
  strays: (n: string) => `${n} entries belong to no version; they are removed after a safe time.`,
  adoptable: (n: string) =>
    `${n} entries belong to documents that the database does not know. They are kept: kontor reindex adopts them.`,
};

export type StorageWords = typeof storageEnglish;
