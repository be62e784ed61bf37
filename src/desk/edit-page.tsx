import type { Words } from './language/words.js';
import { Icon } from './parts/icon.js';
import { JsonData } from './parts/json-data.js';
import { LinkButton, type Page } from './parts/layout.js';
import { useWords } from './parts/reader.js';
import { UnlockDialog } from './parts/unlock-dialog.js';

/** What the page's script needs; it asks for the editing session itself, whenever a new one is due. */
export interface EditorTask {
  readonly documentId: string;
  readonly version: number | undefined;
  readonly lang: string;
}

export interface EditView {
  readonly task: EditorTask;
  readonly title: string;
  /** Its key is released by the page's script. */
  readonly isPrivate: boolean;
  /** Why there is no editor, known before trying. */
  readonly trouble: EditorTrouble | undefined;
}

export interface EditorTrouble {
  readonly reason: 'unreachable' | 'unopenable';
  /** How to mend it, for whoever may. */
  readonly fix?: string | undefined;
}

export const editPage = (view: EditView, words: Words): Page => ({
  title: words.edit.title(view.title),
  frame: 'bare',
  ...(view.trouble === undefined ? { script: view.isPrivate ? 'private-editor' : 'editor' } : {}),
  body:
    view.trouble === undefined ? (
      <Editor {...view} />
    ) : (
      <Trouble {...view} trouble={view.trouble} />
    ),
});

function Editor(view: EditView) {
  const words = useWords();
  return (
    <main class="editor">
      <h1 class="unseen">{view.title}</h1>
      <div id="bar" class="bar" role="status" hidden>
        <span id="bar-text" />
        <button id="bar-reload" class="button small" type="button" hidden>
          {words.client.reload}
        </button>
        <button id="bar-close" class="icon-button" type="button" aria-label={words.close}>
          <Icon name="cross" />
        </button>
      </div>
      <noscript>
        <p class="bar">{words.edit.noScript}</p>
      </noscript>
      <div id="waiting" class="waiting" role="status">
        <span class="waiting-bar" />
        <span class="waiting-page">
          <span class="unseen">{words.edit.loading}</span>
        </span>
      </div>
      <div class="editor-place">
        <div id="editor" />
      </div>
      <div id="unreachable" hidden>
        <Trouble {...view} trouble={{ reason: 'unreachable' }} />
      </div>
      {view.isPrivate && <UnlockDialog />}
      <JsonData id="task" value={view.task} />
    </main>
  );
}

function Trouble({ task, title, isPrivate, trouble }: EditView & { trouble: EditorTrouble }) {
  const words = useWords();
  return (
    <section class="calm">
      <p class="calm-over">{title}</p>
      <h1>{words.edit[trouble.reason]}</h1>
      <p id="trouble-text">{words.edit[`${trouble.reason}Text`]}</p>
      {trouble.fix && (
        <details class="fix" open>
          <summary>{words.edit.unreachableAdmin}</summary>
          <p>{trouble.fix}</p>
        </details>
      )}
      <p class="calm-actions">
        {trouble.reason === 'unreachable' && (
          <a class="button primary" href={`/edit/${task.documentId}`}>
            {words.edit.retry}
          </a>
        )}
        <LinkButton href={`/documents/${task.documentId}`} text={words.edit.back} icon="back" />
        {!isPrivate && (
          <LinkButton
            href={`/api/documents/${task.documentId}/content`}
            text={words.edit.download}
            icon="download"
          />
        )}
      </p>
    </section>
  );
}
