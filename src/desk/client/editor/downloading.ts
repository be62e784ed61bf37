import { apiErrorOf } from '../keys/api.js';
import { here } from '../parts/here.js';
import { fetchSignedIn } from '../parts/signed-out.js';
import { fill, messages } from '../parts/messages.js';
import type { EditorPageControls, Flow } from './flow.js';

/** Files that a page has asked its editor for and not got yet: a frame that offers others is not followed. */
const asked = new WeakMap<EditorPageControls, number>();
const askedBy = (page: EditorPageControls): number => asked.get(page) ?? 0;

/** What is open, in another format: made by the Document Server, fetched by ours, and saved by the browser. */
export const downloading: Flow = (page) => ({
  onDownloadAs: async ({ fileType, url }) => {
    if (askedBy(page) === 0) return;
    asked.set(page, askedBy(page) - 1);
    const wanted = { document_id: page.task.documentId, file_type: fileType, url };
    const response = await fetchSignedIn(here('/api/eurooffice/download-as'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
    });
    if (!response.ok) throw await apiErrorOf(response);
    const name = `${page.title.replace(/\.[^.]*$/, '')}.${fileType}`;
    saveAs(name, await response.blob());
    page.showBanner(fill(messages.downloadedAs, { name }));
  },
});

/** Once for each opening with `?download_as=`: loading the page again only opens the document. */
export function downloadWhatWasAsked(page: EditorPageControls): void {
  const { documentId, downloadAs } = page.task;
  if (downloadAs === undefined || asked.has(page)) return;
  history.replaceState(null, '', here(`/edit/${documentId}`));
  asked.set(page, 1);
  page.showBanner(messages.makingFile);
  page.call('downloadAs', downloadAs);
}

function saveAs(name: string, file: Blob): void {
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
