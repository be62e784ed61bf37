import type { FoundGroup } from '../../platform/identity/groups.js';
import type { Messages } from '../language/messages.js';
import { AdminFrame, MoreLink } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import { OutcomeNotice, type Outcome } from './outcome.js';

export interface GroupsAdminView {
  readonly query: string;
  readonly groups: readonly FoundGroup[];
  readonly moreHref: string | undefined;
  readonly outcome: Outcome | '';
}

export const groupsAdminPage = (view: GroupsAdminView, messages: Messages): Page => ({
  title: messages.admin.menu.groups,
  body: <GroupsAdmin {...view} />,
});

function GroupsAdmin({ query, groups, moreHref, outcome }: GroupsAdminView) {
  const { admin } = useMessages();
  return (
    <AdminFrame title={admin.menu.groups}>
      <p class="lead">{admin.groups.lead}</p>
      <OutcomeNotice outcome={outcome} />
      <form class="admin-filter" role="search">
        <label class="field">
          {admin.groups.search}
          <input name="q" type="search" value={query} maxLength={200} autocomplete="off" />
        </label>
        <button class="button">{admin.show}</button>
      </form>
      {groups.length === 0 ? (
        <p class="hint">{query === '' ? admin.groups.empty : admin.groups.none}</p>
      ) : (
        <ul class="admin-list">
          {groups.map((group) => (
            <li class="admin-line" key={group.id}>
              <span class="admin-who">
                <a href={`/admin/groups/${group.id}`}>{group.name}</a>
                <small>{admin.groups.members(group.members)}</small>
              </span>
              <span class="badge">{sourceOf(group, admin.groups)}</span>
            </li>
          ))}
        </ul>
      )}
      <MoreLink href={moreHref} />
      <section class="admin-part" aria-labelledby="new-group">
        <h2 id="new-group">{admin.groups.newTitle}</h2>
        <form class="admin-filter" method="post" action="/admin/groups">
          <label class="field">
            {admin.groups.name}
            <input name="name" maxLength={256} autocomplete="off" required />
          </label>
          <button class="button">{admin.groups.make}</button>
        </form>
      </section>
    </AdminFrame>
  );
}

/** A provider has the name that the settings give it. */
export const sourceOf = (
  { source }: Pick<FoundGroup, 'source'>,
  { sources }: Messages['admin']['groups'],
): string => (sources as Readonly<Record<string, string>>)[source] ?? source;
