import type { IncomingHttpHeaders } from 'node:http';

/** Longer than an hour says that somebody must act, not that waiting helps. */
const MOST_SECONDS = 3_600;
const SECONDS = /^\d{1,9}$/;
const HTTP_DATE = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * The seconds after which another system wants to be asked again (RFC 9110, 10.2.3), at least one and at most an hour.
 * A date is compared with the `Date` of the same answer: both are of the other clock. Undefined when it says nothing that
 * can be understood.
 */
export function retryAfterSeconds(headers: IncomingHttpHeaders): number | undefined {
  const text = headers['retry-after']?.trim() ?? '';
  const seconds = SECONDS.test(text)
    ? Number(text)
    : (momentOf(text) - momentOf(headers.date ?? '')) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(MOST_SECONDS, Math.max(1, seconds));
}

const momentOf = (text: string): number => (HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN);
