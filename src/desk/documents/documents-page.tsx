import type { Words } from '../language/words.js';
import { listOf } from '../language/moments.js';
import { FileKindIcon, type FileKind } from '../parts/file-kind.js';
import { Icon } from '../parts/icon.js';
import type { Page } from '../parts/layout.js';
import { Sentence } from '../parts/moment.js';
import { UndoDelete } from '../parts/notice.js';
import { Editors, type PersonView } from '../parts/people.js';
import { PrivateSign } from '../parts/privacy.js';
import { useReader, useWords } from '../parts/reader.js';
import { RecoveredNotes, type RecoveredView } from '../parts/recovered-notes.js';
import { UnsavedBadge } from '../parts/unsaved-note.js';

export interface DocumentRow {
  readonly id: string;
  readonly title: string;
  readonly kind: FileKind;
  readonly isPrivate: boolean;
  readonly editors: readonly PersonView[];
  /** Changes wait that the editor could not save, and nobody edits. */
  readonly hasUnsaved: boolean;
  readonly changedAtMs: number;
  readonly changedBy: PersonView;
  readonly owner: PersonView;
  readonly sharedWith: readonly PersonView[];
}

export interface DocumentsView {
  readonly query: string;
  readonly documents: readonly DocumentRow[];
  /** Where the next page is, if there is one. */
  readonly olderHref: string | undefined;
  readonly isFirstPage: boolean;
  /** Just deleted: can be taken back. */
  readonly deleted: { readonly id: string } | undefined;
  readonly accept: string;
  readonly maxFileBytes: number;
  /** Found again, and not yet put away by this person. */
  readonly recovered: readonly RecoveredView[];
  /** Whether documents can be made from templates here. */
  readonly offersTemplates: boolean;
}

export const documentsPage = (view: DocumentsView, words: Words): Page => ({
  title: words.list.title,
  script: 'documents',
  basis: view,
  body: <Documents {...view} />,
});

function Documents(view: DocumentsView) {
  const words = useWords();
  return (
    <>
      <h1 class="unseen">{words.list.title}</h1>
      {view.deleted && <UndoDelete id={view.deleted.id} />}
      <RecoveredNotes recovered={view.recovered} />
      <div class="toolbar">
        <Search query={view.query} />
        <New {...view} />
        <Upload {...view} />
      </div>
      <section id="uploads" class="uploads" aria-label={words.list.uploads} hidden />
      <DocumentList {...view} />
      <div id="drop" class="drop" hidden>
        <p>
          <Icon name="upload" />
          <strong>{words.list.drop}</strong>
          <span>{words.list.dropText}</span>
        </p>
      </div>
    </>
  );
}

function Search({ query }: { query: string }) {
  const words = useWords();
  return (
    <form class="search" role="search" method="get" action="/">
      <label class="unseen" for="q">
        {words.list.search}
      </label>
      <Icon name="search" />
      <input
        id="q"
        name="q"
        type="search"
        value={query}
        placeholder={words.list.search}
        autocomplete="off"
        maxLength={200}
        aria-keyshortcuts="/"
        title={words.list.searchHint}
        autofocus
      />
      <button class="unseen">{words.list.searchAction}</button>
    </form>
  );
}

const NEW_KINDS = ['word', 'cell', 'slide', 'text'] as const;

function New({ offersTemplates }: DocumentsView) {
  const words = useWords();
  return (
    <div class="new">
      <button id="new-open" class="button" popovertarget="new" aria-keyshortcuts="n">
        <Icon name="plus" />
        {words.list.new}
      </button>
      <form
        id="new"
        class="menu"
        popover="auto"
        method="post"
        action="/documents/new"
        aria-label={words.list.new}
      >
        {NEW_KINDS.map((kind, index) => (
          <button class="menu-item" name="kind" value={kind} autofocus={index === 0}>
            <FileKindIcon kind={kind === 'text' ? 'other' : kind} />
            {words.list.newOf[kind]}
          </button>
        ))}
        {offersTemplates && (
          <a class="menu-item" href="/wizard">
            <Icon name="template" />
            {words.list.fromTemplate}
          </a>
        )}
      </form>
    </div>
  );
}

/** Without script: choose, then send. With script, choosing is enough. */
function Upload({ accept, maxFileBytes }: DocumentsView) {
  const words = useWords();
  return (
    <form
      id="upload"
      class="upload"
      method="post"
      action="/documents"
      enctype="multipart/form-data"
    >
      <label class="upload-pick button primary">
        <Icon name="upload" />
        {words.list.upload}
        <input
          id="files"
          type="file"
          name="file"
          accept={accept}
          multiple
          required
          aria-keyshortcuts="u"
          title={words.list.uploadPick}
          data-max-bytes={maxFileBytes}
        />
      </label>
      <button class="upload-send button">{words.list.upload}</button>
    </form>
  );
}

function DocumentList(view: DocumentsView) {
  const words = useWords();
  if (view.documents.length === 0) return <EmptyList query={view.query} />;
  return (
    <section
      id="list"
      class="list"
      aria-label={words.list.title}
      data-count={view.documents.length}
    >
      <p class="list-head" aria-hidden="true">
        <span>{words.list.columnTitle}</span>
        <span />
        <span>{words.list.columnChanged}</span>
        <span>{words.list.columnShared}</span>
      </p>
      <ul>
        {view.documents.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      <p class="list-foot">
        {view.olderHref && <a href={view.olderHref}>{words.list.older}</a>}
        {!view.isFirstPage && <a href="/">{words.list.newest}</a>}
      </p>
    </section>
  );
}

function Row({ row }: { row: DocumentRow }) {
  const words = useWords();
  const { actor } = useReader();
  const changedBy =
    row.changedBy.username === actor?.username ? words.you : row.changedBy.displayName;
  return (
    <li class="row" id={`row-${row.id}`}>
      <FileKindIcon kind={row.kind} />
      <a class="row-title" id={`open-${row.id}`} href={`/documents/${row.id}`} title={row.title}>
        {row.title}
        {row.isPrivate && <PrivateSign />}
      </a>
      <Editors people={row.editors} />
      {row.hasUnsaved && <UnsavedBadge {...row} />}
      <span class="row-changed">
        <Sentence text={(when) => words.list.changed(when, changedBy)} atMs={row.changedAtMs} />
      </span>
      <Shared row={row} />
    </li>
  );
}

function Shared({ row }: { row: DocumentRow }) {
  const words = useWords();
  const { actor, locale } = useReader();
  const names = listOf(
    row.sharedWith.map((person) => person.displayName),
    locale,
  );
  if (row.owner.username !== actor?.username) {
    return <span class="row-shared">{words.list.sharedBy(row.owner.displayName)}</span>;
  }
  return (
    <span class="row-shared" title={names === '' ? undefined : words.list.sharedWith(names)}>
      {names !== '' && <Icon name="people" />}
      <span class="row-names">{names}</span>
    </span>
  );
}

function EmptyList({ query }: { query: string }) {
  const words = useWords();
  const searching = query !== '';
  return (
    <section id="list" class="empty" aria-label={words.list.title} data-count="0">
      <EmptyDesk />
      <h2>{searching ? words.list.noneTitle : words.list.emptyTitle}</h2>
      <p>{searching ? words.list.noneText(query) : words.list.emptyText}</p>
      {searching && (
        <a class="button" href="/">
          {words.list.showAll}
        </a>
      )}
    </section>
  );
}

const EmptyDesk = () => (
  <svg
    class="empty-desk"
    viewBox="0 0 120 64"
    width="120"
    height="64"
    aria-hidden="true"
    focusable="false"
  >
    <path class="empty-paper" d="M44 10h24l8 8v22H44zM68 10v8h8" />
    <path d="M8 40h104M20 40v20M100 40v20" />
  </svg>
);
