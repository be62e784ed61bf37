import { dayName, fullTime, humanSize, shortTime, timeOfDay } from '../language/formatting.js';
import { groupVersions, type SessionGroup, type VersionRow } from './version-groups.js';
import type { Right } from '../../documents/index.js';
import type { OpensAs } from '../parts/file-kind.js';
import { Icon } from '../parts/icon.js';
import { Initials } from '../parts/people.js';
import { useViewer, useMessages } from '../parts/viewer.js';
import { ShardGlyph } from '../parts/shard-glyph.js';

const AUTHORS_SHOWN = 4;

export interface TimelineProps {
  readonly id: string;
  readonly title: string;
  readonly isPrivate: boolean;
  readonly may: readonly Right[];
  readonly opens: OpensAs;
  readonly etag: string | null;
  readonly versions: readonly VersionRow[];
}

export function Timeline(props: TimelineProps) {
  const messages = useMessages();
  const viewer = useViewer();
  const days = groupVersions(props.versions, viewer.timeZone);
  const newest = Math.max(0, ...props.versions.map((version) => version.number));
  return (
    <section
      id="history"
      class="history"
      aria-labelledby="history-title"
      data-newest={newest}
      data-etag={props.etag ?? ''}
    >
      <h2 id="history-title">{messages.document.history}</h2>
      {props.isPrivate && props.versions.length > 1 && (
        <p class="hint">{messages.document.privateChanges}</p>
      )}
      <Comparing {...props} />
      {days.length === 0 && <p class="hint">{messages.document.historyEmpty}</p>}
      {days.map(({ day, atMs, sessions }) => (
        <section class="day" id={`day-${day}`} key={day}>
          <h3>{dayName(atMs, viewer.nowMs, viewer)}</h3>
          <ol class="timeline">
            {sessions.map((session) => (
              <Session key={session.newest.number} session={session} {...props} />
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

/** Two versions of the person's choice, in the editor's history. */
function Comparing({ id, isPrivate, opens, versions }: TimelineProps) {
  const messages = useMessages();
  const shown = versions.filter(({ state }) => state !== 'quarantined');
  const [newest] = shown;
  if (isPrivate || opens === 'nowhere' || newest === undefined || shown.length < 2) return null;
  const before = shown.find(({ number }) => number === newest.beganWith) ?? shown[1];
  return (
    <details class="comparing">
      <summary>{messages.document.compare}</summary>
      <form class="comparing-form" method="get" action={`/edit/${id}`}>
        <VersionChoice name="history" versions={shown} chosen={newest.number} />
        <VersionChoice name="from" versions={shown} chosen={before?.number} />
        <button class="button small">{messages.document.compareShow}</button>
      </form>
    </details>
  );
}

function VersionChoice(props: {
  readonly name: 'history' | 'from';
  readonly versions: readonly VersionRow[];
  readonly chosen: number | undefined;
}) {
  const messages = useMessages();
  const viewer = useViewer();
  return (
    <label class="field">
      {messages.document.compareVersion[props.name]}
      <select name={props.name}>
        {props.versions.map(({ number, createdAtMs }) => (
          <option key={number} value={number} selected={number === props.chosen}>
            {`${messages.document.version(number)} · ${shortTime(createdAtMs, viewer)}`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Session({ session, ...props }: TimelineProps & { session: SessionGroup }) {
  const messages = useMessages();
  // Named after what stays when the session goes on: its first version.
  const first = (session.earlier.at(-1) ?? session.newest).number;
  return (
    <li class="session" id={`session-${first}`}>
      <VersionLine version={session.newest} {...props} />
      {session.earlier.length > 0 && (
        <details class="earlier-saves" id={`earlier-${session.newest.editingSessionId}`}>
          <summary>{messages.document.earlierInSession(session.earlier.length)}</summary>
          <ol>
            {session.earlier.map((version) => (
              <li key={version.number}>
                <VersionLine version={version} {...props} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

function VersionLine({ version, ...props }: TimelineProps & { version: VersionRow }) {
  const messages = useMessages();
  const viewer = useViewer();
  // Said where the document has another format now: what is downloaded or restored then is another kind of file.
  const formatNow = props.versions.find(({ state }) => state === 'current')?.fileType;
  return (
    <div
      class={version.askedBy === 'autosave' ? 'version version-quiet' : 'version'}
      id={`version-${version.number}`}
    >
      <Initials person={version.author} />
      <p class="version-what">
        <strong>{messages.document.version(version.number)}</strong>
        {version.state === 'current' && <span class="badge">{messages.document.current}</span>}
        {version.fileType !== formatNow && (
          <span class="badge version-format">{`.${version.fileType}`}</span>
        )}
        {version.state === 'quarantined' && (
          <span class="badge badge-quarantined" title={messages.document.quarantinedText}>
            {messages.document.quarantined}
          </span>
        )}
      </p>
      {version.reason !== null && (
        <p class="version-reason">{messages.document.reason[version.reason]}</p>
      )}
      {version.notKeptAs !== undefined && (
        <p class="version-reason">
          {messages.document.notKept(version.notKeptAs, version.fileType)}
        </p>
      )}
      <p class="version-how">
        {`${useOrigin(version)} · `}
        <span
          class={version.authors.length > 1 ? 'version-author several' : 'version-author'}
        >{`${useAuthors(version)} · `}</span>
        <time
          datetime={new Date(version.createdAtMs).toISOString()}
          title={fullTime(version.createdAtMs, viewer)}
        >
          {timeOfDay(version.createdAtMs, viewer)}
        </time>
      </p>
      <p class="version-size">
        <span>{humanSize(version.size, viewer.locale)}</span>
        <ShardGlyph marks={version.marks} required={version.required} />
      </p>
      <VersionActions version={version} {...props} />
    </div>
  );
}

/** How it came to be; of a forced save, who asked for it. */
function useOrigin({ origin, askedBy }: VersionRow): string {
  const { document } = useMessages();
  const isForced = origin === 'force-save' && askedBy !== null;
  return isForced ? document.askedBy[askedBy] : document.origin[origin];
}

/** All names, as a sentence lists them; of many the first ones. */
function useAuthors({ authors, author }: VersionRow): string {
  const messages = useMessages();
  const { locale } = useViewer();
  const names = (authors.length === 0 ? [author] : authors).map(({ displayName }) => displayName);
  const shown = names.slice(0, AUTHORS_SHOWN);
  const more = names.length - shown.length;
  const listed = more === 0 ? shown : [...shown, messages.document.moreAuthors(more)];
  return new Intl.ListFormat(locale).format(listed);
}

function VersionActions({ version, ...props }: TimelineProps & { version: VersionRow }) {
  const messages = useMessages();
  const { id, may, opens, isPrivate } = props;
  const { number } = version;
  return (
    <div class="version-actions">
      {opens !== 'nowhere' && <EditorActions version={version} {...props} />}
      {may.includes('download') && (
        <a
          class="icon-button"
          href={contentAddress(props, number)}
          download
          {...decryptedHere(props, number)}
          aria-label={messages.document.downloadOf(number)}
          title={messages.document.download}
        >
          <Icon name="download" />
        </a>
      )}
      {version.hasExports && (
        <a
          class="icon-button"
          href={`/documents/${id}/formats?version=${number}`}
          aria-label={messages.document.downloadVersionAs(number)}
          title={messages.document.downloadAs}
        >
          <Icon name="convert" />
        </a>
      )}
      {may.includes('edit') && version.state !== 'current' && (
        <form
          method="post"
          action={`/documents/${id}/versions/${number}/restore`}
          {...(isPrivate
            ? { 'data-private': 'restore', 'data-version': number }
            : { 'data-inline': true })}
        >
          <button
            class={version.state === 'quarantined' ? 'button small' : 'icon-button'}
            aria-label={messages.document.restoreOf(number)}
            title={messages.document.restore}
          >
            {version.state === 'quarantined' ? messages.document.restore : <Icon name="restore" />}
          </button>
        </form>
      )}
    </div>
  );
}

/** To read it, and to see what was changed in it. */
function EditorActions({ version, id }: TimelineProps & { version: VersionRow }) {
  const messages = useMessages();
  const { number } = version;
  return (
    <>
      {version.state === 'archived' && (
        <a
          class="icon-button"
          href={`/edit/${id}?version=${number}`}
          aria-label={messages.document.viewVersion(number)}
          title={messages.document.viewShort}
        >
          <Icon name="eye" />
        </a>
      )}
      {version.hasChanges && version.state !== 'quarantined' && (
        <a
          class="icon-button"
          href={`/edit/${id}?history=${number}`}
          aria-label={messages.document.changesOf(number)}
          title={messages.document.changesShort}
        >
          <Icon name="changes" />
        </a>
      )}
    </>
  );
}

interface Linked {
  readonly id: string;
  readonly title: string;
  readonly isPrivate: boolean;
}

/** Where a version's bytes are: of a private one as they are sealed, for the person's own program. */
export const contentAddress = ({ id, isPrivate }: Linked, number: number): string =>
  isPrivate
    ? `/api/documents/${id}/versions/${number}/sealed`
    : `/api/documents/${id}/content?version=${number}`;

/** Marks a link whose file the page's script decrypts on the way. */
export const decryptedHere = ({ title, isPrivate }: Linked, number: number) =>
  isPrivate ? { 'data-private-download': number, 'data-filename': title } : {};
