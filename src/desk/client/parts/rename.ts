import { fetchSignedIn, showFailure } from './signed-out.js';
import { showToast } from './toast.js';
import { messages } from './messages.js';
import { here } from './here.js';

/** Enter or leaving the field saves the title, Esc takes it back. */
export function renameInPlace(form: HTMLFormElement, documentId: string): void {
  const input = form.elements.namedItem('title') as HTMLInputElement;
  const heading = form.querySelector('h1');
  let saved = input.value;
  form.dataset.scripted = '';

  const save = async (): Promise<void> => {
    const title = input.value.trim();
    if (title === saved) return;
    if (title === '') {
      input.value = saved;
      showToast(messages.emptyTitle);
      return;
    }
    const stored = await rename(documentId, title).catch((error: unknown) =>
      showFailure(error, messages.renameFailed),
    );
    if (stored === undefined) return;
    document.title = document.title.replace(saved, () => stored);
    saved = stored;
    input.value = stored;
    input.defaultValue = stored;
    if (heading !== null) heading.textContent = stored;
    showToast(messages.renamed);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save();
  });
  input.addEventListener('blur', () => void save());
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    input.value = saved;
    input.blur();
  });
}

/** The title as the server keeps it; rejects when it would not. */
export async function rename(documentId: string, title: string): Promise<string> {
  const response = await fetchSignedIn(here(`/api/documents/${documentId}`), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title }),
  });
  if (!response.ok) throw new Error(`not renamed: ${response.status}`);
  return ((await response.json()) as { title: string }).title;
}
