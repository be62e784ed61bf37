const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const EVERY_MS = 30_000;
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });

function relativeTime(atMs: number): string {
  const seconds = Math.round((atMs - Date.now()) / 1000);
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(0, 'second');
}

/** Brings "3 minutes ago" up to date everywhere below `root`. */
export function tellTimes(root: ParentNode): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    const text = relativeTime(Date.parse(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}

/** The server formats in this zone from the next page on. */
const tellTimeZone = (): void => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  document.cookie = `timezone=${encodeURIComponent(timeZone)};path=/;max-age=31536000;samesite=lax`;
};

export function keepTime(): void {
  tellTimeZone();
  setInterval(() => tellTimes(document), EVERY_MS);
}
