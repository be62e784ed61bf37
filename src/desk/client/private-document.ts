import { fetchJson, ApiError, apiErrorOf, sendJson } from './keys/api.js';
import { contentOf, fileKeyOf, resealedKeyrings } from './keys/document-keys.js';
import { Cancelled, mySecret } from './keys/unlock.js';
import { showToast } from './parts/toast.js';
import { fieldValue } from './keys/forms.js';
import { fill, messages } from './parts/messages.js';

const documentId = document.querySelector<HTMLElement>('[data-id]')?.dataset.id ?? '';

/** Runs one action and shows its result as a toast. Closing the unlock dialog is no failure. */
async function act(button: Element | null, work: () => Promise<string>): Promise<void> {
  button?.setAttribute('aria-busy', 'true');
  try {
    showToast(await work());
    document.dispatchEvent(new Event('kontor:changed'));
  } catch (error) {
    if (!(error instanceof Cancelled)) showToast(sentenceFor(error));
  }
  button?.removeAttribute('aria-busy');
}

const sentenceFor = (error: unknown): string => {
  if (!(error instanceof ApiError)) return messages.notDone;
  if (error.code === 'access/no-identity') return messages.noSuchKey;
  if (error.code === 'documents/being-edited') return messages.beingEdited;
  if (error.code === 'documents/unsaved-changes') return messages.unsavedChanges;
  return messages.notDone;
};

async function download(version: number, filename: string): Promise<string> {
  const content = await contentOf(documentId, version, await mySecret());
  const url = URL.createObjectURL(new Blob([new Uint8Array(content)]));
  content.fill(0);
  const link = Object.assign(document.createElement('a'), { href: url, download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return fill(messages.downloaded, { name: filename });
}

async function restore(version: number): Promise<string> {
  const fileKey = await fileKeyOf(documentId, version, await mySecret());
  const path = `/api/documents/${documentId}/versions/${version}/restore`;
  const body = new Uint8Array(fileKey);
  fileKey.fill(0);
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await fetch(path, { method: 'POST', headers, body });
  body.fill(0);
  if (!response.ok) throw await apiErrorOf(response);
  return messages.restoredNow;
}

async function share(form: HTMLFormElement): Promise<string> {
  const name = fieldValue(form, 'username').trim();
  const person = `/api/people/${encodeURIComponent(name)}/recipient`;
  const { username, recipient } = await fetchJson<{ username: string; recipient: string }>(person);
  const keyrings = await resealedKeyrings(documentId, await mySecret(), { recipient });
  const fields = new FormData(form);
  const switches = { download: fields.has('download'), print: fields.has('print') };
  const rights = { role: fieldValue(form, 'role'), ...switches, copy: fields.has('copy') };
  await sendJson('PUT', `/api/documents/${documentId}/shares/${encodeURIComponent(username)}`, {
    ...rights,
    keyrings,
  });
  form.reset();
  // The unlock dialog has closed it.
  const menu = document.getElementById('share');
  if (menu?.matches(':popover-open') === false) menu.showPopover();
  return fill(messages.sharedWith, { name: username });
}

async function leavePrivacy(): Promise<string> {
  const keyrings = await resealedKeyrings(documentId, await mySecret(), 'server');
  await sendJson('PUT', `/api/documents/${documentId}/custody`, { custody: 'managed', keyrings });
  location.reload();
  return messages.done;
}

document.addEventListener('click', (event) => {
  const link = (event.target as Element | null)?.closest<HTMLElement>('[data-private-download]');
  if (link === null || link === undefined) return;
  event.preventDefault();
  const { privateDownload: version, filename = '' } = link.dataset;
  void act(link, () => download(Number(version), filename));
});

const works: Record<string, (form: HTMLFormElement) => Promise<string>> = {
  restore: ({ dataset }) => restore(Number(dataset.version)),
  share,
  managed: leavePrivacy,
};

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  const work = works[form.dataset.private ?? ''];
  if (work === undefined) return;
  event.preventDefault();
  void act(form.querySelector('button:not([type=button])'), () => work(form));
});
