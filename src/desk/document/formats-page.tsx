import type { Messages } from '../language/messages.js';
import { Breadcrumb } from '../parts/breadcrumb.js';
import type { Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import type { ExportFormat } from './export-formats.js';

export interface FormatsView {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly formats: readonly ExportFormat[];
  /** The format that the person chose, when the file turned out to have a password. */
  readonly locked: LockedFile | undefined;
}

export interface LockedFile {
  readonly format: ExportFormat;
  /** A password was given, and was not the right one. */
  readonly isWrong: boolean;
}

/** What one version can be downloaded as, and the password for that where the file has one. */
export const formatsPage = (view: FormatsView, messages: Messages): Page => ({
  title: messages.document.downloadVersionAs(view.version),
  body: <Formats {...view} />,
});

function Formats(view: FormatsView) {
  const messages = useMessages();
  return (
    <section class="formats">
      <Breadcrumb href={`/documents/${view.id}`} title={view.title} />
      <h1>{messages.document.downloadVersionAs(view.version)}</h1>
      {view.locked ? (
        <PasswordForm
          action={`/documents/${view.id}/export`}
          fields={{ as: view.locked.format.to, version: String(view.version) }}
          isWrong={view.locked.isWrong}
          button={messages.document.downloadIn(view.locked.format.name)}
        />
      ) : (
        <ul class="formats-list">
          {view.formats.map(({ to, name, holds }) => (
            <li key={to}>
              <a
                class="button wide"
                href={`/documents/${view.id}/export?as=${to}&version=${view.version}`}
                aria-describedby={holds && `holds-${to}`}
              >
                {name}
              </a>
              {holds && (
                <p id={`holds-${to}`} class="hint">
                  {messages.document.exportHolds[holds]}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

export interface PasswordFormProps {
  readonly action: string;
  /** What the form sends beside the password. */
  readonly fields: Readonly<Record<string, string>>;
  /** A password was given, and was not the right one. */
  readonly isWrong: boolean;
  readonly button: string;
}

/** Asks for the password of a file that is to be converted. */
export function PasswordForm({ action, fields, isWrong, button }: PasswordFormProps) {
  const messages = useMessages();
  return (
    <form method="post" action={action} class="stack">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p
        id="password-why"
        class={isWrong ? 'error-message' : 'lead'}
        role={isWrong ? 'alert' : undefined}
      >
        {isWrong ? messages.document.passwordWrong : messages.document.passwordNeeded}
      </p>
      <label class="field">
        {messages.document.filePassword}
        <input
          name="password"
          type="password"
          autocomplete="off"
          required
          maxLength={255}
          autofocus
          aria-describedby="password-why"
        />
      </label>
      <button class="button primary wide">{button}</button>
    </form>
  );
}
