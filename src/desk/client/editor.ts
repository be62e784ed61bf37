import { runEditor } from './parts/editor-page.js';
import type { EditorSession } from './parts/editor-session.js';

await runEditor(async ({ documentId, version, lang }) => {
  const response = await fetch('/api/eurooffice/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ file_id: documentId, lang, ...(version ? { version } : {}) }),
  });
  if (!response.ok) throw new Error(`no session: ${response.status}`);
  return (await response.json()) as EditorSession;
});
