/** A thumbnail that is not there is being made: it is asked for again, with growing pauses, and then left out. */
const PAUSES_MS = [2000, 4000, 8000, 15_000];

export function awaitThumbnails(): void {
  // Errors of images do not bubble.
  document.addEventListener('error', ({ target }) => askAgain(target), true);
  for (const image of document.querySelectorAll<HTMLImageElement>('img.thumbnail'))
    if (image.complete && image.naturalWidth === 0 && image.currentSrc !== '') askAgain(image);
}

function askAgain(target: EventTarget | null): void {
  if (!(target instanceof HTMLImageElement) || !target.classList.contains('thumbnail')) return;
  const tries = Number(target.dataset.tries ?? 0);
  const pause = PAUSES_MS[tries];
  if (pause === undefined) return;
  target.dataset.tries = String(tries + 1);
  setTimeout(() => {
    if (!target.isConnected) return;
    const address = new URL(target.src);
    address.searchParams.set('try', String(tries + 1));
    target.src = address.href;
  }, pause);
}
