import { sendJson } from './keys/api.js';
import { runEditor } from './parts/editor-page.js';
import { openingFor, type EditorSession } from './parts/editor-session.js';

runEditor((task) => sendJson<EditorSession>('POST', '/api/eurooffice/session', openingFor(task)));
