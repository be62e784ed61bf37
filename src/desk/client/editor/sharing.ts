import { fetchPages } from '../keys/api.js';
import { messages } from '../parts/messages.js';
import type { EditorPageControls, Flow } from './flow.js';
import { here } from '../parts/here.js';

interface Shares {
  readonly shares: readonly { readonly display_name: string; readonly role: string }[];
}

const addressOf = ({ task }: EditorPageControls): string =>
  here(`/documents/${task.documentId}#share`);

/** In a tab of its own; browsers open one only right after a click. */
export const openShareDialog = (page: EditorPageControls): boolean =>
  window.open(addressOf(page), '_blank') !== null;

/** The share dialog of the document's page, beside the editor; the editor shows the list when the person comes back. */
export const sharing: Flow = (page) => {
  let isOpen = false;

  async function show(): Promise<void> {
    isOpen = false;
    const path = `/api/documents/${page.task.documentId}/shares`;
    const pages = await fetchPages<Shares>(path);
    const shares = pages.flatMap((each) => each.shares);
    const sharingSettings = shares.map(({ display_name: user, role }) => ({
      ...{ user, permissions: page.task.roles[role] ?? role },
    }));
    page.call('setSharingSettings', { sharingSettings });
  }

  addEventListener('focus', () => isOpen && void show().catch(() => undefined));
  document.addEventListener('visibilitychange', () => {
    if (isOpen && document.visibilityState === 'visible') void show().catch(() => undefined);
  });
  const openIt = (): void => {
    isOpen = true;
    if (openShareDialog(page)) return;
    page.showBanner(messages.shareHere, { offer: { label: messages.shareOpen, act: openIt } });
  };
  return { onRequestSharingSettings: openIt };
};
