import type { Found } from '../../connections/index.js';
import type { SharedOrigin } from '../../editor-connector/index.js';
import { dateAndTime } from '../language/formatting.js';
import type { Messages } from '../language/messages.js';
import { adviceOn } from '../parts/connection-texts.js';
import { Icon } from '../parts/icon.js';
import { JsonData, LinkButton, type Page } from '../parts/layout.js';
import { useViewer, useMessages } from '../parts/viewer.js';
import { UnlockDialog } from '../parts/unlock-dialog.js';
import type { EditorTask } from './editor-task.js';

export interface EarlierVersion {
  readonly number: number;
  readonly createdAtMs: number;
}

export interface EditView {
  readonly task: EditorTask;
  readonly title: string;
  /** Its key is released by the page's script. */
  readonly isPrivate: boolean;
  /** A version that is not the current one; opened read-only. */
  readonly earlier: EarlierVersion | undefined;
  /** Why the editor cannot open, if that is known before any script runs. */
  readonly problem: EditorProblem | undefined;
}

export interface EditorProblem {
  /**
   * `silent`: the editor's own address does not answer. `unprotected`: it has none, and the document is private.
   * `keyless`: it is private, and the person has not got its key yet.
   */
  readonly reason: 'unreachable' | 'unopenable' | 'silent' | 'unprotected' | 'keyless';
  /** Of `unreachable`. */
  readonly fault?: Found | undefined;
  /** How an administrator can fix it. */
  readonly fix?: string | undefined;
  /** Of `unprotected`. */
  readonly sharedOrigin?: SharedOrigin;
}

export const editPage = (view: EditView, messages: Messages): Page => ({
  title: messages.edit.title(view.title),
  frame: 'bare',
  ...(view.problem === undefined ? { script: view.isPrivate ? 'private-editor' : 'editor' } : {}),
  body:
    view.problem === undefined ? (
      <Editor {...view} />
    ) : (
      <main class="editor-error">
        <EditorProblemSection {...view} problem={view.problem} />
      </main>
    ),
});

function Editor(view: EditView) {
  const messages = useMessages();
  const { documentId, frameUrl } = view.task;
  return (
    <main class="editor">
      <h1 class="visually-hidden" data-title>
        {view.title}
      </h1>
      {view.earlier && <EarlierBar documentId={documentId} version={view.earlier} />}
      <Bar documentId={documentId} />
      <noscript>
        <div class="banner">
          <p>{messages.edit.noScript}</p>
          <LinkButton href={`/documents/${documentId}`} text={messages.edit.back} icon="back" />
        </div>
      </noscript>
      <Loading task={view.task} />
      <div id="unreachable" class="editor-fallback" hidden>
        <EditorProblemSection {...view} problem={{ reason: 'unreachable' }} />
      </div>
      <div id="silent" class="editor-fallback" hidden>
        <EditorProblemSection
          {...view}
          problem={{ reason: 'silent', fix: messages.edit.silentAdmin(new URL(frameUrl).origin) }}
        />
      </div>
      <div id="ended" class="editor-fallback" hidden>
        <Ended title={view.title} />
      </div>
      <div id="submitted" class="editor-fallback" hidden>
        <Submitted task={view.task} />
      </div>
      <div class="editor-slot" />
      {view.isPrivate && <UnlockDialog />}
      <JsonData id="task" value={view.task} />
    </main>
  );
}

function EarlierBar(props: { documentId: string; version: EarlierVersion }) {
  const messages = useMessages();
  const { number, createdAtMs } = props.version;
  return (
    <p class="banner banner-permanent" id="earlier-version">
      <span>{messages.edit.earlier(number, dateAndTime(createdAtMs, useViewer()))}</span>
      <a class="button small" href={`/edit/${props.documentId}`}>
        {messages.edit.openNewest}
      </a>
      <a class="button small" href={`/documents/${props.documentId}`}>
        {messages.edit.back}
      </a>
    </p>
  );
}

/** Filled and shown by the script. */
function Bar({ documentId }: { documentId: string }) {
  const messages = useMessages();
  return (
    <div id="banner" class="banner" role="status" hidden>
      <span id="banner-text" />
      <button id="banner-action" class="button small" type="button" hidden>
        {messages.client.showNewest}
      </button>
      <a
        id="banner-sign-in"
        class="button small"
        href={`/login?next=${encodeURIComponent(`/documents/${documentId}`)}`}
        target="_blank"
        hidden
      >
        {messages.edit.signIn}
      </a>
      <button id="banner-reload" class="button small" type="button" hidden>
        {messages.client.reload}
      </button>
      <button id="banner-close" class="icon-button" type="button" aria-label={messages.close}>
        <Icon name="cross" />
      </button>
    </div>
  );
}

/** A placeholder until the editor has loaded; after a while it shows that loading takes long. */
function Loading({ task }: { task: EditorTask }) {
  const messages = useMessages();
  return (
    <div id="loading" class="loading" role="status">
      <span class="loading-bar" />
      <span class="loading-page">
        <span class="visually-hidden">{messages.edit.loading}</span>
      </span>
      <div id="slow" class="slow" hidden>
        <p>{messages.edit.slow}</p>
        <p class="empty-state-actions">
          <a class="button primary" href={addressOf(task)}>
            {messages.edit.retry}
          </a>
          <LinkButton
            href={`/documents/${task.documentId}`}
            text={messages.edit.back}
            icon="back"
          />
        </p>
      </div>
    </div>
  );
}

function Ended({ title }: { title: string }) {
  const messages = useMessages();
  return (
    <section class="empty-state">
      <p class="empty-state-overline" data-title>
        {title}
      </p>
      <h1 tabIndex={-1}>{messages.edit.ended}</h1>
      <p>{messages.edit.endedText}</p>
      <p class="empty-state-actions">
        <LinkButton href="/" text={messages.edit.backToList} icon="back" />
      </p>
    </section>
  );
}

/** Shown in place of the editor after a form was submitted; the script adds what the person may see of it. */
function Submitted({ task }: { task: EditorTask }) {
  const messages = useMessages();
  return (
    <section class="empty-state">
      <p id="submitted-title" class="empty-state-overline">
        {task.title}
      </p>
      <h1 tabIndex={-1}>{messages.edit.submitted}</h1>
      <p>{messages.edit.submittedText}</p>
      <p class="empty-state-actions">
        <a id="submitted-link" class="button primary" href={`/documents/${task.documentId}`} hidden>
          {messages.edit.openSubmitted}
        </a>
        <a class="button" href={addressOf(task)}>
          {messages.edit.fillAgain}
        </a>
        <LinkButton href="/" text={messages.edit.backToList} icon="back" />
      </p>
    </section>
  );
}

const versionQuery = ({ version }: EditorTask): string =>
  version === undefined ? '' : `?version=${version}`;
const addressOf = (task: EditorTask): string => `/edit/${task.documentId}${versionQuery(task)}`;

const RETRIES: readonly EditorProblem['reason'][] = ['unreachable', 'silent'];

function EditorProblemSection({
  task,
  title,
  isPrivate,
  problem,
}: EditView & { problem: EditorProblem }) {
  const messages = useMessages();
  const { reason, sharedOrigin, fault } = problem;
  const fix = sharedOrigin ? messages.edit.unprotectedAdmin[sharedOrigin] : problem.fix;
  const advice = fault === undefined ? [fix] : adviceOn(fault, messages);
  return (
    <section class="empty-state">
      <p class="empty-state-overline" data-title>
        {title}
      </p>
      <h1>{messages.edit[reason]}</h1>
      <p>{messages.edit[`${reason}Text`]}</p>
      {advice[0] && (
        <details class="admin-hint" open>
          <summary>{messages.status.fix}</summary>
          {advice.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </details>
      )}
      <p class="empty-state-actions">
        {RETRIES.includes(reason) && (
          <a class="button primary" href={addressOf(task)}>
            {messages.edit.retry}
          </a>
        )}
        <LinkButton href={`/documents/${task.documentId}`} text={messages.edit.back} icon="back" />
        {!isPrivate && (
          <LinkButton
            href={`/api/documents/${task.documentId}/content${versionQuery(task)}`}
            text={messages.edit.download}
            icon="download"
          />
        )}
      </p>
    </section>
  );
}
