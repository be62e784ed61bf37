import { tell } from './parts/bar.js';
import { loadApi, type DocEditor, type EditorConfig } from './parts/document-server-api.js';
import { rename } from './parts/rename.js';
import { fill, words } from './parts/words.js';

interface Task {
  readonly documentId: string;
  readonly version?: number;
  readonly lang: string;
}

interface Session {
  readonly api_js_url: string;
  readonly config: EditorConfig;
  readonly checked_out_by: { readonly display_name: string } | null;
}

const task = JSON.parse(document.getElementById('task')?.textContent ?? '{}') as Task;
const home = `/documents/${task.documentId}`;
const hide = (id: string): void => document.getElementById(id)?.setAttribute('hidden', '');
let editor: DocEditor | undefined;

async function newSession(): Promise<Session> {
  const { documentId, version, lang } = task;
  const response = await fetch('/api/eurooffice/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ file_id: documentId, lang, ...(version ? { version } : {}) }),
  });
  if (!response.ok) throw new Error(`no session: ${response.status}`);
  return (await response.json()) as Session;
}

/** The content was saved and closed elsewhere: go on with the newest, in place where the editor can. */
async function continueWithNewest(): Promise<void> {
  try {
    const { config } = await newSession();
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
  let session: Session;
  try {
    session = await newSession();
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

addEventListener('offline', () => tell(words.saveTrouble));
await open();
