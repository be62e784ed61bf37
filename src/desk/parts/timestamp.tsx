import { fullTime, relativeTime } from '../language/formatting.js';
import { useViewer } from './viewer.js';

/** "3 minutes ago", with the full time as title. The script keeps it current while the page is open. */
export function Timestamp({ atMs }: { atMs: number }) {
  const viewer = useViewer();
  return (
    <time datetime={new Date(atMs).toISOString()} title={fullTime(atMs, viewer)} data-ago>
      {relativeTime(atMs, viewer.nowMs, viewer.locale)}
    </time>
  );
}

/** A sentence with a time in it, at the place where the language puts it. */
export function TextWithTime({ text, atMs }: { text: (when: string) => string; atMs: number }) {
  const [before, after] = text('\u0000').split('\u0000');
  return (
    <span>
      {before}
      <Timestamp atMs={atMs} />
      {after}
    </span>
  );
}
