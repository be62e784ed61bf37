import { openPrivateSession } from './keys/private-session.js';
import { Cancelled } from './keys/unlock.js';
import { runEditor } from './editor/editor-page.js';
import { here } from './parts/here.js';

runEditor(async (task) => {
  try {
    return await openPrivateSession(task);
  } catch (error) {
    if (error instanceof Cancelled) location.assign(here(`/documents/${task.documentId}`));
    throw error;
  }
});
