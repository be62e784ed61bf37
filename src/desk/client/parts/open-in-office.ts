import { showToast } from './toast.js';
import { messages } from './messages.js';

/**
 * The link leads to a URL for the operating system. It is fetched first: what stands in the way is said on the
 * page, which stays as it is.
 */
export function openInOffice(documentId: string): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('#open-office') : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void handOver(documentId);
  });
}

async function handOver(documentId: string): Promise<void> {
  try {
    const address = `/documents/${documentId}/officeconnector_checkout_url`;
    const response = await fetch(address, { headers: { accept: 'application/json' } });
    if (!response.ok)
      return showToast(response.status === 403 ? messages.editedNow : messages.notDone);
    const { url } = (await response.json()) as { url: string };
    if (!url.startsWith('oc:')) return showToast(messages.notDone);
    showToast(messages.handedOver);
    location.assign(url);
  } catch {
    showToast(messages.notDone);
  }
}
