import type { Database } from '../../platform/database/database.js';
import type { AwaitedPeople } from '../../platform/identity/people.js';
import { ID_PATTERN } from '../../platform/clock/ids.js';
import {
  timeOf,
  type AdoptGroup,
  type FoundDocument,
  type OwnerRecords,
  type StorageReindex,
} from '../../version-archive/index.js';
import type { DocumentRepository } from './document.repository.js';
import { notEmpty } from '../documents.errors.js';

export interface ReindexInput {
  /** Adds missing documents to a database that has some; otherwise such a database is refused. */
  readonly merge: boolean;
  readonly onProgress: (done: number, total: number) => void;
}

export interface ReindexReport {
  readonly documents: number;
  readonly versions: number;
  /** With `merge`: documents that are in the database already. */
  readonly known: number;
  /** Forged, replayed and damaged shards. */
  readonly findings: number;
  readonly left: readonly { readonly documentId: string; readonly what: string }[];
}

export interface ReindexParts {
  readonly documents: DocumentRepository;
  readonly groups: AdoptGroup;
  readonly owners: OwnerRecords;
  readonly storage: StorageReindex;
  readonly database: Database;
  readonly people: AwaitedPeople;
}

/** Rebuilds the registry from the shards, after the database was lost. */
export class ReindexDocuments {
  constructor(private readonly parts: ReindexParts) {}

  async execute({ merge, onProgress }: ReindexInput): Promise<ReindexReport> {
    const { documents, storage } = this.parts;
    if (!merge && (await documents.hasAny())) throw notEmpty();
    const counts = { documents: 0, versions: 0, known: 0, findings: 0 };
    const left: { documentId: string; what: string }[] = [];
    for await (const found of storage.documents(onProgress)) {
      const { documentId } = found;
      if (merge && (await documents.findById(documentId)) !== undefined) {
        counts.known++;
        continue;
      }
      counts.findings += found.findings.length;
      left.push(
        ...found.left.map(({ versionId, why }) => ({
          documentId,
          what: `version ${versionId}: ${why}`,
        })),
      );
      const why = await this.#adopt(found);
      if (why !== undefined) left.push({ documentId, what: why });
      else {
        counts.documents++;
        counts.versions += found.versions.length;
      }
    }
    return { ...counts, left };
  }

  async #withAuthors(versions: FoundDocument['versions']): Promise<FoundDocument['versions']> {
    const known: FoundDocument['versions'][number][] = [];
    for (const { version, ...place } of versions) {
      const author = await this.#accountOf(version.description, 'author');
      known.push({
        ...place,
        version: { ...version, description: { ...version.description, author } },
      });
    }
    return known;
  }

  /** Versions from before accounts had an id say a name only, which is the account's id then. */
  #accountOf(description: Readonly<Record<string, unknown>>, who: 'owner' | 'author') {
    const textOf = (name: string) => {
      const value = description[name];
      return typeof value === 'string' ? value : '';
    };
    const id = textOf(who);
    return this.parts.people.accountOf({ id, username: textOf(`${who}_name`) || id });
  }

  /** Returns the reason when the document cannot be added. */
  async #adopt(found: FoundDocument): Promise<string | undefined> {
    const { documentId, versions, custody, refused, owner: given } = found;
    if (refused !== undefined) return refused;
    const { documents, groups, owners, database, people } = this.parts;
    const head = versions.findLast(({ state }) => state === 'current') ?? versions.at(-1);
    if (head === undefined) return 'no version of it can be read';
    const { title, owner, version_group_id: groupId, file_type: type } = head.version.description;
    const isDescribed = [title, owner, type].every((text) => typeof text === 'string');
    if (!isDescribed || typeof groupId !== 'string' || !ID_PATTERN.test(groupId)) {
      return 'its versions do not say what it is';
    }
    const ownerId =
      given === undefined
        ? await this.#accountOf(head.version.description, 'owner')
        : await people.accountOf({ id: given.owner, username: given.ownerName || given.owner });
    const adopted = { ...found, versions: await this.#withAuthors(versions) };
    await database.inTransaction(async () => {
      await documents.insert({
        ...{ id: documentId, title: String(title), fileType: String(type) },
        ...{ owner: ownerId, ownerChanges: given?.change ?? 0 },
        ...{ state: 'active', custody, versionGroupId: groupId, deletedAtMs: null },
        createdAtMs: timeOf(documentId),
        updatedAtMs: head.version.sealedAtMs,
      });
      await groups.adopt(adopted, groupId);
      if (given?.stored !== undefined) await owners.add(given.stored);
    });
    return undefined;
  }
}
