import { sendJson } from './keys/api.js';
import { runEditor } from './editor/editor-page.js';
import { openingFor, type EditorSession } from './editor/editor-session.js';

runEditor((task) => sendJson<EditorSession>('POST', '/api/eurooffice/session', openingFor(task)));
