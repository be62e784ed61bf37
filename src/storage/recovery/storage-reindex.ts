import type { Custody } from '../../platform/identity/people.js';
import type { KeyringIndex } from '../keyrings/keyring-index.js';
import type { ObjectIndex } from '../object-store.js';
import type { StoredObject } from '../object-store.js';
import type { Providers } from '../providers/providers.js';
import type { Description } from '../seal/metadata.js';
import type { ServerIdentity } from '../seal/identity-text.js';
import { trusting } from '../seal/signing-key.js';
import {
  partIn,
  type DescribedObject,
  type LeftVersion,
  type PartDescription,
} from './described-object.js';
import { readDocument, type ReadDocument } from './found-document.js';
import { isOwnerRecord, type OwnerRecord } from './found-owner.js';
import type { FoundKeyring } from './found-keyrings.js';
import type { Finding } from './object-survey.js';
import { listProviders } from './provider-listing.js';
import { orderVersions, saveOf, type FoundVersion, type OrderedVersion } from './version-order.js';

export interface DescribedVersion extends FoundVersion {
  readonly stored: StoredObject;
  readonly description: Description;
}

/** A part of a version, as its description says. */
export interface FoundPart extends PartDescription {
  readonly stored: StoredObject;
  readonly fileType: string;
  readonly sealedAtMs: number;
}

export interface FoundOwner extends Omit<OwnerRecord, 'documentId'> {
  /** The object that records it, to be recorded again; undefined when a version says it, or when it cannot be repaired. */
  readonly stored: StoredObject | undefined;
}

/** One document as its shards describe it. */
export interface FoundDocument {
  readonly documentId: string;
  readonly versions: readonly OrderedVersion<DescribedVersion>[];
  readonly parts: readonly FoundPart[];
  readonly custody: Custody;
  /** Whom it was given to last; undefined when its versions say who owns it. */
  readonly owner: FoundOwner | undefined;
  /** Why the whole document cannot be taken up, if so. */
  readonly refused: string | undefined;
  /** Versions that cannot be taken up. */
  readonly left: readonly LeftVersion[];
  readonly findings: readonly Finding[];
  /** Writes its keyrings and the given objects; joins the caller's transaction. */
  record(versions: readonly DescribedVersion[]): Promise<void>;
  /** Writes the objects of the given parts; joins the caller's transaction. */
  recordParts(parts: readonly FoundPart[]): Promise<void>;
}

export interface StorageReindexTools {
  readonly providers: Providers;
  readonly identity: ServerIdentity;
  readonly objects: ObjectIndex;
  readonly keyrings: KeyringIndex;
}

/** Rebuilds from the shards at the configured providers what the database knew of them. */
export class StorageReindex {
  constructor(private readonly tools: StorageReindexTools) {}

  /** All documents that have a version, one after the other. Rejects when a provider cannot be listed. */
  async *documents(
    onProgress: (done: number, total: number) => void,
  ): AsyncGenerator<FoundDocument> {
    const { providers, identity } = this.tools;
    const { documents, unreadable } = await listProviders(providers.all);
    for (const [provider, why] of unreadable) throw new Error(`${provider}: ${why}`);
    const reader = { signers: trusting(identity.signing), identity: identity.age };
    for (const [i, entries] of documents.entries()) {
      const read = await readDocument(entries, reader);
      if (read !== undefined) yield this.#found(entries.documentId, read);
      onProgress(i + 1, documents.length);
    }
  }

  #found(
    documentId: string,
    { versions, parts, keyrings, owner, ...read }: ReadDocument,
  ): FoundDocument {
    return {
      ...{ documentId, ...read },
      versions: orderVersions(versions.map((version) => this.#versionOf(version))),
      parts: parts.map((part) => this.#partOf(part)),
      owner: owner && this.#ownerOf(owner),
      record: (recorded) => this.#record(keyrings, recorded),
      recordParts: async (recorded) => {
        for (const { stored } of recorded) await this.tools.objects.addObject(stored);
      },
    };
  }

  #versionOf({ object: { manifest, stored }, description }: DescribedObject): DescribedVersion {
    return {
      description,
      stored: this.#placed(stored),
      versionId: stored.versionId,
      manifestHash: stored.manifestHash,
      parent: manifest.parent,
      sealedAtMs: manifest.t,
      ageHeader: manifest.age,
      origin: String(description['origin'] ?? ''),
      madeFrom: Number(description['made_from'] ?? 0),
      isApart: description['state'] === 'quarantined',
      save: saveOf(description),
    };
  }

  #partOf({ object: { manifest, stored }, description }: DescribedObject): FoundPart {
    return {
      ...(partIn(description) as PartDescription),
      stored: this.#placed(stored),
      fileType: String(description['file_type'] ?? ''),
      sealedAtMs: manifest.t,
    };
  }

  #ownerOf({ by, ...given }: NonNullable<ReadDocument['owner']>): FoundOwner {
    const { stored, present } = by.object;
    const isKept = isOwnerRecord(by.description) && present.length >= stored.required;
    return { ...given, stored: isKept ? this.#placed(stored) : undefined };
  }

  /** Shards that were not found get the provider that a new object would use: repair rebuilds them there. */
  #placed(stored: StoredObject): StoredObject {
    const taken = stored.shards.map(({ provider }) => provider);
    const free = this.tools.providers.freeFor(stored.versionId, taken);
    const shards = Array.from({ length: stored.total }, (_, index) => {
      const present = stored.shards.find((shard) => shard.index === index);
      return (
        present ?? { index, provider: free.shift()?.provider ?? '', state: 'missing' as const }
      );
    });
    return { ...stored, shards };
  }

  async #record(
    found: readonly FoundKeyring[],
    versions: readonly DescribedVersion[],
  ): Promise<void> {
    const { keyrings, objects, providers } = this.tools;
    for (const { providers: having, ...keyring } of found) {
      const missingOn = providers.accepting
        .map(({ provider }) => provider)
        .filter((name) => !having.includes(name));
      await keyrings.add({ ...keyring, missingOn });
    }
    for (const { stored } of versions) await objects.addObject(stored);
  }
}
