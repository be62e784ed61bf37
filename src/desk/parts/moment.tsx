import { fullTime, relativeTime } from '../language/moments.js';
import { useReader } from './reader.js';

/** "3 minutes ago", with the full time as title. Scripts keep it true while the page is open. */
export function Moment({ atMs }: { atMs: number }) {
  const reader = useReader();
  return (
    <time datetime={new Date(atMs).toISOString()} title={fullTime(atMs, reader)} data-ago>
      {relativeTime(atMs, reader.nowMs, reader.locale)}
    </time>
  );
}
