import { fill, messages } from '../parts/messages.js';
import type { EditorSession } from './editor-session.js';
import type { Flow } from './flow.js';
import { here } from '../parts/here.js';

/** The editor shows errors itself, but offers no way to continue; the banner does. */
export const errors: Flow = (page) => ({
  onError: ({ code, text }) => {
    page.started();
    if (code !== null && page.session !== undefined) report(page.session, code);
    const reason = plainText(text) || String(code ?? '');
    page.showBanner(fill(messages.editorFailed, { reason }), { offerReload: true });
    page.checkState();
  },
  // It shows warnings by itself, and goes on.
  onWarning: () => undefined,
});

/** Reports the error: after a failed conversion the server gives the next session another document key. */
function report({ session_id: id }: EditorSession, code: number): void {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ code }), keepalive: true };
  fetch(here(`/api/eurooffice/session/${id}/errors`), init).catch(() => undefined);
}

/** The text of some markup. Tags are removed before parsing, as an inline handler would violate our policy. */
function plainText(markup: string): string {
  const text = markup
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, ' ')
    .replace(/<(br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, ' ')
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .replaceAll('<', '&lt;');
  const { body } = new DOMParser().parseFromString(text, 'text/html');
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim();
}
