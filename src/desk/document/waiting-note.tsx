import { Icon } from '../parts/icon.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';

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
  const messages = useMessages();
  return (
    <section class="awaiting-office" aria-label={messages.awaitingOffice.title}>
      <h2>{messages.awaitingOffice.title}</h2>
      <p>{messages.awaitingOffice.text(templateTitle)}</p>
      {url === undefined ? (
        <p class="hint">{messages.awaitingOffice.off}</p>
      ) : (
        <>
          <p>
            <a id="open-desktop" class="button primary" href={url}>
              <Icon name="open" />
              {messages.awaitingOffice.open}
            </a>
          </p>
          <p class="hint">{messages.awaitingOffice.hint}</p>
        </>
      )}
      <p class="hint">{messages.awaitingOffice.orUpload}</p>
      <p class="hint">
        <TextWithTime text={messages.awaitingOffice.removed} atMs={removedAtMs} />
      </p>
    </section>
  );
}
