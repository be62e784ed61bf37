export { EditorRefused, type EditorEvent, type HeadlessEditor } from './headless-editor.js';
export { StandInDocumentServer } from './stand-in-document-server.js';
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
