import { DocumentChanges } from '../registry/document-changes.js';
import { withExtension } from '../registry/document-title.js';
import type { Document } from '../document.js';

/** Tells the registry that a document has new content. Joins the transaction of the commit that made it so. */
export class DocumentContent {
  constructor(private readonly changes: DocumentChanges) {}

  /** Moves it to the top of lists; another file type than before changes the title's extension as well. */
  changed(documentId: string, content: { readonly fileType: string }): Promise<Document> {
    const fileType = content.fileType.toLowerCase();
    return this.changes.apply(documentId, ({ title, fileType: before }) => ({
      title: fileType === before ? title : withExtension(title, fileType),
      fileType,
      state: 'active',
    }));
  }
}
