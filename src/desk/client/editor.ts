import { tell } from './keys/answers.js';
import { runEditor } from './parts/editor-page.js';
import { openingFor, type EditorSession } from './parts/editor-session.js';

runEditor((task) => tell<EditorSession>('POST', '/api/eurooffice/session', openingFor(task)));
