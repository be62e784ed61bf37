import { dateFormats } from '../../platform/language/kept-formats.js';

/** How times are written for a reader; without it, as the Document Server writes them, in UTC. */
export interface MomentFormat {
  /** A language of pages, such as `de` or `de-CH`. */
  readonly lang?: string | undefined;
  /** Such as `Europe/Zurich`. */
  readonly timeZone?: string | undefined;
}

/** The editor shows times as they are. */
export function shownMoment(atMs: number, { lang, timeZone }: MomentFormat): string {
  if (timeZone === undefined) return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
  return dateFormats
    .of(lang ?? 'en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone })
    .format(atMs);
}
