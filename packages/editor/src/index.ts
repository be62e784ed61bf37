import { KontorEditor } from './kontor-editor.js';

export {
  KontorEditor,
  type ClosedDetail,
  type CopiedDetail,
  type ErrorDetail,
  type KontorEditorEventMap,
  type ReadyDetail,
  type RenamedDetail,
  type SavedDetail,
  type SourceDetail,
} from './kontor-editor.js';
export type { FailureCode, KontorSession, SessionRequest } from './session.js';

// Two copies of the bundle in one page are one element. A server that renders pages has no elements.
if (globalThis.customElements?.get('kontor-editor') === undefined)
  globalThis.customElements?.define('kontor-editor', KontorEditor);
