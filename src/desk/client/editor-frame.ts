import { loadApi, type DocEditor } from './editor/document-server-api.js';
import { eventReported, type EventName } from './editor/frame-events.js';
import { messageToFrame, PROTOCOL, type FromFrame, type ToFrame } from './editor/frame-messages.js';

/**
 * Runs in the editor's own origin, where nobody is signed in. It starts the Document Server's script with the
 * configuration from our page, and passes the editor's events on to our page.
 */
const parentOrigin = document.body.dataset.parent ?? '';
let editor: DocEditor | undefined;

const send = (message: FromFrame): void =>
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
    send({ type: 'failed' });
    return;
  }
  const { DocsAPI } = window;
  if (DocsAPI === undefined) return;
  editor?.destroyEditor?.();
  editor = new DocsAPI.DocEditor('editor', { ...config, events: handlersFor(events) });
  editorFrame()?.addEventListener('load', () => send({ type: 'drawn' }), { once: true });
}

const handlersFor = (names: readonly EventName[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      ({ data }: { data?: unknown }): void => {
        const event = eventReported(name, data);
        if (event) send({ type: 'event', event });
      },
    ]),
  );

function handle(message: ToFrame): void {
  if (message.type === 'open') void open(message);
  else if (message.type === 'close') editor?.destroyEditor?.();
  else if (message.type === 'call') editor?.[message.method]?.(message.argument);
  else if (editor?.refreshFile) editor.refreshFile(message.config);
  // This editor cannot refresh in place: our page opens it again when the frame has reloaded.
  else location.reload();
}

addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source !== parent || origin !== parentOrigin) return;
  const message = messageToFrame(data);
  if (message) handle(message);
});
// Keyboard focus that enters this page moves on to the editor.
addEventListener('focus', () => editorFrame()?.focus());
send({ type: 'ready' });
