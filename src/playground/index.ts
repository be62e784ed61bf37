export { EditorRefused, type EditorEvent, type HeadlessEditor } from './headless-editor.js';
export { playgroundDefaults } from './playground-defaults.config.js';
export { PlaygroundModule } from './playground.module.js';
export { StandInDocumentServer } from './stand-in-document-server.http.js';
export { StandInOfficeConnector } from './stand-in-office-connector.http.js';
export type {
  CallbackAction,
  CallbackBody,
  CallbackFilter,
  ConnectOptions,
  ConversionFailure,
  EditorConfig,
  SentCallback,
  StandInOptions,
} from './stand-in-options.js';
