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

/** A moment inside a sentence, wherever the language puts it. */
export function Sentence({ text, atMs }: { text: (when: string) => string; atMs: number }) {
  const [before, after] = text('\u0000').split('\u0000');
  return (
    <span>
      {before}
      <Moment atMs={atMs} />
      {after}
    </span>
  );
}
