import { fetchJson, ApiError, apiErrorOf, sendJson } from './keys/api.js';
import { contentOf, fileKeyOf, resealedKeyrings } from './keys/document-keys.js';
import { Cancelled, mySecret } from './keys/unlock.js';
import { isUnlocked } from './keys/tab.js';
import { fetchSignedIn, showFailure } from './parts/signed-out.js';
import { showToast } from './parts/toast.js';
import { fieldValue } from './keys/forms.js';
import { fill, messages } from './parts/messages.js';
import { here } from './parts/here.js';

const documentId = document.querySelector<HTMLElement>('[data-id]')?.dataset.id ?? '';

/** Runs one action and shows its result as a toast. Closing the unlock dialog is no failure. */
async function act(button: Element | null, work: () => Promise<string>): Promise<void> {
  button?.setAttribute('aria-busy', 'true');
  try {
    showToast(await work());
    document.dispatchEvent(new Event('kontor:changed'));
  } catch (error) {
    if (!(error instanceof Cancelled)) showFailure(error, sentenceFor(error));
  }
  button?.removeAttribute('aria-busy');
}

const sentenceFor = (error: unknown): string => {
  if (!(error instanceof ApiError)) return messages.notDone;
  if (error.code === 'documents/no-such-person') return messages.noSuchPerson;
  if (error.code === 'documents/shared-with-owner') return messages.ownerAlready;
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
  const response = await fetchSignedIn(here(path), { method: 'POST', headers, body });
  body.fill(0);
  if (!response.ok) throw await apiErrorOf(response);
  return messages.restoredNow;
}

interface Recipient {
  readonly id: string;
  readonly username: string;
  readonly recipient: string;
}

interface GroupKeys {
  readonly waiting: readonly Recipient[];
  readonly without_key: readonly { readonly display_name: string }[];
}

const MOST_NAMED = 10;

/** Seals the document's keys to all of the group who have a key of their own. */
async function shareWithGroup(groupId: string, rights: object): Promise<GroupKeys> {
  const path = `/api/documents/${documentId}/shares/groups/${encodeURIComponent(groupId)}`;
  const keys = await fetchJson<GroupKeys>(`${path}/keys`);
  const { waiting } = keys;
  const keyrings =
    waiting.length === 0
      ? undefined
      : await resealedKeyrings(documentId, await mySecret(), waiting);
  const sealedFor = waiting.map(({ id }) => id);
  await sendJson('PUT', path, {
    ...rights,
    ...(keyrings && { keyrings, sealed_for_people: sealedFor }),
  });
  return keys;
}

interface PersonShare {
  readonly username: string;
  /** `none`: they have no key of their own, and nothing was sealed. */
  readonly key: string;
}

/** `id` of their account, where it is known, says who is meant when they have another name by now. */
async function shareWithPerson(
  { id, username }: { id: string; username: string },
  rights: object,
): Promise<PersonShare> {
  const about = id === '' ? '' : `?person=${encodeURIComponent(id)}`;
  const path = `/api/people/${encodeURIComponent(username)}/recipient${about}`;
  const found = await fetchJson<Recipient>(path).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'access/no-identity') return undefined;
    throw error;
  });
  const person = found?.id ?? (id === '' ? undefined : id);
  const keyrings = found && (await resealedKeyrings(documentId, await mySecret(), [found]));
  const shares = `/api/documents/${documentId}/shares/${encodeURIComponent(found?.username ?? username)}`;
  const body = { ...rights, ...(person && { person }), ...(keyrings && { keyrings }) };
  try {
    return await sendJson<PersonShare>('PUT', shares, body);
  } catch (error) {
    const isMadeMeanwhile =
      found === undefined &&
      error instanceof ApiError &&
      error.code === 'documents/keyrings-needed';
    if (!isMadeMeanwhile) throw error;
    return shareWithPerson({ id, username }, rights);
  }
}

/** Those who made a key, or joined a group, since it was shared with them. */
async function giveKeys(form: HTMLFormElement): Promise<string> {
  const { groups = '[]', people = '[]' } = form.dataset;
  for (const { id, rights } of JSON.parse(groups) as { id: string; rights: object }[])
    await shareWithGroup(id, rights);
  for (const one of JSON.parse(people) as { id: string; username: string; rights: object }[])
    await shareWithPerson(one, one.rights);
  form.closest('section')?.remove();
  return messages.keysGiven;
}

async function share(form: HTMLFormElement): Promise<string> {
  const group = fieldValue(form, 'group');
  const name = fieldValue(form, 'username').trim();
  if (group !== '') {
    const { without_key: without } = await shareWithGroup(group, rightsOf(form));
    shown(form);
    const people = without.map((one) => one.display_name);
    const more = people.length > MOST_NAMED ? ' …' : '';
    return without.length === 0
      ? fill(messages.sharedWith, { name })
      : fill(messages.sharedWithSome, {
          ...{ name, people: people.slice(0, MOST_NAMED).join(', ') + more },
        });
  }
  // Of who was chosen from the list: the field shows their name, which others may have, too.
  const chosen = fieldValue(form, 'known_as') || name;
  const about = { id: fieldValue(form, 'person'), username: chosen };
  const { username, key } = await shareWithPerson(about, rightsOf(form));
  shown(form);
  return fill(key === 'none' ? messages.sharedKeyless : messages.sharedWith, { name: username });
}

function rightsOf(form: HTMLFormElement): object {
  const fields = new FormData(form);
  const switches = { download: fields.has('download'), print: fields.has('print') };
  return { role: fieldValue(form, 'role'), ...switches, copy: fields.has('copy') };
}

function shown(form: HTMLFormElement): void {
  form.reset();
  // The unlock dialog has closed it.
  const menu = document.getElementById('share');
  if (menu?.matches(':popover-open') === false) menu.showPopover();
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
  'give-keys': giveKeys,
  managed: leavePrivacy,
};

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  const work = works[form.dataset.private ?? ''];
  if (work === undefined) return;
  event.preventDefault();
  void act(form.querySelector('button:not([type=button])'), () => work(form));
});

// Whoever has unlocked their key in this tab need not be asked: they shared it with the group.
const waiting = document.querySelector<HTMLFormElement>('form[data-private=give-keys]');
if (waiting !== null && isUnlocked()) waiting.requestSubmit();
