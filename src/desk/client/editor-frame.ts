import { loadApi, type DocEditor } from './parts/document-server-api.js';
import {
  eventOf,
  messageToFrame,
  PROTOCOL,
  type EventName,
  type FromFrame,
  type ToFrame,
} from './parts/editor-frame-messages.js';

/**
 * Runs in the editor's own origin: nobody is signed in here. It starts the Document Server's script with what our
 * page hands over, and passes on what the editor reports.
 */
const parentOrigin = document.body.dataset.parent ?? '';
let editor: DocEditor | undefined;

const tell = (message: FromFrame): void =>
  parent.postMessage({ protocol: PROTOCOL, ...message }, parentOrigin);

const editorFrame = (): HTMLIFrameElement | null => document.querySelector('iframe');

async function open({
  api_js_url: url,
  config,
  events,
}: ToFrame & { type: 'open' }): Promise<void> {
  try {
    await loadApi(url);
  } catch {
    tell({ type: 'failed' });
    return;
  }
  const { DocsAPI } = window;
  if (DocsAPI === undefined) return;
  editor?.destroyEditor?.();
  editor = new DocsAPI.DocEditor('editor', { ...config, events: handlersFor(events) });
  editorFrame()?.addEventListener('load', () => tell({ type: 'drawn' }), { once: true });
}

const handlersFor = (names: readonly EventName[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      ({ data }: { data?: unknown }): void => {
        const event = eventOf(name, saidIn(name, data));
        if (event) tell({ type: 'event', event });
      },
    ]),
  );

/** The Document Server's names for what its events say. */
function saidIn(name: EventName, data: unknown): Record<string, unknown> {
  if (name === 'onRequestRename') return { title: data };
  const { mode, ...said } = (data ?? {}) as Record<string, unknown>;
  return {
    mode,
    code: said.errorCode ?? said.warningCode,
    text: said.errorDescription ?? said.warningDescription,
  };
}

function obey(message: ToFrame): void {
  if (message.type === 'open') void open(message);
  else if (message.type === 'close') editor?.destroyEditor?.();
  else if (editor?.refreshFile) editor.refreshFile(message.config);
  // An editor that cannot go on in place: the page opens it again when the frame is back.
  else location.reload();
}

addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source !== parent || origin !== parentOrigin) return;
  const message = messageToFrame(data);
  if (message) obey(message);
});
// Keyboard focus that comes into this page belongs to the editor.
addEventListener('focus', () => editorFrame()?.focus());
tell({ type: 'ready' });
