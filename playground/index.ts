export { EditorRefused, type EditorEvent, type HeadlessEditor } from './headless-editor.js';
export { DocumentServerSimulator } from './document-server-simulator.js';
export { OfficeConnectorSimulator } from './office-connector-simulator.js';
export { startPlayground, type Playground } from './start-playground.js';
export type {
  CallbackAction,
  CallbackBody,
  CallbackFilter,
  ConnectOptions,
  ConversionFailure,
  EditorConfig,
  SentCallback,
  DocumentServerOptions,
} from './document-server-options.js';
