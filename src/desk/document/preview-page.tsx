import type { Messages } from '../language/messages.js';
import { Breadcrumb } from '../parts/breadcrumb.js';
import type { Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';

export interface PreviewView {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly state: 'made' | 'making';
}

/** A version as PDF, shown by the browser's own viewer in a frame of our own origin. */
export const previewPage = (view: PreviewView, messages: Messages): Page => ({
  title: messages.document.previewOf(view.title),
  body: <Preview {...view} />,
});

function Preview({ id, title, version, state }: PreviewView) {
  const messages = useMessages();
  const address = `/api/documents/${id}/preview?version=${version}`;
  return (
    <section class="preview">
      <Breadcrumb href={`/documents/${id}`} title={title} />
      <h1 class="visually-hidden">{messages.document.previewOf(title)}</h1>
      {state === 'made' ? (
        <>
          <iframe class="preview-frame" src={address} title={messages.document.previewOf(title)} />
          <p class="hint">
            <a href={address}>{messages.document.previewAlone}</a>
          </p>
        </>
      ) : (
        <p class="preview-making" role="status">
          {messages.document.previewMaking}{' '}
          <a class="button" href={`/documents/${id}/preview?version=${version}`}>
            {messages.error.retry}
          </a>
        </p>
      )}
    </section>
  );
}
