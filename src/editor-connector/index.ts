export { EditorConnectorModule } from './editor-connector.module.js';
export {
  EditorConnectorSettings,
  editorConnectorSettings,
  FRAME_PATH,
} from './editor-connector.config.js';
export { autosaveSettings } from './autosave.config.js';
export { AutosaveFigures, type AutosaveState } from './autosave/autosave-figures.js';
export { explainSharedOrigin, type SharedOrigin } from './shared-origin.js';
export { commandCause, DOCUMENT_SERVER_CAUSES } from './document-server/document-server-causes.js';
export {
  assertSignedFor,
  bearersOf,
  DocumentServerTokens,
  readJwtHeaders,
} from './document-server/document-server-tokens.js';
export { JwtDocumentServerTokens } from './document-server/document-server-tokens.jwt.js';
export { heldByDocumentKeys } from './document-server/document-keys.kysely.js';
export { DocumentServerStatus } from './document-server/document-server-status.use-case.js';
export { COMMAND_PATHS, type DocumentServerState } from './document-server/document-server.js';
export type { EditorConfig, OpenedEditing, OpenEditing } from './opening/editing-session.js';
export { OpenEditingSession } from './opening/open-editing-session.use-case.js';
export { ForgottenFiles, type ForgottenCounts } from './recovery/forgotten-files.js';
export type { RecordedRelease } from './sessions/key-releases.repository.js';
export { IMAGE_TYPES } from './exchange/lend-file.use-case.js';
export { ListChoices, type Choice } from './exchange/list-choices.use-case.js';
export { ListKeyReleases } from './sessions/list-key-releases.use-case.js';
export type { RecoveredVersion } from './saving/recovered-versions.repository.js';
export { RecoveryNotices } from './recovery/recovery-notices.use-case.js';
export {
  Converter,
  NoConverter,
  type ConversionOutcome,
  type ConversionRequest,
} from './document-server/converter.js';
export { HttpConverter } from './document-server/converter.http.js';
export { savedFileAddress, SavedFiles, type SavedFile } from './saving/saved-files.js';
