const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "3 minutes ago"; below a minute "now". The same words from the server and, later, in the browser. */
export function relativeTo(
  nowMs: number,
  atMs: number,
  format: Pick<Intl.RelativeTimeFormat, 'format'>,
): string {
  const seconds = Math.round((atMs - nowMs) / 1000);
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, 'second');
}
