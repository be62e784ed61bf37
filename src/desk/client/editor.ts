import { tell } from './keys/answers.js';
import { runEditor } from './parts/editor-page.js';
import type { EditorSession } from './parts/editor-session.js';

await runEditor(({ documentId, version, lang }) =>
  tell<EditorSession>('POST', '/api/eurooffice/session', {
    file_id: documentId,
    lang,
    ...(version ? { version } : {}),
  }),
);
