export { EditorConnectorModule } from './editor-connector.module.js';
export { EditorConnectorSettings, editorConnectorSettings } from './editor-connector.config.js';
export { DocumentServerStatus } from './document-server-status.use-case.js';
export type { DocumentServerState } from './document-server.js';
export type { EditorConfig, OpenedEditing, OpenEditing } from './editing-session.js';
export { OpenEditingSession } from './open-editing-session.use-case.js';
export type { RecordedRelease } from './key-releases.repository.js';
export { ListKeyReleases } from './list-key-releases.use-case.js';
