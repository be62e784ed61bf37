import type { ChainedEntry } from '../../audit/index.js';
import type { Messages } from '../language/messages.js';
import { Breadcrumb } from '../parts/breadcrumb.js';
import { LinkButton, type Page } from '../parts/layout.js';
import { Initials, type PersonView } from '../parts/people.js';
import { Timestamp } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';

export interface ActivityView {
  readonly id: string;
  /** The newest first. */
  readonly entries: readonly ActivityEntry[];
  readonly moreHref: string | undefined;
}

export interface ActivityEntry extends Pick<
  ChainedEntry,
  'id' | 'atMs' | 'action' | 'result' | 'detail'
> {
  /** Null when nobody is known, or the server acted by itself. */
  readonly who: PersonView | null;
}

export const activityPage = (view: ActivityView, messages: Messages): Page => ({
  title: messages.activity.title,
  body: <Activity {...view} />,
});

function Activity({ id, entries, moreHref }: ActivityView) {
  const { activity, admin } = useMessages();
  return (
    <article>
      <Breadcrumb href={`/documents/${id}`} title={activity.back} />
      <header class="page-head">
        <h1>{activity.title}</h1>
        <p class="lead">{activity.lead}</p>
      </header>
      {entries.length === 0 ? (
        <p class="hint">{activity.none}</p>
      ) : (
        <ol class="admin-list">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {moreHref !== undefined && (
        <p class="admin-more">
          <LinkButton href={moreHref} text={admin.more} />
        </p>
      )}
    </article>
  );
}

function Entry({ entry }: { entry: ActivityEntry }) {
  const { activity, admin } = useMessages();
  return (
    <li class="admin-line activity-line">
      {entry.who ? (
        <Initials person={entry.who} />
      ) : (
        <span class="initials initials-more" aria-hidden="true" />
      )}
      <span class="admin-who">
        {sentenceOf(entry, activity)}
        <small>
          <Timestamp atMs={entry.atMs} />
        </small>
      </span>
      {entry.result !== 'ok' && (
        <span class="badge badge-quarantined">{admin.audit.results[entry.result]}</span>
      )}
    </li>
  );
}

/** An action of a later version is shown by its name. */
function sentenceOf(
  { action, who, detail }: ActivityEntry,
  { sentences, somebody, theServer }: Messages['activity'],
): string {
  const told = {
    who: who?.displayName ?? (action.startsWith('version.') ? theServer : somebody),
    person: textOf(detail?.person ?? detail?.group) || somebody,
    version: textOf(detail?.version ?? detail?.number),
    as: textOf(detail?.as).toUpperCase(),
  };
  const sentence = (sentences as Readonly<Record<string, (of: typeof told) => string>>)[action];
  return sentence === undefined ? `${told.who} · ${action}` : sentence(told);
}

const textOf = (value: string | number | boolean | undefined): string =>
  value === undefined ? '' : String(value);
