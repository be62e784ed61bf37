import { relativeTo } from '../../language/relative-time.js';

const EVERY_MS = 30_000;
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });

/** Brings "3 minutes ago" up to date everywhere below `root`. */
export function refreshTimes(root: ParentNode): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    const text = relativeTo(Date.now(), Date.parse(time.dateTime), relative);
    if (time.textContent !== text) time.textContent = text;
  }
}

/** The server formats in this zone from the next page on. */
const storeTimeZone = (): void => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  document.cookie = `timezone=${encodeURIComponent(timeZone)};path=/;max-age=31536000;samesite=lax`;
};

export function keepTimesCurrent(): void {
  storeTimeZone();
  setInterval(() => refreshTimes(document), EVERY_MS);
}
