const INTENT = 'kontor-hand-over';
/** Creating takes seconds; what was meant longer ago came to nothing. */
const MEANT_FOR_MS = 60_000;

/** The wizard was sent: the document page it leads to opens the desktop, once, in this window. */
export const intendHandOver = (): void => sessionStorage.setItem(INTENT, String(Date.now()));

/** Whoever sees the wizard (again) has not got a document. */
export const forgetHandOver = (): void => sessionStorage.removeItem(INTENT);

/** Hands the page's own `oc:` URL to the operating system if this window has just created the document. */
export function handOverOnce(handed: () => void): void {
  const isIntended = Date.now() - Number(sessionStorage.getItem(INTENT)) < MEANT_FOR_MS;
  forgetHandOver();
  const link = document.querySelector<HTMLAnchorElement>('#open-desktop');
  if (!isIntended || link === null || !link.href.startsWith('oc:')) return;
  const handOver = (): void => {
    handed();
    location.assign(link.href);
  };
  // Going elsewhere while a page loads would end its loading.
  if (document.readyState === 'complete') handOver();
  else addEventListener('load', () => setTimeout(handOver), { once: true });
}
