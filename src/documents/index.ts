export { DocumentsBackgroundModule } from './documents-background.module.js';
export { DocumentsModule } from './documents.module.js';
export { UploadsModule } from './uploads.module.js';
export { DocumentsSettings, documentsSettings } from './documents.config.js';
export type { Document, DocumentState, Role, SharedRole } from './document.js';
export { DocumentAccess, type AccessibleDocument, type StandingRights } from './document-access.js';
export {
  DocumentCheckedOut,
  DocumentContentReplaced,
  DocumentDeleted,
  DocumentGroupShareChanged,
  DocumentRenamed,
  DocumentsGiven,
  DocumentShareChanged,
  DocumentTitleKept,
  OwnershipLost,
} from './document.events.js';
export { noSuchPerson, noSuchUpload } from './documents.errors.js';
export {
  ALL_ALLOWED,
  mayChange,
  missingWay,
  RIGHTS,
  rightsOf,
  SHARED_ROLES,
  usableInEditor,
  waysToChange,
  type PersonRights,
  type Right,
  type ShareSwitches,
  type Way,
} from './rights.js';

export type { Checkout, DocumentLock } from './checkout/document-checkout.repository.js';
export { DocumentCheckouts, DocumentLocks } from './checkout/document-checkouts.js';
export { DocumentHolders, EditGuard } from './checkout/edit-guard.js';
export { EditingPresence, type PresentEditor, type StaleKey } from './checkout/editing-presence.js';
export { GiveUpUnsavedChanges } from './checkout/give-up-unsaved-changes.use-case.js';
export { UnsavedChangesRegister, type UnsavedChanges } from './checkout/unsaved-changes.js';

export { begun } from './content/begun-content.js';
export {
  contentHeaders,
  documentPath,
  exportHeaders,
  versionPath,
} from './content/content-headers.js';
export { ExportContent, type ExportContentOptions } from './content/export-content.use-case.js';
export {
  ContentExport,
  untilClosed,
  type ExportedContent,
  type NamedExport,
} from './content/content-export.js';
export { FormatChange } from './content/format-change.js';
export {
  historyToWire,
  outsideChangeQuerySchema,
  targetFormat,
  versionNumber,
  versionSchema,
  versionToWire,
} from './content/content.schema.js';
export {
  CreateBlankDocument,
  CreateDocument,
  type CreateBlankDocumentInput,
  type CreateDocumentInput,
} from './content/create-document.use-case.js';
export { FileSubmittedForm, type SubmittedForm } from './content/file-submitted-form.use-case.js';
export { authorsOf, ListVersions, type VersionHistory } from './content/list-versions.use-case.js';
export { NewFileFamily } from './content/new-file-family.use-case.js';
export {
  OpenContent,
  type OpenContentOptions,
  type OpenedContent,
} from './content/open-content.use-case.js';
export { ReplaceContent, type ReplaceContentInput } from './content/replace-content.use-case.js';
export { withRequestBytes } from './content/request-bytes.js';
export { RestoreVersion } from './content/restore-version.use-case.js';

export {
  BLANK_KINDS,
  FAMILY_KINDS,
  type BlankKind,
  type FileFamily,
} from './formats/blank-files.js';
export {
  checkContainer,
  refuseProven,
  type ContainerCheckOptions,
} from './formats/container-check.js';
export type { ContentFinding } from './formats/containers.js';
export {
  FormatTable,
  type DocumentType,
  type Format,
  type FormatEntry,
} from './formats/format-table.js';
export { isPlainText, otherFormat, type OtherFormat } from './formats/other-format.js';
export { isPageType, isWebPage, SENT_PAGE, type TextStart } from './formats/text-start.js';

export { DeleteDocument, RestoreDocument } from './registry/delete-document.use-case.js';
export { DocumentRegistry } from './registry/document-registry.js';
export {
  checkedTitle,
  extensionOf,
  nameWithoutExtension,
  titleOfFile,
  withExtension,
} from './registry/document-title.js';
export {
  DocumentViews,
  etagOf,
  VisibleTitles,
  type TitledPage,
  type DocumentView,
} from './registry/document-view.js';
export {
  documentsAfter,
  documentsCursor,
  documentSchema,
  documentToWire,
} from './registry/documents.schema.js';
export {
  ListDocuments,
  type DocumentPage,
  type ListDocumentsInput,
} from './registry/list-documents.use-case.js';
export { ReindexDocuments } from './registry/reindex-documents.use-case.js';
export { RenameDocument } from './registry/rename-document.use-case.js';
export {
  CreateShadowDocument,
  RemoveShadowDocument,
  type CreateShadowDocumentInput,
} from './registry/shadow-document.use-case.js';

export { ChangeCustody, type PrivacyPreview } from './sharing/custody.use-case.js';
export {
  HandOverDocuments,
  type HandedOver,
  type HandOver,
} from './sharing/hand-over-documents.use-case.js';
export type { KeyState } from './sharing/document-members.js';
export {
  ListOwnedDocuments,
  type OwnedDocument,
  type OwnedDocuments,
  type OwnedPage,
} from './sharing/list-owned-documents.use-case.js';
export { ListShares, ListSharesOfOwned } from './sharing/list-shares.use-case.js';
export {
  ShareDocument,
  UnshareDocument,
  type ShareDocumentInput,
  type ShareView,
} from './sharing/share-document.use-case.js';
export {
  ListGroupShares,
  ShareWithGroup,
  ShowGroupKeys,
  UnshareGroup,
  type GroupShareView,
} from './sharing/share-with-group.use-case.js';
export { KeyRequests, type AskedForKey, type KeyRequestNotifier } from './sharing/key-requests.js';
export { ShowKeyWait, type KeyWait } from './sharing/show-key-wait.use-case.js';
export { ChangeOwner, type OwnerChangePreview } from './sharing/change-owner.use-case.js';
export type { Openers } from './sharing/giving-away.js';
export { WithdrawKeys } from './sharing/withdraw-keys.use-case.js';
export { shareToWire } from './sharing/sharing.schema.js';

export {
  countIn,
  filenameIn,
  requirePatchType,
  requireTus,
  TUS_VERSION,
} from './uploads/tus-headers.js';
export { UploadAddress, type Upload } from './uploads/upload.js';
export { heldByUploads } from './uploads/upload.kysely.js';
export { UploadRepository } from './uploads/upload.repository.js';
export type { UploadTarget } from './uploads/upload-target.js';
export type { RequestBytes } from './uploads/running-uploads.js';
export { UploadTransfer, type BegunUpload } from './uploads/upload-transfer.js';
