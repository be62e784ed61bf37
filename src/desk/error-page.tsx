import type { Words } from './language/words.js';
import { LinkButton, type Page } from './parts/layout.js';
import { useReader, useWords } from './parts/reader.js';

type ErrorWords = Words['error'];
/** The kinds of trouble a page can tell apart. */
export type TroubleName = {
  [Name in keyof ErrorWords]: ErrorWords[Name] extends { title: string } ? Name : never;
}[keyof ErrorWords];

export interface ErrorView {
  readonly trouble: TroubleName;
  readonly correlationId: string;
  /** Trying the same again can help. */
  readonly canRetry: boolean;
}

export const errorPage = (view: ErrorView, words: Words): Page => ({
  title: words.error[view.trouble].title,
  body: <Trouble {...view} />,
});

function Trouble({ trouble, correlationId, canRetry }: ErrorView) {
  const words = useWords();
  const { path } = useReader();
  const { title, text } = words.error[trouble];
  return (
    <section class="calm">
      <h1>{title}</h1>
      <p>{text}</p>
      <p class="calm-actions">
        {canRetry && (
          <a class="button primary" href={path}>
            {words.error.retry}
          </a>
        )}
        <LinkButton href="/" text={words.error.home} icon="back" />
      </p>
      {trouble === 'unexpected' && (
        <p class="hint">
          {words.error.reference}: <code>{correlationId}</code>
        </p>
      )}
    </section>
  );
}
