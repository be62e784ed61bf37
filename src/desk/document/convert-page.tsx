import type { Messages } from '../language/messages.js';
import { Breadcrumb } from '../parts/breadcrumb.js';
import type { Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import { PasswordForm } from './formats-page.js';

export interface ConvertView {
  readonly id: string;
  readonly title: string;
  /** Extension of the format in which the document is to continue. */
  readonly to: string;
  /** A password was given, and was not the right one. */
  readonly isWrong: boolean;
}

/** The password of a document that is to continue in another format. */
export const convertPage = (view: ConvertView, messages: Messages): Page => ({
  title: messages.document.continueAs(view.to),
  body: <Convert {...view} />,
});

function Convert({ id, title, to, isWrong }: ConvertView) {
  const messages = useMessages();
  return (
    <section class="formats">
      <Breadcrumb href={`/documents/${id}`} title={title} />
      <h1>{messages.document.continueAs(to)}</h1>
      <p class="hint">{messages.document.passwordGone}</p>
      <PasswordForm
        action={`/documents/${id}/convert`}
        fields={{ to }}
        isWrong={isWrong}
        button={messages.document.continueAs(to)}
      />
    </section>
  );
}
