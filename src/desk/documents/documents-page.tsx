import { FAMILY_KINDS, type FileFamily } from '../../documents/index.js';
import type { Messages } from '../language/messages.js';
import { listOf } from '../language/formatting.js';
import { FileKindIcon, type FileKind } from '../parts/file-kind.js';
import { Icon, PrivateSign } from '../parts/icon.js';
import { Picture } from '../parts/picture.js';
import type { Page } from '../parts/layout.js';
import { TextWithTime } from '../parts/timestamp.js';
import {
  NotificationsNote,
  RecoveredNotes,
  UndoDelete,
  AwaitsKeyBadge,
  UnsavedBadge,
  type RecoveredView,
} from '../parts/notices.js';
import { Editors, type PersonView } from '../parts/people.js';
import { SearchField } from '../parts/search-field.js';
import { useViewer, useMessages } from '../parts/viewer.js';

export interface DocumentRow {
  readonly id: string;
  readonly title: string;
  readonly kind: FileKind;
  /** The version whose first page is shown beside the title. */
  readonly pictured: number | undefined;
  readonly isPrivate: boolean;
  /** Private, and the person has not got its key yet. */
  readonly awaitsKey: boolean;
  readonly editors: readonly PersonView[];
  /** There are changes that the editor could not save, and nobody edits. */
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
  /** Just deleted; can be undone. */
  readonly deleted: { readonly id: string } | undefined;
  readonly accept: string;
  readonly maxFileBytes: number;
  /** Formats that no editor writes, with the one that takes their place. */
  readonly oldFormats: Readonly<Record<string, string>>;
  /** Recovered versions that this person has not dismissed yet. */
  readonly recovered: readonly RecoveredView[];
  readonly notificationCount: number;
  /** Whether the template library is connected. */
  readonly offersTemplates: boolean;
  /** What new documents, sheets and presentations are. */
  readonly family: FileFamily;
}

export const documentsPage = (view: DocumentsView, messages: Messages): Page => ({
  title: messages.list.title,
  script: 'documents',
  basis: view,
  body: <Documents {...view} />,
});

function Documents(view: DocumentsView) {
  const messages = useMessages();
  return (
    <>
      <h1 class="visually-hidden">{messages.list.title}</h1>
      {view.deleted && <UndoDelete id={view.deleted.id} />}
      <NotificationsNote count={view.notificationCount} />
      <RecoveredNotes recovered={view.recovered} />
      <div class="toolbar">
        <Search query={view.query} />
        <New {...view} />
        <Upload {...view} />
      </div>
      <section id="uploads" class="uploads" aria-label={messages.list.uploads} hidden />
      <DocumentList {...view} />
      <div id="drop-overlay" class="drop-overlay" hidden>
        <p>
          <Icon name="upload" />
          <strong>{messages.list.drop}</strong>
          <span>{messages.list.dropText}</span>
        </p>
      </div>
    </>
  );
}

function Search({ query }: { query: string }) {
  return (
    <form class="search" role="search" method="get" action="/">
      <SearchField id="q" query={query} focused />
    </form>
  );
}

export const NEW_KINDS = [
  ...(['word', 'cell', 'slide'] as const),
  ...(['text', 'table', 'markdown', 'form'] as const),
] as const;
const KIND_ICONS = { text: 'other', table: 'cell', markdown: 'other', form: 'pdf' } as const;
const EXTENSIONS = { text: 'txt', table: 'csv', markdown: 'md', form: 'pdf' } as const;
const FAMILIES: readonly FileFamily[] = ['ooxml', 'odf'];

function New({ offersTemplates, family }: DocumentsView) {
  const messages = useMessages();
  const extensions = { ...FAMILY_KINDS[family], ...EXTENSIONS };
  const icons = { word: 'word', cell: 'cell', slide: 'slide', ...KIND_ICONS } as const;
  return (
    <div class="new">
      <button id="new-open" class="button" popovertarget="new" aria-keyshortcuts="n">
        <Icon name="plus" />
        {messages.list.new}
      </button>
      <form
        id="new"
        class="menu"
        popover="auto"
        method="post"
        action="/documents/new"
        aria-label={messages.list.new}
      >
        {NEW_KINDS.map((kind, index) => (
          <button class="menu-item" name="kind" value={kind} autofocus={index === 0}>
            <FileKindIcon kind={icons[kind]} />
            {messages.list.newOf[kind]}
            <span class="menu-extension">.{extensions[kind]}</span>
          </button>
        ))}
        {offersTemplates && (
          <a class="menu-item" href="/wizard">
            <Icon name="template" />
            {messages.list.fromTemplate}
          </a>
        )}
        <p class="menu-choice" role="group" aria-label={messages.list.family}>
          {FAMILIES.map((each) => (
            <button
              class="menu-item"
              name="family"
              value={each}
              formaction="/documents/new-files"
              aria-pressed={each === family}
            >
              {messages.list.families[each]}
            </button>
          ))}
        </p>
      </form>
    </div>
  );
}

/** Without script: choose, then send. With script, choosing is enough. */
function Upload({ accept, maxFileBytes, oldFormats }: DocumentsView) {
  const messages = useMessages();
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
        {messages.list.upload}
        <input
          id="files"
          type="file"
          name="file"
          accept={accept}
          multiple
          required
          aria-keyshortcuts="u"
          title={messages.list.uploadPick}
          data-max-bytes={maxFileBytes}
          data-old-formats={JSON.stringify(oldFormats)}
        />
      </label>
      <button class="upload-send button">{messages.list.upload}</button>
    </form>
  );
}

function DocumentList(view: DocumentsView) {
  const messages = useMessages();
  if (view.documents.length === 0) return <EmptyList query={view.query} />;
  return (
    <section
      id="list"
      class="list"
      aria-label={messages.list.title}
      data-count={view.documents.length}
    >
      <p class="list-head" aria-hidden="true">
        <span>{messages.list.columnTitle}</span>
        <span />
        <span>{messages.list.columnChanged}</span>
        <span>{messages.list.columnShared}</span>
      </p>
      <ul>
        {view.documents.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      <p class="list-foot">
        {view.olderHref && <a href={view.olderHref}>{messages.list.older}</a>}
        {!view.isFirstPage && <a href="/">{messages.list.newest}</a>}
      </p>
    </section>
  );
}

function Row({ row }: { row: DocumentRow }) {
  const messages = useMessages();
  const { actor } = useViewer();
  const changedBy =
    row.changedBy.username === actor?.username ? messages.you : row.changedBy.displayName;
  return (
    <li class="row" id={`row-${row.id}`}>
      <Picture {...row} />
      <a class="row-title" id={`open-${row.id}`} href={`/documents/${row.id}`} title={row.title}>
        {row.title}
        {row.isPrivate && <PrivateSign />}
      </a>
      <Editors people={row.editors} />
      {row.awaitsKey && <AwaitsKeyBadge {...row} />}
      {row.hasUnsaved && !row.awaitsKey && <UnsavedBadge {...row} />}
      <span class="row-changed">
        <TextWithTime
          text={(when) => messages.list.changed(when, changedBy)}
          atMs={row.changedAtMs}
        />
      </span>
      <Shared row={row} />
    </li>
  );
}

function Shared({ row }: { row: DocumentRow }) {
  const messages = useMessages();
  const { actor, locale } = useViewer();
  const names = listOf(
    row.sharedWith.map((person) => person.displayName),
    locale,
  );
  if (row.owner.username !== actor?.username) {
    return <span class="row-shared">{messages.list.sharedBy(row.owner.displayName)}</span>;
  }
  return (
    <span class="row-shared" title={names === '' ? undefined : messages.list.sharedWith(names)}>
      {names !== '' && <Icon name="people" />}
      <span class="row-names">{names}</span>
    </span>
  );
}

function EmptyList({ query }: { query: string }) {
  const messages = useMessages();
  const searching = query !== '';
  return (
    <section id="list" class="empty" aria-label={messages.list.title} data-count="0">
      <EmptyDesk />
      <h2>{searching ? messages.list.noneTitle : messages.list.emptyTitle}</h2>
      <p>{searching ? messages.list.noneText(query) : messages.list.emptyText}</p>
      {searching && (
        <a class="button" href="/">
          {messages.list.showAll}
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
