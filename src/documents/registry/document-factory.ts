import { Ids } from '../../platform/clock/ids.js';
import { PersonKeys } from '../../platform/identity/people.js';
import { timeOf, VersionArchive } from '../../version-archive/index.js';
import { titleAndFormat } from './document-title.js';
import { FormatTable } from '../formats/format-table.js';
import type { Document } from '../document.js';
import type { AbandonedDocuments } from './abandoned-documents.js';

export interface WantedDocument {
  readonly title: string;
  /** Account id. */
  readonly owner: string;
  /** Whatever the owner's default is. */
  readonly custody?: 'managed';
}

/** Creates documents that are not registered yet, each with an empty version group and its owner's default custody. */
export class DocumentFactory {
  constructor(
    private readonly formats: FormatTable,
    private readonly keys: PersonKeys,
    private readonly archive: VersionArchive,
    private readonly ids: Ids,
    private readonly abandoned: AbandonedDocuments,
  ) {}

  /**
   * The title needs an extension of a known format; `documents/unsupported-format`, `documents/bad-title` else.
   * When `register` fails, nothing of the document stays. Not inside a transaction.
   */
  async create<Result>(
    wanted: WantedDocument,
    register: (document: Document) => Promise<Result>,
  ): Promise<Result> {
    const document = await this.#make(wanted);
    try {
      return await register(document);
    } catch (error) {
      // What cannot be removed now, the sweep finds.
      await this.abandoned.remove(document).catch(() => undefined);
      throw error;
    }
  }

  async #make({ title: input, owner, custody }: WantedDocument): Promise<Document> {
    const { title, format } = titleAndFormat(input, this.formats);
    const id = this.ids.next();
    // A reindex has only the id, and takes the time from it.
    const createdAtMs = timeOf(id);
    const members = custody === 'managed' ? undefined : await this.#membersFor(owner);
    return {
      id,
      title,
      fileType: format.name,
      state: 'active',
      owner,
      ownerChanges: 0,
      custody: members === undefined ? 'managed' : 'zero-knowledge',
      versionGroupId: await this.archive.createGroup(id, members),
      createdAtMs,
      updatedAtMs: createdAtMs,
      deletedAtMs: null,
    };
  }

  /** Recipients under zero-knowledge custody; undefined under managed custody. */
  async #membersFor(owner: string): Promise<readonly string[] | undefined> {
    if ((await this.keys.custodyOf(owner)) === 'managed') return undefined;
    return [...(await this.keys.recipientsOf([owner])).values()];
  }
}
