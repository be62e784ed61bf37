import { Icon } from './icon.js';
import { Sentence } from './moment.js';
import { useWords } from './reader.js';

export interface WaitingView {
  readonly templateTitle: string;
  readonly removedAtMs: number;
  /** Starts the desktop; undefined while templates are switched off. */
  readonly url: string | undefined;
  /** What of it counts as a change: the URL is another one each time. */
  readonly basis: unknown;
}

/** In place of a content that is still to come from the desktop. */
export function WaitingNote({ templateTitle, removedAtMs, url }: WaitingView) {
  const words = useWords();
  return (
    <section class="awaiting" aria-label={words.waiting.title}>
      <h2>{words.waiting.title}</h2>
      <p>{words.waiting.text(templateTitle)}</p>
      {url === undefined ? (
        <p class="hint">{words.waiting.off}</p>
      ) : (
        <>
          <p>
            <a id="desktop" class="button primary" href={url}>
              <Icon name="open" />
              {words.waiting.open}
            </a>
          </p>
          <p class="hint">{words.waiting.hint}</p>
        </>
      )}
      <p class="hint">{words.waiting.orUpload}</p>
      <p class="hint">
        <Sentence text={words.waiting.removed} atMs={removedAtMs} />
      </p>
    </section>
  );
}
