import { fetchPages } from '../keys/api.js';
import { fill, messages } from '../parts/messages.js';
import type { EditorPageControls, Flow } from './flow.js';
import { openShareDialog } from './sharing.js';
import { here } from '../parts/here.js';

interface Submissions {
  readonly submissions: readonly { readonly document_id: string; readonly title: string }[];
}

/** Forms: handing them out to be filled in, what was submitted so far, and the person's own submission. */
export const filling: Flow = (page) => ({
  /** The editor then closes the fields for changes, in its own page and for everybody who has the form open. */
  onRequestStartFilling: () => page.call('startFilling'),
  onStartFilling: () => {
    if (!page.task.isOwner) return page.showBanner(messages.fillingStarted);
    const offer = { label: messages.shareOpen, act: () => openShareDialog(page) };
    page.showBanner(messages.fillingShare, { offer });
  },
  onRequestFillingStatus: async () => {
    const submissions = await listed(page);
    const [newest] = submissions;
    if (newest === undefined) return page.showBanner(messages.nothingSubmitted);
    const { document_id: id, title } = newest;
    const offer = {
      label: messages.openIt,
      act: () => void window.open(here(`/documents/${id}`), '_blank', 'noopener'),
    };
    page.showBanner(fill(messages.submittedSoFar, { n: submissions.length, title }), { offer });
  },
  /** The Document Server has delivered it: the form is left, so that nothing is added to it by mistake. */
  onSubmit: async () => {
    const id = page.session?.session_id;
    page.showInstead('submitted');
    const [own] = await listed(page, id).catch(() => []);
    const link = document.querySelector<HTMLAnchorElement>('#submitted-link');
    if (own === undefined || link === null) return;
    link.href = here(`/documents/${own.document_id}`);
    link.removeAttribute('hidden');
    const title = document.getElementById('submitted-title');
    if (title !== null) title.textContent = own.title;
  },
});

/** Newest first. */
async function listed(
  page: EditorPageControls,
  sessionId?: string,
): Promise<Submissions['submissions']> {
  const query = sessionId === undefined ? '' : `?editing_session_id=${sessionId}`;
  const path = `/api/eurooffice/submissions/${page.task.documentId}${query}`;
  return (await fetchPages<Submissions>(path)).flatMap(({ submissions }) => submissions);
}
