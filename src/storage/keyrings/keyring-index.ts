/** A document's secret key, sealed to its members: one key wrap. */
export interface Keyring {
  readonly documentId: string;
  /** Counts key pairs; a new one begins when a member leaves. */
  readonly epoch: number;
  /** Counts key wraps of the same key pair. */
  readonly revision: number;
  /** The document's public key, `age1…`: what new versions are sealed to. */
  readonly recipient: string;
  /** The armored age file. */
  readonly sealed: string;
  /** Public keys it is sealed to; empty for keyrings older than this column. */
  readonly members: readonly string[];
  /** Providers without a copy. */
  readonly missingOn: readonly string[];
}

/** Names one revision. */
export type KeyringRevision = Pick<Keyring, 'documentId' | 'epoch' | 'revision'>;
export interface WithdrawnKeyring extends KeyringRevision {
  readonly provider: string;
}

export interface UnsettledDocument {
  readonly documentId: string;
  /** When the keyring was made, or withdrawn. */
  readonly sinceMs: number;
}

/** What the database knows of keyrings. Every method joins the caller's transaction. */
export abstract class KeyringIndex {
  /** Returns false, and changes nothing, when that revision exists already. */
  abstract add(keyring: Keyring): Promise<boolean>;
  abstract setMissingOn(keyring: KeyringRevision, missingOn: readonly string[]): Promise<void>;
  /** The newest revision of an epoch; without one, of the newest epoch. */
  abstract find(documentId: string, epoch?: number): Promise<Keyring | undefined>;
  /** The members of the newest revision of an epoch; read at every opening of a document. */
  abstract newest(
    documentId: string,
    epoch: number,
  ): Promise<Pick<Keyring, 'revision' | 'members'> | undefined>;
  /** The newest revision of each epoch of these documents; at most some hundred documents. */
  abstract revisionsOf(documentIds: readonly string[]): Promise<readonly KeyringRevision[]>;
  /** The newest revision of each epoch, oldest epoch first. */
  abstract list(documentId: string): Promise<readonly Keyring[]>;
  /** Whether there is any keyring at all. */
  abstract hasAny(): Promise<boolean>;

  /**
   * Deletes all but the newest revision of each of the document's epochs, and records that their files must be
   * removed from the providers: an old key wrap would still open.
   */
  abstract withdrawOld(documentId: string, providers: readonly string[]): Promise<void>;
  /** Deletes every revision of every epoch, and records their files likewise. */
  abstract withdrawAll(documentId: string, providers: readonly string[]): Promise<void>;
  abstract withdrawn(documentId: string): Promise<readonly WithdrawnKeyring[]>;
  abstract forgetWithdrawn(withdrawn: WithdrawnKeyring): Promise<void>;
  /**
   * Documents with missing copies, or with withdrawn copies that still exist; longest waiting first, after `after`.
   * A document is returned once for each time it waits since.
   */
  abstract unsettled(
    limit: number,
    after?: UnsettledDocument,
  ): Promise<readonly UnsettledDocument[]>;
}
