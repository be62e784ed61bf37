import type { Account } from '../../access/index.js';
import type { Messages } from '../language/messages.js';
import type { Page } from '../parts/layout.js';
import { Notice } from '../parts/notices.js';
import { Initials } from '../parts/people.js';
import { useMessages, useViewer } from '../parts/viewer.js';
import { AdminFrame, MoreLink } from '../parts/admin-frame.js';

export interface PeopleAdminView {
  readonly query: string;
  readonly accounts: readonly Account[];
  readonly moreHref: string | undefined;
  /** The change before was refused: it would have taken the last administrator. */
  readonly isRefused: boolean;
}

export const peopleAdminPage = (view: PeopleAdminView, messages: Messages): Page => ({
  title: messages.admin.menu.people,
  body: <PeopleAdmin {...view} />,
});

function PeopleAdmin({ query, accounts, moreHref, isRefused }: PeopleAdminView) {
  const { admin } = useMessages();
  return (
    <AdminFrame title={admin.menu.people}>
      {isRefused && <Notice isError>{admin.people.lastAdministrator}</Notice>}
      <form class="admin-filter" role="search">
        <label class="field">
          {admin.people.search}
          <input name="q" type="search" value={query} maxLength={200} autocomplete="off" />
        </label>
        <button class="button">{admin.show}</button>
      </form>
      {accounts.length === 0 ? (
        <p class="hint">{admin.people.none}</p>
      ) : (
        <ul class="admin-list">
          {accounts.map((account) => (
            <PersonRow key={account.id} account={account} query={query} />
          ))}
        </ul>
      )}
      <MoreLink href={moreHref} />
    </AdminFrame>
  );
}

function PersonRow({ account, query }: { account: Account; query: string }) {
  const { admin } = useMessages();
  const { actor } = useViewer();
  const { id, username, displayName, mail, disabled, isAdmin } = account;
  const isOwn = actor?.id === id;
  return (
    <li class="admin-row">
      <Initials person={account} />
      <span class="admin-who">
        <strong>{displayName}</strong>
        {isOwn && <span class="hint"> ({admin.people.you})</span>}
        <small>{mail === null ? username : `${username} · ${mail}`}</small>
      </span>
      <span class="admin-marks">
        {isAdmin && <span class="badge">{admin.people.administrator}</span>}
        {disabled && <span class="badge badge-quarantined">{admin.people.disabled}</span>}
      </span>
      <form class="admin-actions" method="post" action={`/admin/people/${id}`}>
        <input type="hidden" name="q" value={query} />
        <button
          class="button small"
          name="is_admin"
          value={isAdmin ? 'no' : 'yes'}
          aria-label={`${isAdmin ? admin.people.noAdministrator : admin.people.makeAdministrator}: ${displayName}`}
        >
          {isAdmin ? admin.people.noAdministrator : admin.people.makeAdministrator}
        </button>
        <button
          class="button small"
          name="disabled"
          value={disabled ? 'no' : 'yes'}
          aria-label={`${disabled ? admin.people.enable : admin.people.disable}: ${displayName}`}
        >
          {disabled ? admin.people.enable : admin.people.disable}
        </button>
      </form>
    </li>
  );
}
