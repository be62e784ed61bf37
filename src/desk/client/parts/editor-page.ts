import { tell } from './bar.js';
import { loadApi, type DocEditor } from './document-server-api.js';
import type { EditorSession, EditorTask, OpenSession } from './editor-session.js';
import { rename } from './rename.js';
import { fill, words } from './words.js';

const task = JSON.parse(document.getElementById('task')?.textContent ?? '{}') as EditorTask;
const home = `/documents/${task.documentId}`;
const hide = (id: string): void => document.getElementById(id)?.setAttribute('hidden', '');
let editor: DocEditor | undefined;
let openSession: OpenSession;

/** The content was saved and closed elsewhere: go on with the newest, in place where the editor can. */
async function continueWithNewest(): Promise<void> {
  try {
    const { config } = await openSession(task);
    if (editor?.refreshFile === undefined) location.reload();
    else editor.refreshFile(config);
    tell(words.refreshed);
  } catch {
    tell(words.failed, { offerReload: true });
  }
}

const events = {
  onAppReady: () => hide('waiting'),
  onDocumentReady: () => hide('waiting'),
  onRequestRefreshFile: () => void continueWithNewest(),
  onOutdatedVersion: () => location.reload(),
  onRequestClose: () => {
    editor?.destroyEditor?.();
    location.assign(home);
  },
  onRequestRename: async (event: { data: string }) => {
    const title = await rename(task.documentId, event.data);
    if (title === undefined) tell(words.renameFailed);
    else document.title = title;
  },
  onError: (event: { data?: { errorCode?: number; errorDescription?: string } }) => {
    hide('waiting');
    const reason = event.data?.errorDescription ?? String(event.data?.errorCode ?? '');
    tell(fill(words.editorFailed, { reason }), { offerReload: true });
  },
};

function unreachable(): void {
  for (const id of ['waiting', 'editor', 'bar']) hide(id);
  document.getElementById('unreachable')?.removeAttribute('hidden');
}

async function open(): Promise<void> {
  let session: EditorSession;
  try {
    session = await openSession(task);
  } catch {
    hide('waiting');
    tell(words.failed, { offerReload: true });
    return;
  }
  try {
    await loadApi(session.api_js_url);
  } catch {
    unreachable();
    return;
  }
  const holder = session.checked_out_by?.display_name;
  if (holder) tell(fill(words.onTheirDesktop, { name: holder }));
  const { DocsAPI } = window;
  if (DocsAPI) editor = new DocsAPI.DocEditor('editor', { ...session.config, events });
  // The frame draws its own loading page; ours makes way as soon as there is one.
  document
    .querySelector('.editor-place iframe')
    ?.addEventListener('load', () => hide('waiting'), { once: true });
}

/** Runs the page: the editor, opened by sessions that `how` asks for whenever one is due. */
export async function runEditor(how: OpenSession): Promise<void> {
  openSession = how;
  addEventListener('offline', () => tell(words.saveTrouble));
  await open();
}
