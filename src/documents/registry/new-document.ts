import { Ids } from '../../platform/clock/ids.js';
import { PersonKeys } from '../../platform/identity/person-keys.js';
import { timeOf, VersionArchive } from '../../version-archive/index.js';
import { titleAndFormat } from './document-title.js';
import { FormatTable } from '../formats/format-table.js';
import type { Document } from '../document.js';

/** Makes the document that a title asks for, with its empty version group, in the custody its owner chose. */
export class NewDocument {
  constructor(
    private readonly formats: FormatTable,
    private readonly keys: PersonKeys,
    private readonly archive: VersionArchive,
    private readonly ids: Ids,
  ) {}

  async titled(input: string, owner: string): Promise<Document> {
    const { title, format } = titleAndFormat(input, this.formats);
    const id = this.ids.next();
    // Its id tells when, to whoever has nothing but the shards as well.
    const createdAtMs = timeOf(id);
    const members = await this.#membersFor(owner);
    return {
      id,
      title,
      fileType: format.name,
      state: 'active',
      owner,
      custody: members === undefined ? 'managed' : 'zero-knowledge',
      versionGroupId: await this.archive.createGroup(id, members),
      createdAtMs,
      updatedAtMs: createdAtMs,
      deletedAtMs: null,
    };
  }

  /** Whose keys open it, when it is not this server's. */
  async #membersFor(owner: string): Promise<readonly string[] | undefined> {
    if ((await this.keys.custodyOf(owner)) === 'managed') return undefined;
    return [...(await this.keys.recipientsOf([owner])).values()];
  }
}
