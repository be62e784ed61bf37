import type { KeyWait, OtherFormat, PrivacyPreview, Right, Role } from '../../documents/index.js';
import type { Messages } from '../language/messages.js';
import { type FileKind, type OpensAs } from '../parts/file-kind.js';
import { Breadcrumb } from '../parts/breadcrumb.js';
import { Icon } from '../parts/icon.js';
import type { Page } from '../parts/layout.js';
import { Picture } from '../parts/picture.js';
import { TextWithTime } from '../parts/timestamp.js';
import {
  Notice,
  RecoveredNotes,
  UnsavedNote,
  type RecoveredView,
  type UnsavedView,
} from '../parts/notices.js';
import type { ExportFormat } from './export-formats.js';
import {
  Privacy,
  PrivacyQuestion,
  WaitingForKeys,
  type KeyRelease,
  type WaitingForKey,
} from './privacy.js';
import { UnlockDialog } from '../parts/unlock-dialog.js';
import { Editors, type PersonView } from '../parts/people.js';
import { useMessages } from '../parts/viewer.js';
import { KeyWaitNote } from './key-wait.js';
import { ShareMenu, type ShareRow } from './share-menu.js';
import { contentAddress, decryptedHere, Timeline } from './timeline.js';
import { WaitingNote, type WaitingView } from './waiting-note.js';
import { flashText, isRefusal, type Flash } from '../flash.js';
import type { VersionRow } from './version-groups.js';

export interface DocumentView {
  readonly id: string;
  readonly title: string;
  readonly kind: FileKind;
  /** For those who may edit: the format of Office that it could continue in. */
  readonly other: OtherFormat | undefined;
  /** The version whose first page is shown beside the title. */
  readonly pictured: number | undefined;
  readonly role: Role;
  readonly may: readonly Right[];
  /** Owners and administrators may give it to another owner. */
  readonly mayGive: boolean;
  readonly owner: PersonView;
  /** The owner's account. */
  readonly ownerId: string;
  readonly editors: readonly PersonView[];
  readonly updatedAtMs: number;
  /** Extension without dot: what a new version has to be. */
  readonly fileType: string;
  /** Of the current content; null while there is none. */
  readonly etag: string | null;
  /** Of one file. */
  readonly maxFileBytes: number;
  /** Only its people can open what is stored. */
  readonly isPrivate: boolean;
  /** When the server held a key of it; for those who can edit. */
  readonly keyReleases: readonly KeyRelease[];
  /** What the browser editor can do with this format. */
  readonly opens: OpensAs;
  /** Whether a program on the desktop may check it out. */
  readonly opensInOffice: boolean;
  /** What it can be downloaded as; empty for private documents, which this server cannot open. */
  readonly exports: readonly ExportFormat[];
  readonly versions: readonly VersionRow[];
  readonly shares: readonly ShareRow[];
  /** Made from a template and still without content. */
  readonly waiting: WaitingView | undefined;
  /** Changes that the editor could not save and still has; undefined while somebody edits. */
  readonly unsaved: UnsavedView | undefined;
  /** Recovered versions that this person has not dismissed yet. */
  readonly recovered: readonly RecoveredView[];
  readonly waitingForKeys: WaitingForKey;
  /** Of a private document that the person cannot open yet. */
  readonly keyWait: KeyWait | undefined;
  /** Who could not open it, asked before it is made private all the same. */
  readonly beforePrivate: PrivacyPreview | undefined;
  /** The result of the form that redirected here. */
  readonly flash: Flash | undefined;
}

export const documentPage = (view: DocumentView, messages: Messages): Page => ({
  title: view.title,
  script: 'document',
  ...(view.isPrivate ? { keyScript: 'private-document' as const } : {}),
  basis: { ...view, waiting: view.waiting?.basis },
  body: <DocumentBody {...view} title={view.title || messages.kind.other} />,
});

function DocumentBody(view: DocumentView) {
  const messages = useMessages();
  const openable = view.keyWait === undefined ? view : withoutKey(view);
  return (
    <article class="document" data-id={view.id}>
      <Breadcrumb href="/" title={messages.document.back} />
      {view.flash && (
        <Notice isError={isRefusal(view.flash)}>{flashText(view.flash, messages)}</Notice>
      )}
      <UnsavedNote {...view} />
      <RecoveredNotes recovered={view.recovered} />
      <PrivacyQuestion id={view.id} before={view.beforePrivate} />
      <KeyWaitNote wait={view.keyWait} {...view} />
      <WaitingForKeys waiting={view.waitingForKeys} />
      <header class="document-head">
        <Picture {...view} />
        <Title {...view} />
        <Facts {...view} />
      </header>
      {/* One region for both: when the content arrives, the actions replace the note. */}
      <div id="actions" data-waiting={view.waiting !== undefined || undefined}>
        {view.waiting && <WaitingNote {...view.waiting} />}
        <Actions {...openable} />
        <ContinueAs {...view} />
      </div>
      {view.may.includes('edit') && (
        <section
          id="uploads"
          class="uploads"
          aria-label={messages.list.uploads}
          data-file-type={view.fileType}
          data-max-bytes={view.maxFileBytes}
          hidden
        />
      )}
      <Timeline {...openable} {...(view.keyWait && { may: ['read'] as const })} />
      <Privacy {...view} />
      {view.isPrivate && <UnlockDialog />}
      {view.may.includes('edit') && <DropCover {...view} />}
    </article>
  );
}

function DropCover({ etag }: DocumentView) {
  const messages = useMessages();
  return (
    <div id="drop-overlay" class="drop-overlay" hidden>
      <p>
        <Icon name="upload" />
        <strong>{messages.list.drop}</strong>
        <span>{etag === null ? messages.document.dropFirst : messages.document.dropNext}</span>
      </p>
    </div>
  );
}

/** Without script: choose, then send. With script, choosing is enough. */
function NewVersion({ id, etag, fileType }: DocumentView) {
  const messages = useMessages();
  const text = etag === null ? messages.document.uploadFirst : messages.document.uploadNext;
  return (
    <form
      class="upload"
      method="post"
      action={`/documents/${id}/content${etag === null ? '' : `?etag=${etag}`}`}
      enctype="multipart/form-data"
    >
      <label class="upload-pick button">
        <Icon name="upload" />
        {text}
        <input id="new-version" type="file" name="file" accept={`.${fileType}`} required />
      </label>
      <button class="upload-send button">{text}</button>
    </form>
  );
}

/** The title is its own field: type, Enter. Esc takes it back. */
function Title({ id, title, may }: DocumentView) {
  const messages = useMessages();
  if (!may.includes('edit')) return <h1 class="document-title">{title}</h1>;
  return (
    <form id="rename" class="rename" method="post" action={`/documents/${id}/title`}>
      <h1 class="visually-hidden">{title}</h1>
      <input
        class="document-title"
        name="title"
        value={title}
        aria-label={messages.document.rename}
        maxLength={255}
        autocomplete="off"
        spellcheck={false}
        required
      />
      <button class="button small">{messages.document.renameSave}</button>
    </form>
  );
}

function Facts(view: DocumentView) {
  const messages = useMessages();
  return (
    <p
      class="facts"
      id="facts"
      data-editors={view.editors.map((person) => person.displayName).join(', ')}
    >
      {view.isPrivate && (
        <span class="badge badge-private" title={messages.private.signText}>
          <Icon name="lock" />
          {messages.private.sign}
        </span>
      )}
      <span>
        {view.role === 'owner'
          ? messages.document.role.owner
          : messages.document.ownedBy(view.owner.displayName)}
      </span>
      <TextWithTime text={messages.document.changed} atMs={view.updatedAtMs} />
      {view.etag !== null && !view.isPrivate && view.exports.some(({ to }) => to === 'pdf') && (
        <span>
          <a href={`/documents/${view.id}/preview`}>{messages.document.preview}</a>
        </span>
      )}
      {view.role === 'owner' && (
        <span>
          <a href={`/documents/${view.id}/activity`}>{messages.activity.link}</a>
        </span>
      )}
      {view.editors.length > 0 && (
        <span class="facts-editing">
          <Editors people={view.editors} />
          <span aria-hidden="true">{messages.document.editing}</span>
        </span>
      )}
    </p>
  );
}

/** A popover, so that it opens and closes without script as well. */
function Export({ id, exports, isPrivate }: DocumentView) {
  const messages = useMessages();
  return (
    <div class="export">
      <button class="button" popovertarget="export">
        {messages.document.downloadAs}
      </button>
      <nav id="export" class="menu" popover="auto" aria-label={messages.document.downloadAs}>
        {exports.map(({ to, name, holds }, index) => (
          <a
            class="menu-item"
            {...(isPrivate
              ? { href: `/edit/${id}?download_as=${to}` }
              : { href: `/documents/${id}/export?as=${to}`, 'data-export': name })}
            autofocus={index === 0}
          >
            <span>
              {name}
              {holds && <small class="menu-note">{messages.document.exportHolds[holds]}</small>}
            </span>
          </a>
        ))}
      </nav>
    </div>
  );
}

function ContinueAs({ id, other }: DocumentView) {
  const messages = useMessages();
  if (other === undefined) return null;
  return (
    <form id="continue" class="continue-as" method="post" action={`/documents/${id}/convert`}>
      <input type="hidden" name="to" value={other.to} />
      <p class="hint">{messages.document.continueWhy[other.why](other)}</p>
      <button class="button small">{messages.document.continueAs(other.to)}</button>
    </form>
  );
}

/** Without its key nothing of it can be opened, downloaded, compared or restored. */
const withoutKey = (view: DocumentView): DocumentView => ({
  ...{ ...view, opens: 'nowhere', exports: [] },
  may: view.may.filter((right) => right !== 'download'),
});

function OpensNowhere({ keyWait }: DocumentView) {
  const messages = useMessages();
  // That is said above.
  return keyWait === undefined ? <p class="hint">{messages.document.opensNowhere}</p> : null;
}

function Actions(view: DocumentView) {
  const messages = useMessages();
  const current = view.versions.find((version) => version.state === 'current');
  return (
    <div class="actions">
      {view.opens !== 'nowhere' && (
        <a class="button primary" href={`/edit/${view.id}`}>
          <Icon name={view.opens === 'view' ? 'eye' : 'open'} />
          {view.opens === 'view' ? messages.document.view : messages.document.open}
        </a>
      )}
      {current !== undefined && view.may.includes('download') && (
        <a
          class="button"
          href={contentAddress(view, current.number)}
          download
          {...decryptedHere(view, current.number)}
        >
          <Icon name="download" />
          {messages.document.download}
        </a>
      )}
      {current !== undefined && view.exports.length > 0 && <Export {...view} />}
      {view.opensInOffice && (
        <a id="open-office" class="button" href={`/documents/${view.id}/office`}>
          <Icon name="open" />
          {messages.document.office}
        </a>
      )}
      {view.may.includes('edit') && <NewVersion {...view} />}
      {view.may.includes('share') && <ShareMenu {...view} />}
      {view.mayGive && (
        <a class="button" href={`/documents/${view.id}/give`}>
          {messages.give.title}
        </a>
      )}
      {view.may.includes('own') && (
        <form class="delete" method="post" action={`/documents/${view.id}/delete`}>
          <button class="button quiet">
            <Icon name="trash" />
            {messages.document.delete}
          </button>
        </form>
      )}
      {view.opens === 'nowhere' && view.waiting === undefined && <OpensNowhere {...view} />}
    </div>
  );
}
