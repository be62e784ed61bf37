import type { DocumentAccess } from '../documents/index.js';
import type { VersionArchive } from '../version-archive/index.js';
import type { DocumentKeys } from './document-keys.js';
import type { DocumentServer } from './document-server.js';
import { shownText } from './shown-text.js';

/** Tells the editors that people have open what happened to the document elsewhere. */
export class OpenEditors {
  constructor(
    private readonly keys: DocumentKeys,
    private readonly server: DocumentServer,
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
  ) {}

  showTitle(documentId: string, title: string): Promise<void> {
    return this.#each(documentId, (key) => this.server.rename(key, shownText(title)));
  }

  /** The person goes on looking; what they typed so far is saved by the Document Server. */
  stopEditing(documentId: string, username: string): Promise<void> {
    return this.#each(documentId, (key) => this.server.drop(key, [username]));
  }

  stopEveryone(documentId: string): Promise<void> {
    return this.#each(documentId, (key) => this.server.drop(key));
  }

  /** The next opening gets a new key; whoever still has the replaced content open stops editing it. */
  async endReplaced(documentId: string): Promise<void> {
    const document = await this.access.findById(documentId);
    const live = await this.keys.findLive(documentId);
    if (document === undefined || live === undefined) return;
    const head = await this.archive.findHead(document.versionGroupId);
    if (live.lastVersion === head?.number) return;
    await this.keys.close(live.documentKey);
    await this.server.drop(live.documentKey);
  }

  async #each(documentId: string, tell: (documentKey: string) => Promise<unknown>): Promise<void> {
    const live = await this.keys.listLive(documentId);
    const told = await Promise.allSettled(live.map(({ documentKey }) => tell(documentKey)));
    const failures = told
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    if (failures.length > 0)
      throw new AggregateError(failures, `open editors of ${documentId} were not told`);
  }
}
