import { fetchSignedIn, showFailure } from './signed-out.js';
import { showToast } from './toast.js';
import { messages } from './messages.js';
import { here } from './here.js';

const LAUNCH = 'kontor-launch';
/** Creating a document takes seconds, with a slow template library a minute or two; an older request has failed. */
const LAUNCH_WITHIN_MS = 300_000;

/** The wizard was submitted: the page of the new document opens the desktop, once, in this window. */
export const rememberLaunch = (): void => sessionStorage.setItem(LAUNCH, String(Date.now()));

/** For the wizard: while it is shown, there is no new document to open. */
export const forgetLaunch = (): void => sessionStorage.removeItem(LAUNCH);

/** Hands the page's own `oc:` URL to the operating system if this window has just created the document. */
export function launchDesktopOnce(launching: () => void): void {
  const isRecent = Date.now() - Number(sessionStorage.getItem(LAUNCH)) < LAUNCH_WITHIN_MS;
  forgetLaunch();
  const link = document.querySelector<HTMLAnchorElement>('#open-desktop');
  if (!isRecent || link === null || !link.href.startsWith('oc:')) return;
  const launch = (): void => {
    launching();
    location.assign(link.href);
  };
  // Assigning a location while the page loads would stop the loading.
  if (document.readyState === 'complete') launch();
  else addEventListener('load', () => setTimeout(launch), { once: true });
}

/**
 * The link leads to a URL for the operating system. The script fetches that URL first, so that a refusal
 * is shown on this page.
 */
export function openInOffice(documentId: string): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('#open-office') : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void checkOut(documentId);
  });
}

async function checkOut(documentId: string): Promise<void> {
  try {
    const address = here(`/documents/${documentId}/officeconnector_checkout_url`);
    const response = await fetchSignedIn(address, { headers: { accept: 'application/json' } });
    if (!response.ok)
      return showToast(response.status === 403 ? messages.editedNow : messages.notDone);
    const { url } = (await response.json()) as { url: string };
    if (!url.startsWith('oc:')) return showToast(messages.notDone);
    showToast(messages.openingOffice);
    location.assign(url);
  } catch (error) {
    showFailure(error);
  }
}
