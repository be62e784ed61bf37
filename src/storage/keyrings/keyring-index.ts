/** One sealing of a document's secret key to its members. */
export interface Keyring {
  readonly documentId: string;
  /** Counts key pairs: a new one when a member leaves. */
  readonly epoch: number;
  /** Counts sealings of the same key pair. */
  readonly revision: number;
  /** The document's public key, `age1…`: what new versions are sealed to. */
  readonly recipient: string;
  /** The armored age file. */
  readonly sealed: string;
  /** Public keys of those it is sealed to; empty for keyrings from before members were written down. */
  readonly members: readonly string[];
  /** Providers that did not take their copy. */
  readonly missingOn: readonly string[];
}

/** Names one revision; its file at one provider. */
export type KeyringRevision = Pick<Keyring, 'documentId' | 'epoch' | 'revision'>;
export interface WithdrawnKeyring extends KeyringRevision {
  readonly provider: string;
}

export interface UnsettledDocument {
  readonly documentId: string;
  /** When the copy was to be written, or the sealing was withdrawn. */
  readonly sinceMs: number;
}

/** What the database knows of keyrings. Every method joins the caller's transaction. */
export abstract class KeyringIndex {
  /** Whether it is new; when that revision exists already, nothing changes: the first of two racers wins. */
  abstract add(keyring: Keyring): Promise<boolean>;
  abstract setMissingOn(keyring: KeyringRevision, missingOn: readonly string[]): Promise<void>;
  /** The newest revision of an epoch; without one, of the newest epoch. */
  abstract find(documentId: string, epoch?: number): Promise<Keyring | undefined>;
  /** Of the newest revision of an epoch, who it is for: asked for at every opening. */
  abstract newest(
    documentId: string,
    epoch: number,
  ): Promise<Pick<Keyring, 'revision' | 'members'> | undefined>;
  /** The newest revision of each epoch of these documents, at most some hundred. */
  abstract revisionsOf(documentIds: readonly string[]): Promise<readonly KeyringRevision[]>;
  /** The newest revision of each epoch, oldest epoch first. */
  abstract list(documentId: string): Promise<readonly Keyring[]>;
  /** Whether there is any keyring at all. */
  abstract hasAny(): Promise<boolean>;

  /**
   * Forgets all but the newest revision of each of the document's epochs, and notes that their files have to
   * go from the providers: an old sealing would still open.
   */
  abstract withdrawOld(documentId: string, providers: readonly string[]): Promise<void>;
  abstract withdrawn(documentId: string): Promise<readonly WithdrawnKeyring[]>;
  abstract forgetWithdrawn(withdrawn: WithdrawnKeyring): Promise<void>;
  /**
   * Documents with copies that are missing somewhere, or still there though withdrawn: who waits longest
   * first, after that one. A document that waits for several things comes once for each time.
   */
  abstract unsettled(
    limit: number,
    after?: UnsettledDocument,
  ): Promise<readonly UnsettledDocument[]>;
}
