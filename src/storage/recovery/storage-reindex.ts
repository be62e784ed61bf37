import type { KeyringIndex } from '../keyring-index.js';
import type { ObjectIndex } from '../object-index.js';
import type { StoredObject } from '../object-store.js';
import { placementOf } from '../placement.js';
import type { Providers } from '../providers.js';
import type { Description } from '../seal/description.js';
import type { ServerIdentity } from '../seal/identity-text.js';
import { trusting } from '../seal/signing-key.js';
import { DocumentKeys, surveyDocument, type DocumentSurvey } from './document-survey.js';
import type { Finding, SurveyedObject } from './object-survey.js';
import { listPlaces } from './place-listing.js';
import { orderVersions, type FoundVersion, type OrderedVersion } from './version-order.js';

export interface DescribedVersion extends FoundVersion {
  readonly stored: StoredObject;
  readonly description: Description;
}

/** One document as its shards tell of it. */
export interface FoundDocument {
  readonly documentId: string;
  readonly versions: readonly OrderedVersion<DescribedVersion>[];
  /** Versions that cannot be taken up, with why. */
  readonly left: readonly { readonly versionId: string; readonly why: string }[];
  readonly findings: readonly Finding[];
  /** Writes its keyrings and the given objects; joins the caller's transaction. */
  record(versions: readonly DescribedVersion[]): Promise<void>;
}

export interface StorageReindexTools {
  readonly providers: Providers;
  readonly identity: ServerIdentity;
  readonly objects: ObjectIndex;
  readonly keyrings: KeyringIndex;
}

/** Reads from the configured providers' shards what the database knew of them. */
export class StorageReindex {
  constructor(private readonly tools: StorageReindexTools) {}

  /** All documents that have a version, one after the other. Rejects when a provider cannot be listed. */
  async *documents(
    onProgress: (done: number, total: number) => void,
  ): AsyncGenerator<FoundDocument> {
    const { providers, identity } = this.tools;
    const { documents, unreadable } = await listPlaces(providers.all);
    for (const [provider, why] of unreadable) throw new Error(`${provider}: ${why}`);
    const signers = trusting(identity.signing);
    for (const [i, entries] of documents.entries()) {
      const survey = await surveyDocument(entries, signers);
      if (survey.objects.length > 0) yield this.#found(survey);
      onProgress(i + 1, documents.length);
    }
  }

  #found(survey: DocumentSurvey): FoundDocument {
    const { documentId, objects } = survey;
    const keys = new DocumentKeys(survey.keyrings, [this.tools.identity.age]);
    const described: DescribedVersion[] = [];
    const left: { versionId: string; why: string }[] = [];
    for (const { object, versionId, findings } of objects) {
      const opened = object && this.#describe(keys, object);
      if (typeof opened === 'object') described.push(opened);
      else if (opened !== 'other-key' && !findings.every(({ kind }) => kind === 'planted'))
        left.push({ versionId, why: opened ?? 'bad-signature' });
    }
    return {
      ...{ documentId, left },
      findings: objects.flatMap((object) => object.findings),
      versions: orderVersions(described),
      record: (versions) => this.#record(survey, keys, versions),
    };
  }

  #describe(keys: DocumentKeys, object: SurveyedObject): DescribedVersion | string {
    const { manifest, stored, present } = object;
    if (present.length < stored.required) {
      return `${present.length} of the ${stored.required} shards it needs`;
    }
    const opened = keys.open(object);
    if ('closed' in opened) return opened.closed;
    opened.fileKey.fill(0);
    const { description } = opened;
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
    };
  }

  /** Shards that are nowhere belong where a new object's would lie: repair looks there, and rebuilds them. */
  #placed(stored: StoredObject): StoredObject {
    const taken = new Set(stored.shards.map(({ provider }) => provider));
    const names = this.tools.providers.accepting.map(({ provider }) => provider);
    const free = placementOf(stored.versionId, names, names.length).filter(
      (name) => !taken.has(name),
    );
    const shards = Array.from({ length: stored.total }, (_, index) => {
      const present = stored.shards.find((shard) => shard.index === index);
      return present ?? { index, provider: free.shift() ?? '', state: 'missing' as const };
    });
    return { ...stored, shards };
  }

  async #record(
    { documentId }: DocumentSurvey,
    keys: DocumentKeys,
    versions: readonly DescribedVersion[],
  ): Promise<void> {
    const { keyrings, objects, providers } = this.tools;
    for (const { copy, recipient } of keys.proven()) {
      const { epoch, revision, sealed, places } = copy;
      const missingOn = providers.accepting
        .map(({ provider }) => provider)
        .filter((name) => !places.includes(name));
      // Members empty: of this server, which has just opened it; who else is one cannot be seen.
      const keyring = { documentId, epoch, revision, recipient, sealed, members: [], missingOn };
      await keyrings.add(keyring);
    }
    for (const { stored } of versions) await objects.addObject(stored);
  }
}
