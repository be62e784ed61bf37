import { VersionArchive } from '../../version-archive/index.js';
import type { AccessibleDocument } from '../document-access.js';
import type { DocumentView } from './document-view.js';
import { EditingPresence } from '../checkout/editing-presence.js';
import { UnsavedChangesRegister } from '../checkout/unsaved-changes.js';

/** Completes documents to what is shown of them: one question for all heads, one for all editors, one for what waits unsaved. */
export class DocumentViews {
  constructor(
    private readonly archive: VersionArchive,
    private readonly presence: EditingPresence,
    private readonly unsaved: UnsavedChangesRegister,
  ) {}

  async of(accessible: AccessibleDocument): Promise<DocumentView> {
    const [view] = await this.ofAll([accessible]);
    return view!;
  }

  async ofAll(accessible: readonly AccessibleDocument[]): Promise<readonly DocumentView[]> {
    const documents = accessible.map(({ document }) => document);
    const ids = documents.map(({ id }) => id);
    const [heads, editors, unsaved] = await Promise.all([
      this.archive.headsOf(documents.map(({ versionGroupId }) => versionGroupId)),
      this.presence.editorsOf(ids),
      this.unsaved.waitingIn(ids),
    ]);
    return accessible.map(({ document, role }) => ({
      document,
      role,
      head: heads.get(document.versionGroupId),
      editors: editors.get(document.id) ?? [],
      unsaved: editors.has(document.id) ? undefined : unsaved.get(document.id),
    }));
  }
}
