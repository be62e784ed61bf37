import type { Messages } from './language/messages.js';
import { LinkButton, type Page } from './parts/layout.js';
import { useViewer, useMessages } from './parts/viewer.js';

type ErrorMessages = Messages['error'];
/** What kind of error the page explains. */
export type ErrorPageKind = {
  [Name in keyof ErrorMessages]: ErrorMessages[Name] extends { title: string } ? Name : never;
}[keyof ErrorMessages];

export interface ErrorView {
  readonly kind: ErrorPageKind;
  readonly correlationId: string;
  /** Repeating the request can help. */
  readonly canRetry: boolean;
}

export const errorPage = (view: ErrorView, messages: Messages): Page => ({
  title: messages.error[view.kind].title,
  body: <ErrorSection {...view} />,
});

function ErrorSection({ kind, correlationId, canRetry }: ErrorView) {
  const messages = useMessages();
  const { path } = useViewer();
  const { title, text } = messages.error[kind];
  return (
    <section class="empty-state">
      <h1>{title}</h1>
      <p>{text}</p>
      <p class="empty-state-actions">
        {canRetry && (
          <a class="button primary" href={path}>
            {messages.error.retry}
          </a>
        )}
        <LinkButton href="/" text={messages.error.home} icon="back" />
      </p>
      {kind === 'unexpected' && (
        <p class="hint">
          {messages.error.reference} <code>{correlationId}</code>
        </p>
      )}
    </section>
  );
}
