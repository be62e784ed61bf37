export { DocumentsModule } from './documents.module.js';
export { DocumentsSettings, documentsSettings } from './documents.config.js';
export { includesRole, type Document, type DocumentState, type Role } from './document.js';
export { SeenTitles } from './registry/seen-titles.js';
export { DocumentAccess, type AccessibleDocument } from './document-access.js';
export { EditingPresence, type PresentEditor, type StaleKey } from './checkout/editing-presence.js';
export { UnsavedChangesRegister, type UnsavedChanges } from './checkout/unsaved-changes.js';
export { DocumentContent } from './content/document-content.js';
export type { Checkout, DocumentLock } from './checkout/document-checkout.js';
export { DocumentCheckouts } from './checkout/document-checkouts.js';
export { DocumentHolders } from './checkout/document-holders.js';
export { DocumentLocks } from './checkout/document-locks.js';
export { OutsideChange } from './checkout/outside-change.js';
export { DocumentViews } from './registry/document-views.js';
export { etagOf, type DocumentView } from './registry/document-view.js';
export {
  DocumentCheckedOut,
  DocumentContentReplaced,
  DocumentDeleted,
  DocumentRenamed,
  DocumentShareChanged,
  DocumentTitleKept,
} from './document.events.js';
export {
  FormatTable,
  type DocumentType,
  type Format,
  type FormatEntry,
} from './formats/format-table.js';
export {
  checkedTitle,
  extensionOf,
  nameWithoutExtension,
  titleOfFile,
  withExtension,
} from './registry/document-title.js';
export {
  checkContainer,
  refuseProven,
  type ContainerCheckOptions,
} from './formats/container-check.js';
export type { ContentFinding } from './formats/content-finding.js';
export { isWebPage, SENT_PAGE, type TextStart } from './formats/text-start.js';
export { contentHeaders } from './content/content-headers.js';
export { takeIn } from './content/incoming-content.js';
export { ContentExport, type ExportedContent } from './content/content-export.js';
export { describeVersion } from './content/describe-version.js';
export { BLANK_KINDS, type BlankKind } from './formats/blank-files.js';
export { CreateDocument, type CreateDocumentInput } from './content/create-document.use-case.js';
export {
  CreateBlankDocument,
  type CreateBlankDocumentInput,
} from './content/create-blank-document.use-case.js';
export {
  CreateShadowDocument,
  type CreateShadowDocumentInput,
} from './registry/create-shadow-document.use-case.js';
export { RemoveShadowDocument } from './registry/remove-shadow-document.use-case.js';
export {
  ListDocuments,
  type DocumentPage,
  type ListDocumentsInput,
} from './registry/list-documents.use-case.js';
export { GetDocument } from './registry/get-document.use-case.js';
export { ReindexDocuments } from './registry/reindex-documents.use-case.js';
export { RenameDocument } from './registry/rename-document.use-case.js';
export { DeleteDocument } from './registry/delete-document.use-case.js';
export { RestoreDocument } from './registry/restore-document.use-case.js';
export { GiveUpUnsavedChanges } from './checkout/give-up-unsaved-changes.use-case.js';
export { OpenContent, type OpenContentOptions } from './content/open-content.use-case.js';
export type { OpenedContent } from './content/opened-content.js';
export { ReplaceContent, type ReplaceContentInput } from './content/replace-content.use-case.js';
export { ListVersions, type VersionHistory } from './content/list-versions.use-case.js';
export { ChangeCustody } from './sharing/change-custody.use-case.js';
export { RestoreVersion } from './content/restore-version.use-case.js';
export {
  ShareDocument,
  type ShareDocumentInput,
  type ShareView,
} from './sharing/share-document.use-case.js';
export { UnshareDocument } from './sharing/unshare-document.use-case.js';
export { ListSharesOfOwned } from './sharing/list-shares-of-owned.use-case.js';
export { ListShares } from './sharing/list-shares.use-case.js';
export type { SharedRole } from './registry/document-share.repository.js';
export {
  documentSchema,
  documentToWire,
  historyToWire,
  shareToWire,
  versionSchema,
  versionToWire,
} from './documents.schema.js';
