import { FAVORITES_GROUP, NO_GROUP, type OfferedTemplates } from '../../oneoffixx/index.js';
import type { Messages } from '../language/messages.js';
import { FileKindMark, FileKindMarks, type FileKind } from '../parts/file-kind.js';
import { Icon } from '../parts/icon.js';
import { LinkButton, type Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';

export interface TemplateGroupView {
  readonly id: string;
  /** Undefined for the choice of all templates. */
  readonly title: string | undefined;
  readonly count: number;
  readonly isChosen: boolean;
}

export interface TemplateRow {
  readonly id: string;
  readonly title: string;
  readonly groupTitle: string;
  readonly kind: FileKind;
  /** Ids of all groups it is in, favourites included. */
  readonly groups: readonly string[];
  readonly isShown: boolean;
}

export interface WizardView {
  readonly groups: readonly TemplateGroupView[];
  readonly rows: readonly TemplateRow[];
  readonly group: string;
  readonly query: string;
  readonly leftOut: OfferedTemplates['leftOut'];
  readonly failedLists: OfferedTemplates['failedLists'];
}

/** Why there are no templates to choose from. */
export type WizardFailure = 'transient' | 'permanent' | 'unknownPerson';
/** Why no document was created from what was chosen. */
export type CreationError = 'badTitle' | 'noTemplate' | 'failed';

/** What the person has entered so far; `error` if no document could be created from it. */
export interface WizardDraft {
  readonly title: string;
  readonly templateId: string;
  readonly error: CreationError | undefined;
}

interface WizardProps {
  readonly view: WizardView;
  readonly draft: WizardDraft;
}

export const wizardPage = (view: WizardView, draft: WizardDraft, messages: Messages): Page => ({
  title: messages.wizard.title,
  script: 'wizard',
  body: view.rows.length === 0 ? <NoTemplates {...view} /> : <Wizard view={view} draft={draft} />,
});

interface FailureProps {
  readonly failure: WizardFailure;
  readonly detail: string | undefined;
  /** What was typed and chosen, which trying again sends once more. */
  readonly draft: WizardDraft;
}

export const wizardFailurePage = (props: FailureProps, messages: Messages): Page => ({
  title: messages.wizard.title,
  script: 'wizard',
  body: <Failure {...props} />,
});

function Failure({ failure, detail, draft: { title, templateId } }: FailureProps) {
  const messages = useMessages();
  return (
    <section class="empty-state">
      <h1>{messages.wizard.failed}</h1>
      <p>{messages.wizard.failure[failure]}</p>
      {detail !== undefined && <p class="admin-hint">{detail}</p>}
      <form class="empty-state-actions" method={title === '' ? 'get' : 'post'} action="/wizard">
        {title !== '' && (
          <>
            <input type="hidden" name="title" value={title} />
            <input type="hidden" name="template_id" value={templateId} />
          </>
        )}
        <button class="button primary">{messages.error.retry}</button>
        <LinkButton href="/" text={messages.error.home} icon="back" />
      </form>
    </section>
  );
}

function NoTemplates(view: WizardView) {
  const messages = useMessages();
  return (
    <section class="empty-state">
      <h1>{messages.wizard.emptyTitle}</h1>
      <p>{messages.wizard.emptyText}</p>
      <Missing {...view} />
      <p class="empty-state-actions">
        <LinkButton href="/" text={messages.error.home} icon="back" />
      </p>
    </section>
  );
}

function Wizard({ view, draft }: WizardProps) {
  const messages = useMessages();
  return (
    <div class="wizard">
      <FileKindMarks />
      <header class="page-head">
        <h1>{messages.wizard.title}</h1>
      </header>
      {draft.error && (
        <p class="error-message" role="alert">
          {messages.wizard.creationError[draft.error]}
        </p>
      )}
      {view.failedLists.map((list) => (
        <p class="notice" data-error role="status">
          {messages.wizard.failedList[list]}
        </p>
      ))}
      <Filter {...view} />
      <Groups groups={view.groups} query={view.query} />
      <form id="wizard" class="wizard-choice" method="post" action="/wizard">
        <input type="hidden" id="group" name="group" value={view.group} />
        <Templates view={view} draft={draft} />
        <Nothing {...view} />
        <Missing {...view} />
        <Naming view={view} draft={draft} />
      </form>
    </div>
  );
}

/** Without script: type, Enter. With it, the rows follow the typing. */
function Filter({ group, query, rows }: WizardView) {
  const messages = useMessages();
  return (
    <form class="wizard-filter" role="search" method="get" action="/wizard">
      <div class="search">
        <label class="visually-hidden" for="filter">
          {messages.wizard.filter}
        </label>
        <Icon name="search" />
        <input
          id="filter"
          name="q"
          type="search"
          value={query}
          placeholder={messages.wizard.filter}
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          aria-keyshortcuts="/"
          aria-controls="templates"
          autofocus
        />
        <input type="hidden" name="group" value={group} />
        <button class="visually-hidden">{messages.list.searchAction}</button>
      </div>
      <p id="count" class="hint" role="status">
        {messages.client.templates.replace('{n}', String(rows.filter(isShown).length))}
      </p>
    </form>
  );
}

const isShown = (row: TemplateRow): boolean => row.isShown;

function Groups(props: { groups: readonly TemplateGroupView[]; query: string }) {
  const messages = useMessages();
  return (
    <nav id="groups" class="groups" aria-label={messages.wizard.groups}>
      <ul>
        {props.groups.map((group) => (
          <li>
            <a
              href={wizardAddress(group.id, props.query)}
              data-group={encodeURIComponent(group.id)}
              aria-current={group.isChosen ? 'true' : undefined}
            >
              <span>{nameOf(group, messages)}</span> <small>{group.count}</small>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Favourites are called what the page's language calls them, not the library's. */
const nameOf = ({ id, title }: TemplateGroupView, messages: Messages): string =>
  id === FAVORITES_GROUP
    ? messages.wizard.favorites
    : title === ''
      ? messages.wizard.unnamedGroup
      : (title ?? messages.wizard.all);

const wizardAddress = (group: string, query: string): string =>
  `/wizard?${new URLSearchParams(query === '' ? { group } : { group, q: query })}`;

/** The roles are explicit, because browsers drop the roles of table rows that are laid out as a grid. */
function Templates({ view, draft }: WizardProps) {
  const messages = useMessages();
  return (
    <table id="templates" class="templates" role="table" aria-label={messages.wizard.templates}>
      <thead role="rowgroup">
        <tr class="templates-head" role="row">
          <th role="columnheader" scope="col">
            {messages.wizard.columnTitle}
          </th>
          <th role="columnheader" scope="col">
            {messages.wizard.columnGroup}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {view.rows.map((row) => (
          <tr
            class="template"
            role="row"
            hidden={!row.isShown}
            data-in={row.groups.map(encodeURIComponent).join(' ')}
          >
            <td role="cell">
              <label>
                <input
                  type="radio"
                  name="template_id"
                  value={row.id}
                  checked={row.id === draft.templateId}
                />
                <FileKindMark kind={row.kind} />
                <span class="template-title">{row.title}</span>
              </label>
            </td>
            <td role="cell" class="template-group">
              {row.groupTitle}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Nothing({ rows, query }: WizardView) {
  const messages = useMessages();
  return (
    <div id="no-matches" class="empty" hidden={rows.some(isShown)}>
      <h2>{messages.list.noneTitle}</h2>
      <p>{messages.wizard.nothingText}</p>
      <a
        class="button"
        href={wizardAddress(NO_GROUP, query)}
        data-group={encodeURIComponent(NO_GROUP)}
      >
        {messages.wizard.searchAll}
      </a>
    </div>
  );
}

function Missing({ leftOut: { unknownType, unnamed, unreadable } }: WizardView) {
  const messages = useMessages();
  return (
    <details class="missing-templates">
      <summary>{messages.wizard.missing}</summary>
      <p>{messages.wizard.missingText}</p>
      <ul>
        {unknownType > 0 && <li>{messages.wizard.leftOutKind(unknownType)}</li>}
        {unnamed > 0 && <li>{messages.wizard.leftOutUnnamed(unnamed)}</li>}
        {unreadable > 0 && <li>{messages.wizard.leftOutUnreadable(unreadable)}</li>}
        {unknownType + unnamed + unreadable === 0 && <li>{messages.wizard.leftOutNone}</li>}
      </ul>
    </details>
  );
}

function Naming({ view, draft }: WizardProps) {
  const messages = useMessages();
  const chosen = view.rows.find(({ id }) => id === draft.templateId);
  return (
    <div class="naming">
      <p id="chosen" class="naming-chosen" aria-live="polite">
        {chosen?.title ?? messages.wizard.notChosen}
      </p>
      <label class="field naming-name">
        {messages.wizard.name}
        <input
          id="title"
          name="title"
          value={draft.title}
          maxLength={240}
          autocomplete="off"
          required
        />
      </label>
      <button class="button primary">{messages.wizard.create}</button>
    </div>
  );
}
