export { DocumentsModule } from './documents.module.js';
export { DocumentsSettings, documentsSettings } from './documents.config.js';
export { includesRole, type Document, type DocumentState, type Role } from './document.js';
export { SeenTitles } from './seen-titles.js';
export { DocumentAccess, type AccessibleDocument } from './document-access.js';
export { EditingPresence, type PresentEditor, type StaleKey } from './editing-presence.js';
export { UnsavedChangesRegister, type UnsavedChanges } from './unsaved-changes.js';
export { DocumentContent } from './document-content.js';
export type { Checkout, DocumentLock } from './document-checkout.js';
export { DocumentCheckouts } from './document-checkouts.js';
export { DocumentHolders } from './document-holders.js';
export { DocumentLocks } from './document-locks.js';
export { OutsideChange } from './outside-change.js';
export { DocumentViews } from './document-views.js';
export { etagOf, type DocumentView } from './document-view.js';
export {
  DocumentCheckedOut,
  DocumentContentReplaced,
  DocumentDeleted,
  DocumentRenamed,
  DocumentShareChanged,
  DocumentTitleKept,
} from './document.events.js';
export { FormatTable, type DocumentType, type Format, type FormatEntry } from './format-table.js';
export {
  checkedTitle,
  extensionOf,
  nameWithoutExtension,
  titleOfFile,
  withExtension,
} from './document-title.js';
export { checkContainer, refuseProven, type ContainerCheckOptions } from './container-check.js';
export type { ContentFinding } from './content-finding.js';
export { contentHeaders } from './content-headers.js';
export { takeIn } from './incoming-content.js';
export { describeVersion } from './describe-version.js';
export { BLANK_KINDS, type BlankKind } from './blank-files.js';
export { CreateDocument, type CreateDocumentInput } from './create-document.use-case.js';
export {
  CreateBlankDocument,
  type CreateBlankDocumentInput,
} from './create-blank-document.use-case.js';
export {
  CreateShadowDocument,
  type CreateShadowDocumentInput,
} from './create-shadow-document.use-case.js';
export { RemoveShadowDocument } from './remove-shadow-document.use-case.js';
export {
  ListDocuments,
  type DocumentPage,
  type ListDocumentsInput,
} from './list-documents.use-case.js';
export { GetDocument } from './get-document.use-case.js';
export { ReindexDocuments } from './reindex-documents.use-case.js';
export { RenameDocument } from './rename-document.use-case.js';
export { DeleteDocument } from './delete-document.use-case.js';
export { RestoreDocument } from './restore-document.use-case.js';
export { GiveUpUnsavedChanges } from './give-up-unsaved-changes.use-case.js';
export { OpenContent, type OpenContentOptions } from './open-content.use-case.js';
export type { OpenedContent } from './opened-content.js';
export { ReplaceContent, type ReplaceContentInput } from './replace-content.use-case.js';
export { ListVersions, type VersionHistory } from './list-versions.use-case.js';
export { ChangeCustody } from './change-custody.use-case.js';
export { RestoreVersion } from './restore-version.use-case.js';
export {
  ShareDocument,
  type ShareDocumentInput,
  type ShareView,
} from './share-document.use-case.js';
export { UnshareDocument } from './unshare-document.use-case.js';
export { ListSharesOfOwned } from './list-shares-of-owned.use-case.js';
export { ListShares } from './list-shares.use-case.js';
export type { SharedRole } from './document-share.repository.js';
export {
  documentSchema,
  documentToWire,
  historyToWire,
  shareToWire,
  versionSchema,
  versionToWire,
} from './documents.schema.js';
