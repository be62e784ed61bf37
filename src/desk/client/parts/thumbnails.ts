/** A thumbnail that is not there is being made: it is asked for again, with growing pauses, and then left out. */
const PAUSES_MS = [2000, 4000, 8000, 15_000];

/** A picture shows only once it has loaded: until then, and where there is none, the icon under it stays. */
export function awaitThumbnails(): void {
  // Events of images do not bubble.
  document.addEventListener('load', ({ target }) => show(target), true);
  document.addEventListener('error', ({ target }) => askAgain(target), true);
  for (const image of document.querySelectorAll<HTMLImageElement>('img.thumbnail')) {
    if (!image.complete || image.currentSrc === '') continue;
    if (image.naturalWidth > 0) show(image);
    else askAgain(image);
  }
}

const isThumbnail = (target: EventTarget | null): target is HTMLImageElement =>
  target instanceof HTMLImageElement && target.classList.contains('thumbnail');

function show(target: EventTarget | null): void {
  if (isThumbnail(target)) target.dataset.loaded = '';
}

function askAgain(target: EventTarget | null): void {
  if (!isThumbnail(target)) return;
  delete target.dataset.loaded;
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
