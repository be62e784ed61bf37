import type { Keyring, KeyringIndex, KeyringRevision } from './keyring-index.js';

/** Both engines take more parameters in one statement. */
const DOCUMENTS_AT_ONCE = 500;

/** A keyring from before members were written down is of the server. */
export const isOfServer = (members: readonly string[], serverRecipient: string): boolean =>
  members.length === 0 || members.includes(serverRecipient);

/** Which sealings this server is a member of: the database says so, whatever is in memory or lies at providers. */
export class ServerMembership {
  constructor(
    private readonly index: KeyringIndex,
    private readonly serverRecipient: string,
  ) {}

  includes({ members }: Pick<Keyring, 'members'>): boolean {
    return isOfServer(members, this.serverRecipient);
  }

  /** Whether what was opened through this sealing may still be used: it is the epoch's newest, and of this server. */
  async standsThrough({ documentId, epoch, revision }: KeyringRevision): Promise<boolean> {
    const newest = await this.index.newest(documentId, epoch);
    return newest?.revision === revision && this.includes(newest);
  }

  /** Documents with sealings among these that are not the newest any more. */
  async outdated(sealings: readonly KeyringRevision[]): Promise<ReadonlySet<string>> {
    const documentIds = [...new Set(sealings.map(({ documentId }) => documentId))];
    const newest = new Set<string>();
    for (let at = 0; at < documentIds.length; at += DOCUMENTS_AT_ONCE) {
      const some = documentIds.slice(at, at + DOCUMENTS_AT_ONCE);
      for (const sealing of await this.index.revisionsOf(some)) newest.add(nameOf(sealing));
    }
    const old = sealings.filter((sealing) => !newest.has(nameOf(sealing)));
    return new Set(old.map(({ documentId }) => documentId));
  }
}

const nameOf = ({ documentId, epoch, revision }: KeyringRevision): string =>
  `${documentId}/${epoch}.${revision}`;
